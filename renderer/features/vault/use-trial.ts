import { useMutation } from '@tanstack/react-query';
import { createContext, use } from 'react';
import type { Role } from '../../../db/domain/roles.ts';
import { TRIAL_PASSWORD } from '../../../db/domain/trial.ts';
import { dropUnsentDrafts, flushDrafts } from '../../lib/drafts.ts';
import { useShellClient, useVaultClient } from '../../lib/vault.ts';

/** What one may do in the vault to try things in: be somebody else, and throw it away, after which the window starts over. */
export function useTrial(onChanged: () => void) {
  const shell = useShellClient();
  const client = useVaultClient();
  const become = useMutation({
    mutationFn: async (role: Role) => {
      await flushDrafts();
      await client.vault.unlock.mutate({ token: null, login: role, password: TRIAL_PASSWORD });
    },
    onSuccess: onChanged,
  });
  const discard = useMutation({
    mutationFn: async () => {
      dropUnsentDrafts();
      await shell.discardTrial.mutate();
    },
  });
  return { become, discard };
}

export type Trial = ReturnType<typeof useTrial>;

/** Null where the open vault is no trial vault of the program's own. */
export const TrialContext = createContext<Trial | null>(null);

export function useTrialOfWindow(): Trial | null {
  return use(TrialContext);
}
