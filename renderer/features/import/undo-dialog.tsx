import {
  Alert,
  Box,
  Button,
  Dialog,
  DialogActions,
  DialogContent,
  DialogTitle,
  Typography,
} from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { JobProgress } from '../../components/job-progress.tsx';
import { useNotify } from '../../components/notify.tsx';
import { Failed, Loading } from '../../components/states.tsx';
import { errorText } from '../../lib/errors.ts';
import { formatCount } from '../../lib/format.ts';
import { useJob } from '../../lib/job.ts';
import { useVault, useVaultClient } from '../../lib/vault.ts';
import { TouchedArchives } from '../customers/touched-archives.tsx';
import type { ImportRecord, UndoPreview } from './import-types.ts';

/** 撤回: what it would do, and what stands in its way, before it is done. */
export function UndoDialog(props: { record: ImportRecord; onClose: () => void }) {
  const { t, i18n } = useTranslation();
  const title = useId();
  const vault = useVault();
  const client = useVaultClient();
  const notify = useNotify();
  const job = useJob<{ takenBack: number; restored: number }>('import.undo');
  const { id, fileName } = props.record;
  const query = useQuery({ ...vault.import.previewUndo.queryOptions({ id }), gcTime: 0 });
  const running = job.state === 'running';
  const number = (count: number) => formatCount(count, i18n.language);
  const undo = async () => {
    const done = await job.start((signal) => client.import.undo.mutate({ id }, { signal }));
    if (!done) return;
    notify.done(t('import:undo.done', { name: fileName, takenBack: number(done.takenBack) }));
    props.onClose();
  };
  const preview = query.data;
  const isOpen = preview !== undefined && preview.closed === null && preview.blocked === 0;
  return (
    <Dialog
      open
      onClose={running ? undefined : props.onClose}
      aria-labelledby={title}
      maxWidth="sm"
      fullWidth
    >
      <DialogTitle id={title}>{t('import:undo.title', { name: fileName })}</DialogTitle>
      <DialogContent sx={{ display: 'grid', gap: 1.5 }}>
        {query.isPending && <Loading lines={3} />}
        {query.error && <Failed error={query.error} onRetry={() => void query.refetch()} />}
        {preview && <Preview preview={preview} />}
        <JobProgress job={job} label={t('import:undo.running')} onCancel={job.cancel} />
        {job.state === 'cancelled' && <Alert severity="info">{t('import:undo.cancelled')}</Alert>}
        {job.state === 'failed' && <Alert severity="error">{errorText(t, job.error)}</Alert>}
      </DialogContent>
      <DialogActions>
        <Button onClick={props.onClose} disabled={running}>
          {t('common:cancel')}
        </Button>
        <Button
          variant="contained"
          color="warning"
          disabled={!isOpen}
          loading={running}
          onClick={() => void undo()}
        >
          {t('import:undo.run')}
        </Button>
      </DialogActions>
    </Dialog>
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
