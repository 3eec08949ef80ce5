import { z } from 'zod';
import { accountsRouter } from '../../db/features/accounts/router.ts';
import { vaultRouter } from '../../db/features/vault/router.ts';
import { draftsRouter, preferencesRouter, settingsRouter } from '../../db/features/workspace/router.ts';
import { publicProcedure as p, router } from '../../db/router/trpc.ts';

const answer =
  <T>() =>
  (): T => {
    throw new Error();
  };
const archive = router({
  vault: vaultRouter,
  accounts: accountsRouter,
  drafts: draftsRouter,
  preferences: preferencesRouter,
  settings: settingsRouter,
  audit: router({
    list: p
      .input(
        z.object({
          after: z.number().optional(),
          limit: z.number(),
          filters: z.object({
            actor: z.string().optional(),
            action: z.string().optional(),
            decision: z.enum(['allow', 'deny']).optional(),
            from: z.string().optional(),
            to: z.string().optional(),
          }),
        }),
      )
      .query(
        answer<{
          rows: {
            seq: number;
            at: number;
            actor: string | null;
            role: string | null;
            action: string;
            object: string | null;
            secrecy: string | null;
            decision: 'allow' | 'deny';
            reason: string | null;
            hash: string;
          }[];
          total: number;
          next: number | null;
        }>(),
      ),
    verify: p.mutation(answer<{ ok: boolean; checks: { name: string; ok: boolean; detail: string }[] }>()),
  }),
  home: router({
    waiting: p.query(answer<{ kind: string; count: number; late: number; link: string }[]>()),
  }),
  search: router({
    query: p
      .input(z.object({ text: z.string(), limit: z.number() }))
      .query(
        answer<{
          total: number;
          results: { id: number; archiveNo: string; name: string; category: string; matched: string }[];
        }>(),
      ),
  }),
});

export type AppRouter = typeof archive;
export type { ShellRouter } from '../../electron/shell/router.ts';
