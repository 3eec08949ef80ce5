import { Box, Button, Typography } from '@mui/material';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Form } from '../../../components/form/form.tsx';
import { useNotify } from '../../../components/notify.tsx';
import { writeSetting } from '../../../lib/machine-settings.ts';
import { useShellClient } from '../../../lib/vault.ts';
import { CodesTable } from '../codes-table.tsx';
import type { OneTimeCode } from './sheets-html.ts';
import { WizardButtons } from './wizard-buttons.tsx';

interface DoneStepProps {
  readonly company: string;
  readonly codes: readonly OneTimeCode[];
  /** Who keeps the archives, if somebody has that role. */
  readonly archivist: { readonly login: string; readonly name: string } | undefined;
  readonly onEnter: () => void;
}

/** The vault exists: hand out the codes; then whoever keeps the archives signs in and brings the ledger in. */
export function DoneStep(props: DoneStepProps) {
  const { t } = useTranslation();
  const shell = useShellClient();
  const notify = useNotify();
  const { archivist } = props;
  const handOver = useMutation({
    mutationFn: async (login: string) => {
      writeSetting('login', login);
      await shell.lock.mutate();
      await shell.startOver.mutate({ isAllKept: true });
    },
    onError: notify.failed,
  });
  const goOn = () => (archivist ? handOver.mutate(archivist.login) : props.onEnter());
  return (
    <Form onSubmit={goOn}>
      {props.codes.length > 0 ? (
        <CodesTable company={props.company} codes={props.codes} />
      ) : (
        <Typography>{t('vault:create.done.no_codes')}</Typography>
      )}
      {archivist && <Path name={archivist.name} />}
      <WizardButtons
        nextLabel={
          archivist
            ? t('vault:create.done.hand_over', { name: archivist.name })
            : t('vault:create.done.enter')
        }
        pending={handOver.isPending}
        other={archivist && <Button onClick={props.onEnter}>{t('vault:create.done.enter')}</Button>}
      />
    </Form>
  );
}

/** What comes next, in three steps. */
function Path({ name }: { name: string }) {
  const { t } = useTranslation();
  return (
    <Box component="section" sx={{ mt: 3 }}>
      <Typography variant="h2" sx={{ mb: 1 }}>
        {t('vault:create.done.path')}
      </Typography>
      <Box component="ol" sx={{ m: 0, pl: 2.5, '& li': { mb: 0.5 } }}>
        {['lock', 'sign_in', 'import'].map((step) => (
          <Typography key={step} component="li">
            {t(`vault:create.done.path.${step}`, { name })}
          </Typography>
        ))}
      </Box>
    </Box>
  );
}
