import { Alert, Button, Typography } from '@mui/material';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ConfirmDialog } from '../../components/dialogs.tsx';
import { Can } from '../../lib/session.tsx';
import { useInstantText } from '../../lib/use-today.ts';
import { useVault } from '../../lib/vault.ts';
import type { Backups } from './backup.tsx';

/** The archive has lost rows for no reason in the log: what it is, and who can say that it is right. */
export function Fallen(props: { tables: Backups['fallen'] }) {
  const { t } = useTranslation();
  const vault = useVault();
  const [isAsking, setAsking] = useState(false);
  const accept = useMutation(vault.backup.accept.mutationOptions({ onSuccess: () => setAsking(false) }));
  const { tables } = props;
  if (tables.length === 0) return null;
  const names = tables.map((table) => t(`backup:table.${table}`)).join(t('backup:result.comma'));
  return (
    <Alert
      severity="error"
      action={
        <Can action="backup.accept">
          <Button color="inherit" onClick={() => setAsking(true)}>
            {t('backup:fallen.accept')}
          </Button>
        </Can>
      }
    >
      {t('backup:fallen.text', { names })}
      <ConfirmDialog
        open={isAsking}
        title={t('backup:fallen.title')}
        confirmLabel={t('backup:fallen.accept')}
        danger
        pending={accept.isPending}
        error={accept.error}
        onConfirm={() => accept.mutate()}
        onClose={() => setAsking(false)}
      >
        <Typography>{t('backup:fallen.ask', { names })}</Typography>
      </ConfirmDialog>
    </Alert>
  );
}

/** Backups from before the last restore stay until the manager lets them go. */
export function Frozen(props: { frozen: Backups['frozen'] }) {
  const { t } = useTranslation();
  const instantText = useInstantText();
  const vault = useVault();
  const [isAsking, setAsking] = useState(false);
  const release = useMutation(vault.backup.release.mutationOptions({ onSuccess: () => setAsking(false) }));
  const { frozen } = props;
  if (!frozen) return null;
  const facts = { at: instantText(frozen.restoredAt), from: instantText(frozen.releasableAt) };
  return (
    <Alert
      severity="info"
      action={
        <Can action="backup.release">
          <Button color="inherit" onClick={() => setAsking(true)}>
            {t('backup:frozen.release')}
          </Button>
        </Can>
      }
    >
      {t('backup:frozen.text', facts)}
      <ConfirmDialog
        open={isAsking}
        title={t('backup:frozen.title')}
        confirmLabel={t('backup:frozen.release')}
        pending={release.isPending}
        error={release.error}
        onConfirm={() => release.mutate()}
        onClose={() => setAsking(false)}
      >
        <Typography>{t('backup:frozen.ask')}</Typography>
      </ConfirmDialog>
    </Alert>
  );
}
