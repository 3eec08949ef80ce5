import { useMutation } from '@tanstack/react-query';
import { useNotify } from '../../components/notify.tsx';
import { useShell } from '../../lib/vault.ts';
import { flushDrafts } from '../../lib/drafts.ts';

/**
 * Locks the window, whatever the vault is busy with, once what was typed last is saved; the window hears of it by
 * event, like of any other lock.
 */
export function useLock(): () => void {
  const shell = useShell();
  const notify = useNotify();
  const { mutate } = useMutation(shell.lock.mutationOptions({ onError: notify.failed }));
  return () => void flushDrafts().then(() => mutate());
}
