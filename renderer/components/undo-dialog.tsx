import { Alert, Button, Dialog, DialogActions, DialogContent, DialogTitle } from '@mui/material';
import { useId, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { errorText } from '../lib/errors.ts';
import type { JobState } from '../lib/job.ts';
import { JobProgress } from './job-progress.tsx';
import { Failed, Loading } from './states.tsx';

interface UndoDialogProps {
  readonly title: string;
  /** What would be taken back, as it is read. */
  readonly preview: { readonly isPending: boolean; readonly error: unknown; readonly refetch: () => unknown };
  /** True once it is read and nothing stands in the way. */
  readonly mayRun: boolean;
  readonly job: JobState<unknown> & { readonly cancel: () => void };
  readonly words: { readonly run: string; readonly running: string; readonly cancelled: string };
  readonly onRun: () => void;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** Something of many archives is taken back: first what that would do, then how far it is; it can be cancelled. */
export function UndoDialog(props: UndoDialogProps) {
  const { t } = useTranslation();
  const title = useId();
  const { preview, job, words } = props;
  const running = job.state === 'running';
  return (
    <Dialog
      open
      onClose={running ? undefined : props.onClose}
      aria-labelledby={title}
      maxWidth="sm"
      fullWidth
    >
      <DialogTitle id={title}>{props.title}</DialogTitle>
      <DialogContent sx={{ display: 'grid', gap: 1.5 }}>
        {preview.isPending && <Loading lines={3} />}
        {preview.error != null && <Failed error={preview.error} onRetry={() => void preview.refetch()} />}
        {props.children}
        <JobProgress job={job} label={words.running} onCancel={job.cancel} />
        {job.state === 'cancelled' && <Alert severity="info">{words.cancelled}</Alert>}
        {job.state === 'failed' && <Alert severity="error">{errorText(t, job.error)}</Alert>}
      </DialogContent>
      <DialogActions>
        <Button onClick={props.onClose} disabled={running}>
          {t('common:cancel')}
        </Button>
        <Button
          variant="contained"
          color="warning"
          disabled={!props.mayRun}
          loading={running}
          onClick={props.onRun}
        >
          {words.run}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
