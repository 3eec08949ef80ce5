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
import type { inferRouterOutputs } from '@trpc/server';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { JobProgress } from '../../components/job-progress.tsx';
import { Failed, Loading } from '../../components/states.tsx';
import type { AppRouter } from '../../lib/contracts.ts';
import { errorText } from '../../lib/errors.ts';
import { formatCount, formatInstant } from '../../lib/format.ts';
import { useJob } from '../../lib/job.ts';
import { useVault, useVaultClient } from '../../lib/vault.ts';
import { useWords } from '../lists/use-words.ts';
import { bulkLineText } from './bulk-values.ts';
import { TouchedArchives } from './touched-archives.tsx';
import { useSayUndone } from './use-undo-many.ts';

type Preview = inferRouterOutputs<AppRouter>['customers']['previewUndoMany'];

/** 撤销 of a change of many archives: how many would be as they were, and which have been touched since and stay. */
export function BulkUndoDialog(props: { act: number; onClose: () => void }) {
  const { t } = useTranslation();
  const title = useId();
  const vault = useVault();
  const client = useVaultClient();
  const say = useSayUndone();
  const job = useJob<{ restored: number; left: number }>('customers.bulk_undo');
  const { act } = props;
  const query = useQuery({ ...vault.customers.previewUndoMany.queryOptions({ act }), gcTime: 0 });
  const running = job.state === 'running';
  const undo = async () => {
    const done = await job.start((signal) => client.customers.undoMany.mutate({ act }, { signal }));
    if (!done) return;
    say(done);
    props.onClose();
  };
  const preview = query.data;
  return (
    <Dialog
      open
      onClose={running ? undefined : props.onClose}
      aria-labelledby={title}
      maxWidth="sm"
      fullWidth
    >
      <DialogTitle id={title}>{t('customers:bulk.undo_title')}</DialogTitle>
      <DialogContent sx={{ display: 'grid', gap: 1.5 }}>
        {query.isPending && <Loading lines={3} />}
        {query.error && <Failed error={query.error} onRetry={() => void query.refetch()} />}
        {preview && <Restored preview={preview} />}
        <JobProgress job={job} label={t('customers:bulk.undoing')} onCancel={job.cancel} />
        {job.state === 'cancelled' && <Alert severity="info">{t('customers:bulk.cancelled')}</Alert>}
        {job.state === 'failed' && <Alert severity="error">{errorText(t, job.error)}</Alert>}
      </DialogContent>
      <DialogActions>
        <Button onClick={props.onClose} disabled={running}>
          {t('common:cancel')}
        </Button>
        <Button
          variant="contained"
          color="warning"
          disabled={!preview || preview.restored === 0}
          loading={running}
          onClick={() => void undo()}
        >
          {t('customers:bulk.undo_run')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}

function Restored({ preview }: { preview: Preview }) {
  const { t, i18n } = useTranslation();
  const words = useWords();
  const { line, restored, left, archives } = preview;
  const number = (count: number) => formatCount(count, i18n.language);
  return (
    <>
      <Box>
        <Typography>{bulkLineText(t, words, line, i18n.language)}</Typography>
        <Typography variant="caption" className="figures" sx={{ color: 'text.secondary' }}>
          {formatInstant(line.at)} {line.by}
        </Typography>
      </Box>
      <Typography>{t('customers:bulk.restores', { number: number(restored) })}</Typography>
      {left > 0 && (
        <Alert severity="warning" sx={{ '& .MuiAlert-message': { minWidth: 0, flex: 1 } }}>
          {t('customers:bulk.leaves', { number: number(left) })}
          <TouchedArchives archives={archives} />
        </Alert>
      )}
    </>
  );
}
