import type { inferRouterOutputs } from '@trpc/server';
import { createContext, use } from 'react';
import type { AppRouter } from '../../lib/contracts.ts';
import { flushDrafts } from '../../lib/drafts.ts';
import { useJob } from '../../lib/job.ts';
import { useVaultClient } from '../../lib/vault.ts';

type Moved = inferRouterOutputs<AppRouter>['vault']['move'];

/** A move of the vault to another folder. It signs everybody out, so that it outlives the desk from which it was begun. */
export function useMove() {
  const client = useVaultClient();
  const job = useJob<Moved>('vault.move');
  const begin = async (token: string) => {
    await flushDrafts();
    await job.start((signal) => client.vault.move.mutate({ token }, { signal }));
  };
  return { ...job, begin };
}

export type Move = ReturnType<typeof useMove>;

export const MoveContext = createContext<Move | null>(null);

/** The move of this window; only inside `App`. */
export function useMoveOfWindow(): Move {
  const move = use(MoveContext);
  if (!move) throw new Error('useMoveOfWindow outside of the app');
  return move;
}
