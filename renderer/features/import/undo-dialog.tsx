import { Alert, Box, Typography } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useNotify } from '../../components/notify.tsx';
import { UndoDialog } from '../../components/undo-dialog.tsx';
import { formatCount } from '../../lib/format.ts';
import { useJob } from '../../lib/job.ts';
import { useVault, useVaultClient } from '../../lib/vault.ts';
import { TouchedArchives } from '../customers/touched-archives.tsx';
import type { ImportRecord, UndoPreview } from './import-types.ts';

/** 撤回: what it would do, and what stands in its way, before it is done. */
export function UndoImportDialog(props: { record: ImportRecord; onClose: () => void }) {
  const { t, i18n } = useTranslation();
  const vault = useVault();
  const client = useVaultClient();
  const notify = useNotify();
  const job = useJob<{ takenBack: number; restored: number }>('import.undo');
  const { id, fileName } = props.record;
  const query = useQuery({ ...vault.import.previewUndo.queryOptions({ id }), gcTime: 0 });
  const number = (count: number) => formatCount(count, i18n.language);
  const undo = async () => {
    const done = await job.start((signal) => client.import.undo.mutate({ id }, { signal }));
    if (!done) return;
    notify.done(t('import:undo.done', { name: fileName, takenBack: number(done.takenBack) }));
    props.onClose();
  };
  const preview = query.data;
  return (
    <UndoDialog
      title={t('import:undo.title', { name: fileName })}
      preview={query}
      mayRun={preview !== undefined && preview.closed === null && preview.blocked === 0}
      job={job}
      words={{
        run: t('import:undo.run'),
        running: t('import:undo.running'),
        cancelled: t('import:undo.cancelled'),
      }}
      onRun={() => void undo()}
      onClose={props.onClose}
    >
      {preview && <Preview preview={preview} />}
    </UndoDialog>
  );
}

function Preview({ preview }: { preview: UndoPreview }) {
  const { t, i18n } = useTranslation();
  const { takenBack, restored, blocked, archives } = preview;
  const number = (count: number) => formatCount(count, i18n.language);
  return (
    <>
      <Box component="ul" sx={{ m: 0, pl: 2.5 }}>
        <li>{t('import:undo.takes_back', { count: takenBack, number: number(takenBack) })}</li>
        {restored > 0 && <li>{t('import:undo.restores', { count: restored, number: number(restored) })}</li>}
      </Box>
      <Typography sx={{ color: 'text.secondary' }}>{t('import:undo.text')}</Typography>
      {blocked > 0 && (
        <Alert severity="warning" sx={{ '& .MuiAlert-message': { minWidth: 0, flex: 1 } }}>
          {t('import:undo.blocked', { count: blocked, number: number(blocked) })}
          <TouchedArchives
            archives={archives.map(({ kind, at, by, ...archive }) => ({
              ...archive,
              touch: { kind, at, by },
            }))}
          />
        </Alert>
      )}
    </>
  );
}
