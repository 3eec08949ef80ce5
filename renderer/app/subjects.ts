import { accountsRoutes } from '../features/accounts/routes.tsx';
import { accountsSubject } from '../features/accounts/subject.ts';
import { auditRoutes } from '../features/audit/routes.tsx';
import { auditSubject } from '../features/audit/subject.ts';
import { backupRoutes } from '../features/backup/routes.tsx';
import { backupSubject } from '../features/backup/subject.ts';
import { customersRoutes } from '../features/customers/routes.tsx';
import { customersSubject } from '../features/customers/subject.ts';
import { filingsRoutes } from '../features/filings/routes.tsx';
import { filingsSubject } from '../features/filings/subject.ts';
import { helpRoutes } from '../features/help/routes.tsx';
import { homeRoutes } from '../features/home/routes.tsx';
import { homeSubject } from '../features/home/subject.ts';
import { inboxRoutes } from '../features/inbox/routes.tsx';
import { inboxSubject } from '../features/inbox/subject.ts';
import { importRoutes } from '../features/import/routes.tsx';
import { importSubject } from '../features/import/subject.ts';
import { inspectionsRoutes } from '../features/inspections/routes.tsx';
import { inspectionsSubject } from '../features/inspections/subject.ts';
import { listsRoutes } from '../features/lists/routes.tsx';
import { listsSubject } from '../features/lists/subject.ts';
import { environmentRoutes } from '../features/environment/routes.tsx';
import { environmentSubject } from '../features/environment/subject.ts';
import { propertiesRoutes } from '../features/properties/routes.tsx';
import { propertiesSubject } from '../features/properties/subject.ts';
import { repairsRoutes } from '../features/repairs/routes.tsx';
import { repairsSubject } from '../features/repairs/subject.ts';
import { reportAmendmentsRoutes } from '../features/report-amendments/routes.tsx';
import { reportAmendmentsSubject } from '../features/report-amendments/subject.ts';
import { reportRequestsRoutes } from '../features/report-requests/routes.tsx';
import { reportRequestsSubject } from '../features/report-requests/subject.ts';
import { reportsRoutes } from '../features/reports/routes.tsx';
import { reportsSubject } from '../features/reports/subject.ts';
import { vaultRoutes } from '../features/vault/routes.tsx';
import { vaultSubject } from '../features/vault/subject.ts';
import type { Subject } from '../lib/subjects.ts';
import { systemRoutes } from './system/routes.tsx';
import { systemSubject } from './system/subject.ts';

/** Every subject, in the order of the rail: where the frame takes sections, commands and screens from. */
export const subjects: readonly Subject[] = [
  homeSubject,
  customersSubject,
  inboxSubject,
  filingsSubject,
  importSubject,
  reportsSubject,
  reportRequestsSubject,
  reportAmendmentsSubject,
  inspectionsSubject,
  repairsSubject,
  environmentSubject,
  propertiesSubject,
  listsSubject,
  auditSubject,
  accountsSubject,
  backupSubject,
  vaultSubject,
  systemSubject,
];

/** Their screens; a tuple, so that addresses are typed. */
export const subjectRoutes = [
  ...homeRoutes,
  ...customersRoutes,
  ...inboxRoutes,
  ...filingsRoutes,
  ...importRoutes,
  ...reportsRoutes,
  ...reportRequestsRoutes,
  ...reportAmendmentsRoutes,
  ...inspectionsRoutes,
  ...repairsRoutes,
  ...environmentRoutes,
  ...propertiesRoutes,
  ...listsRoutes,
  ...accountsRoutes,
  ...auditRoutes,
  ...backupRoutes,
  ...vaultRoutes,
  ...helpRoutes,
  ...systemRoutes,
] as const;
