import { Alert, Button, Snackbar } from '@mui/material';
import { createContext, use, useCallback, useMemo, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { errorText } from '../lib/errors.ts';
import { useBridgeEvent } from '../lib/events.ts';
import { SavedFileActions, type SavedFile } from './saved-file.tsx';

export interface Notice {
  readonly text: string;
  readonly severity?: 'success' | 'info' | 'warning' | 'error';
  /** Offers to take it back for as long as the notice stands. */
  readonly undo?: () => void;
  /** Offers to open what was saved, and to show where it lies. */
  readonly file?: SavedFile;
}

/** For how long a notice stands, in milliseconds. */
function durationOf({ severity, undo, file }: Notice): number {
  if (severity === 'error' || file) return 10_000;
  return undo ? 8_000 : 4_000;
}

interface Notify {
  /** Says quietly that something is done. */
  readonly done: (text: string, undo?: () => void) => void;
  /** Says that a file was saved, and offers to open it. */
  readonly saved: (text: string, file: SavedFile) => void;
  /** Says what went wrong, worded from the refusal. */
  readonly failed: (thrown: unknown) => void;
  readonly show: (notice: Notice) => void;
}

const NotifyContext = createContext<Notify | null>(null);

export function NotifyProvider(props: { children: ReactNode }) {
  const { t } = useTranslation();
  const [queue, setQueue] = useState<ReadonlyArray<Notice & { id: number }>>([]);
  // What was said to one person, and can be taken back by them, is not there for the next.
  useBridgeEvent((event) => {
    if (event.type === 'locked') setQueue([]);
  });
  const show = useCallback((notice: Notice) => {
    setQueue((before) => [...before.slice(-2), { ...notice, id: (before.at(-1)?.id ?? 0) + 1 }]);
  }, []);
  const notify = useMemo<Notify>(
    () => ({
      show,
      done: (text, undo) => show(undo ? { text, undo } : { text }),
      saved: (text, { token, isFolder = false }) => show({ text, file: { token, isFolder } }),
      failed: (thrown) => show({ text: errorText(t, thrown), severity: 'error' }),
    }),
    [show, t],
  );
  const current = queue[0];
  const next = () => setQueue((before) => before.slice(1));
  return (
    <NotifyContext value={notify}>
      {props.children}
      {current && (
        <Snackbar
          key={current.id}
          open
          autoHideDuration={durationOf(current)}
          onClose={(_event, reason) => reason !== 'clickaway' && next()}
          anchorOrigin={{ vertical: 'bottom', horizontal: 'center' }}
        >
          <Alert
            variant="filled"
            severity={current.severity ?? 'info'}
            onClose={next}
            closeText={t('common:close')}
            action={
              current.file ? (
                <SavedFileActions
                  file={current.file}
                  onUsed={next}
                  onFailed={(error) => {
                    notify.failed(error);
                    next();
                  }}
                />
              ) : current.undo ? (
                <Button
                  color="inherit"
                  size="small"
                  onClick={() => {
                    current.undo?.();
                    next();
                  }}
                >
                  {t('common:undo')}
                </Button>
              ) : null
            }
          >
            {current.text}
          </Alert>
        </Snackbar>
      )}
    </NotifyContext>
  );
}

/** `const notify = useNotify(); notify.done(t('…'), undo)`: a notice at the foot of the window. */
export function useNotify(): Notify {
  const notify = use(NotifyContext);
  if (!notify) throw new Error('useNotify outside of NotifyProvider');
  return notify;
}
