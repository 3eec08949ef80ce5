import { z } from 'zod';
import { accountsRouter } from '../../db/features/accounts/router.ts';
import { auditRouter } from '../../db/features/audit/router.ts';
import { customersRouter } from '../../db/features/customers/router.ts';
import { filingsRouter } from '../../db/features/filings/router.ts';
import { listsRouter } from '../../db/features/lists/router.ts';
import { vaultRouter } from '../../db/features/vault/router.ts';
import { draftsRouter, preferencesRouter, settingsRouter } from '../../db/features/workspace/router.ts';
import { publicProcedure as p, router } from '../../db/router/trpc.ts';

const answer =
  <T>() =>
  (): T => {
    throw new Error();
  };
const archive = router({
  accounts: accountsRouter,
  audit: auditRouter,
  customers: customersRouter,
  drafts: draftsRouter,
  filings: filingsRouter,
  lists: listsRouter,
  preferences: preferencesRouter,
  settings: settingsRouter,
  vault: vaultRouter,
  home: router({
    waiting: p.query(answer<{ kind: string; count: number; late: number; link: string }[]>()),
  }),
  search: router({
    query: p.input(z.object({ text: z.string(), limit: z.number() })).query(
      answer<{
        total: number;
        results: { id: number; archiveNo: string; name: string; category: string; matched: string }[];
      }>(),
    ),
  }),
});

export type AppRouter = typeof archive;
export type { ShellRouter } from '../../electron/shell/router.ts';
