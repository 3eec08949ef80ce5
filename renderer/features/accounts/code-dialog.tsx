import { Button, Dialog, DialogActions, DialogContent, DialogTitle } from '@mui/material';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from '../../lib/session.tsx';
import { CodesTable } from '../vault/codes-table.tsx';
import type { OneTimeCode } from '../vault/create/sheets-html.ts';

/** The one-time code of one account, shown this once; only its own button closes it. */
export function CodeDialog(props: { code: OneTimeCode; onClose: () => void }) {
  const { t } = useTranslation();
  const title = useId();
  const { vault } = useSession();
  return (
    <Dialog open aria-labelledby={title} maxWidth="sm" fullWidth>
      <DialogTitle id={title}>{t('accounts:code.title', { name: props.code.name })}</DialogTitle>
      <DialogContent>
        <CodesTable company={vault.company} codes={[props.code]} />
      </DialogContent>
      <DialogActions>
        <Button variant="contained" onClick={props.onClose}>
          {t('accounts:code.handed')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
