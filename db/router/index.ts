import { accountsRouter } from '../features/accounts/router.ts';
import { auditRouter } from '../features/audit/router.ts';
import { backupRouter } from '../features/backup/router.ts';
import { clockRouter } from '../features/clock/router.ts';
import { customersRouter } from '../features/customers/router.ts';
import { filingsRouter } from '../features/filings/router.ts';
import { homeRouter } from '../features/home/router.ts';
import { inboxRouter } from '../features/inbox/router.ts';
import { importRouter } from '../features/import/router.ts';
import { inspectionsRouter } from '../features/inspections/router.ts';
import { listsRouter } from '../features/lists/router.ts';
import { printsRouter } from '../features/prints/router.ts';
import { environmentRouter } from '../features/environment/router.ts';
import { propertiesRouter } from '../features/properties/router.ts';
import { repairsRouter } from '../features/repairs/router.ts';
import {
  reportAmendmentsRouter,
  reportCopiesRouter,
  reportDefinitionsRouter,
  reportRequestsRouter,
  reportsRouter,
} from '../features/reports/router.ts';
import { searchRouter } from '../features/search/router.ts';
import { seedRouter } from '../features/seed/router.ts';
import { vaultRouter } from '../features/vault/router.ts';
import {
  draftsRouter,
  preferencesRouter,
  setAsideRouter,
  settingsRouter,
} from '../features/workspace/router.ts';
import { witnessesRouter } from '../features/witnesses/router.ts';
import { router } from '../work/procedures.ts';

/** Every procedure of the vault, one namespace a feature. */
export const appRouter = router({
  accounts: accountsRouter,
  audit: auditRouter,
  backup: backupRouter,
  clock: clockRouter,
  customers: customersRouter,
  drafts: draftsRouter,
  filings: filingsRouter,
  home: homeRouter,
  import: importRouter,
  inbox: inboxRouter,
  inspections: inspectionsRouter,
  lists: listsRouter,
  preferences: preferencesRouter,
  prints: printsRouter,
  properties: propertiesRouter,
  repairs: repairsRouter,
  reportAmendments: reportAmendmentsRouter,
  reportCopies: reportCopiesRouter,
  reportDefinitions: reportDefinitionsRouter,
  reportRequests: reportRequestsRouter,
  reports: reportsRouter,
  environment: environmentRouter,
  search: searchRouter,
  seed: seedRouter,
  setAside: setAsideRouter,
  settings: settingsRouter,
  vault: vaultRouter,
  witnesses: witnessesRouter,
});

export type AppRouter = typeof appRouter;
