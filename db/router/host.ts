import { accountsSubject } from '../features/accounts/subject.ts';
import { accountAnchor } from '../features/audit/service.ts';
import { auditSubject } from '../features/audit/subject.ts';
import { backupSubject } from '../features/backup/subject.ts';
import { customersSubject } from '../features/customers/subject.ts';
import { customerSource, customerTexts } from '../features/customers/service.ts';
import { importSubject } from '../features/import/subject.ts';
import { filingsSubject } from '../features/filings/subject.ts';
import { openInspections } from '../features/inspections/service.ts';
import { inspectionsSubject } from '../features/inspections/subject.ts';
import { environmentSubject } from '../features/environment/subject.ts';
import { propertiesSubject } from '../features/properties/subject.ts';
import { reportAmendmentsSubject } from '../features/reports/amendments/subject.ts';
import { reportRequestsSubject } from '../features/reports/requests/subject.ts';
import { reportsSubject } from '../features/reports/runs/subject.ts';
import { expireRequests } from '../features/reports/service.ts';
import { repairsSubject } from '../features/repairs/subject.ts';
import { VaultHost, type Ports } from '../work/host.ts';
import type { Registries } from '../work/registries.ts';

/** What every subject brings; here alone they are named together. */
export const REGISTRIES: Registries = {
  search: { entries: customerSource, texts: [customerTexts] },
  subjects: [
    filingsSubject,
    customersSubject,
    importSubject,
    inspectionsSubject,
    repairsSubject,
    environmentSubject,
    propertiesSubject,
    reportRequestsSubject,
    reportsSubject,
    reportAmendmentsSubject,
    accountsSubject,
    backupSubject,
    auditSubject,
  ],
  afterCalls: [accountAnchor, openInspections, expireRequests],
};

/** The host of a vault for whoever starts one: the desktop's worker, the command line, a test. */
export function newHost(ports: Ports): VaultHost {
  return new VaultHost(ports, REGISTRIES);
}
