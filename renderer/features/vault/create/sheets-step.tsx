import PrintIcon from '@mui/icons-material/PrintOutlined';
import { Alert, Box, Button, Paper, Typography } from '@mui/material';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Form } from '../../../components/form/form.tsx';
import { useNotify } from '../../../components/notify.tsx';
import { useShell } from '../../../lib/vault.ts';
import { recoverySheetsHtml, type SheetFacts } from './sheets-html.ts';
import { WizardButtons } from './wizard-buttons.tsx';

interface SheetsStepProps {
  readonly facts: SheetFacts;
  /** As the time of the print is written on the sheets. */
  readonly instantText: (at: number) => string;
  readonly onBack: () => void;
  readonly onNext: () => void;
}

/** The three sheets, to be printed or copied by hand; any two of them open the vault. */
export function SheetsStep(props: SheetsStepProps) {
  const { t, i18n } = useTranslation();
  const notify = useNotify();
  const shell = useShell();
  const print = useMutation(shell.printHtml.mutationOptions({ onError: notify.failed }));
  const [isByHand, setByHand] = useState(false);
  const isOnPaper = isByHand || print.data?.printed === true;
  const { facts, instantText } = props;
  const printAll = () =>
    print.mutate({
      slices: [recoverySheetsHtml(t, i18n.language, facts, instantText(Date.now()))],
      title: t('vault:sheet.title'),
    });
  return (
    <Form onSubmit={() => isOnPaper && props.onNext()}>
      <Alert severity="warning" sx={{ mb: 2 }}>
        {t('vault:create.sheets.warning')}
      </Alert>
      <Box sx={{ display: 'grid', gridTemplateColumns: 'repeat(3, 1fr)', gap: 1.5 }}>
        {facts.sheets.map((sheet) => (
          <Paper key={sheet.number} variant="outlined" sx={{ p: 1.5 }}>
            <Typography variant="h3" component="h2" sx={{ mb: 1 }}>
              {t('vault:sheet.which', { number: sheet.number, count: facts.sheets.length })}
            </Typography>
            <Box component="ol" sx={{ m: 0, pl: 2.5, fontFamily: 'monospace', fontSize: '0.75rem' }}>
              {sheet.lines.map((line) => (
                <Box component="li" key={line} sx={{ whiteSpace: 'nowrap', mb: 0.5 }}>
                  {line}
                </Box>
              ))}
            </Box>
          </Paper>
        ))}
      </Box>
      {isOnPaper ? (
        <WizardButtons
          onBack={props.onBack}
          nextLabel={t('vault:create.sheets.next')}
          other={
            <Button startIcon={<PrintIcon />} loading={print.isPending} onClick={printAll}>
              {t('vault:create.sheets.again')}
            </Button>
          }
        />
      ) : (
        <WizardButtons
          onBack={props.onBack}
          nextLabel={t('vault:create.sheets.print')}
          pending={print.isPending}
          onNext={printAll}
          other={<Button onClick={() => setByHand(true)}>{t('vault:create.sheets.by_hand')}</Button>}
        />
      )}
    </Form>
  );
}
