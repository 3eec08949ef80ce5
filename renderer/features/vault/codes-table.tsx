import PrintIcon from '@mui/icons-material/PrintOutlined';
import { Alert, Button, Table, TableBody, TableCell, TableHead, TableRow } from '@mui/material';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useNotify } from '../../components/notify.tsx';
import { useShell } from '../../lib/vault.ts';
import { codesHtml, type OneTimeCode } from './create/sheets-html.ts';

/** One-time codes, shown and printable this once. */
export function CodesTable(props: { company: string; codes: readonly OneTimeCode[] }) {
  const { t, i18n } = useTranslation();
  const notify = useNotify();
  const shell = useShell();
  const print = useMutation(shell.printHtml.mutationOptions({ onError: notify.failed }));
  return (
    <>
      <Alert severity="warning" sx={{ mb: 2 }}>
        {t('vault:codes.once')}
      </Alert>
      <Table size="small">
        <TableHead>
          <TableRow>
            <TableCell>{t('vault:slip.name')}</TableCell>
            <TableCell>{t('vault:login')}</TableCell>
            <TableCell>{t('vault:activate.code')}</TableCell>
          </TableRow>
        </TableHead>
        <TableBody>
          {props.codes.map((code) => (
            <TableRow key={code.login}>
              <TableCell>{code.name}</TableCell>
              <TableCell>{code.login}</TableCell>
              <TableCell className="figures" sx={{ fontFamily: 'monospace', userSelect: 'all' }}>
                {code.code}
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
      <Button
        variant="outlined"
        startIcon={<PrintIcon />}
        loading={print.isPending}
        sx={{ mt: 2 }}
        onClick={() =>
          print.mutate({
            slices: [codesHtml(t, i18n.language, props.company, props.codes)],
            title: t('vault:slip.title'),
          })
        }
      >
        {t('vault:codes.print')}
      </Button>
    </>
  );
}
