import { Alert, Button, Typography } from '@mui/material';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FormDialog } from '../../components/form-dialog.tsx';
import { useNotify } from '../../components/notify.tsx';
import { Can } from '../../lib/session.tsx';
import { useInstantText } from '../../lib/use-today.ts';
import { useVault } from '../../lib/vault.ts';
import { FormPreview } from '../../print/form-preview.tsx';

/**
 * Says to everybody that the vault was opened when it was not what was last seen of it, by whom and when, until an
 * auditor has looked; the sheet that says so is printed from here.
 */
export function DifferenceBanner() {
  const { t } = useTranslation();
  const instantText = useInstantText();
  const vault = useVault();
  const [shown, setShown] = useState<'print' | 'look' | null>(null);
  const [difference] = useQuery(vault.audit.differences.queryOptions()).data ?? [];
  if (!difference) return null;
  const { seq, at, by, second, headSeq, witnessSeq } = difference;
  const name = second.by === 'person' ? second.name : '';
  return (
    <>
      <Alert
        severity="error"
        role="status"
        sx={{ flex: 'none', borderRadius: 0, py: 0 }}
        action={
          <>
            <Can action="audit.print">
              <Button color="inherit" size="small" onClick={() => setShown('print')}>
                {t('app:difference.print')}
              </Button>
            </Can>
            <Can action="audit.acknowledge">
              <Button color="inherit" size="small" onClick={() => setShown('look')}>
                {t('app:difference.look')}
              </Button>
            </Can>
          </>
        }
      >
        {t(`app:difference.${second.by}`, { at: instantText(at), by, name, headSeq, witnessSeq })}
      </Alert>
      {shown === 'print' && <FormPreview form="difference" id={seq} onClose={() => setShown(null)} />}
      {shown === 'look' && <LookDialog seq={seq} onClose={() => setShown(null)} />}
    </>
  );
}

/** The auditor has looked: the word on every screen ends. */
function LookDialog({ seq, onClose }: { seq: number; onClose: () => void }) {
  const { t } = useTranslation();
  const vault = useVault();
  const notify = useNotify();
  const acknowledge = useMutation(
    vault.audit.acknowledge.mutationOptions({
      onSuccess: () => {
        notify.done(t('app:difference.looked'));
        onClose();
      },
    }),
  );
  return (
    <FormDialog
      title={t('app:difference.look')}
      submitLabel={t('app:difference.look')}
      pending={acknowledge.isPending}
      error={acknowledge.error}
      onSubmit={() => acknowledge.mutate({ seq })}
      onClose={onClose}
    >
      <Typography>{t('app:difference.confirm')}</Typography>
    </FormDialog>
  );
}
