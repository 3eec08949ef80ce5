import { Alert, Box, Button, Dialog, DialogActions, DialogContent, DialogTitle } from '@mui/material';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from '../../lib/session.tsx';
import { CodesTable } from '../vault/codes-table.tsx';
import { namesText } from '../../lib/names-text.ts';
import type { AskedCode } from './account.ts';
import { SheetsConfirm } from './sheets-confirm.tsx';

/**
 * The one-time code of one account, shown this once, and who has to confirm it before it opens anything: where nobody
 * might, two recovery sheets do, right here. Only its own button closes it.
 */
export function CodeDialog(props: { code: AskedCode; onClose: () => void }) {
  const { t } = useTranslation();
  const title = useId();
  const { vault } = useSession();
  const [isConfirmed, setConfirmed] = useState(false);
  const { code } = props;
  return (
    <Dialog open aria-labelledby={title} maxWidth="sm" fullWidth>
      <DialogTitle id={title}>{t('accounts:code.title', { name: code.name })}</DialogTitle>
      <DialogContent sx={{ display: 'grid', gap: 2 }}>
        <Waits code={code} isConfirmed={isConfirmed} />
        <Box>
          <CodesTable company={vault.company} codes={[code]} />
        </Box>
        {code.request !== null && code.confirmers.length === 0 && !isConfirmed && (
          <SheetsConfirm request={code.request} onDone={() => setConfirmed(true)} />
        )}
      </DialogContent>
      <DialogActions>
        <Button variant="contained" onClick={props.onClose}>
          {t('accounts:code.handed')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}

function Waits({ code, isConfirmed }: { code: AskedCode; isConfirmed: boolean }) {
  const { t } = useTranslation();
  if (isConfirmed) return <Alert severity="success">{t('accounts:code.confirmed')}</Alert>;
  const { confirmers } = code;
  return (
    <Alert severity="info">
      {confirmers.length > 0
        ? t('accounts:code.waits', { names: namesText(t, confirmers) })
        : t('accounts:code.nobody')}{' '}
      {code.hasPassword && t('accounts:code.old')}
    </Alert>
  );
}
