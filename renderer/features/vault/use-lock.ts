import { useMutation } from '@tanstack/react-query';
import { useNotify } from '../../components/notify.tsx';
import { useArchive } from '../../lib/archive.ts';

/** Locks the archive now; the window hears of it by event, like of any other lock. */
export function useLock(): () => void {
  const archive = useArchive();
  const notify = useNotify();
  const { mutate } = useMutation(archive.vault.lock.mutationOptions({ onError: notify.failed }));
  return () => mutate();
}
