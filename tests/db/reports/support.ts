import { DueReports } from '../../../db/features/reports/service.ts';
import type { Role } from '../../../db/domain/roles.ts';
import { aCustomer } from '../../support/factories.ts';
import { openTestVault, TEST_PASSWORD, type TestVault } from '../../support/vault.ts';

export const password = TEST_PASSWORD;

/** A vault with so many archives, and one of 机密 and one of 绝密 with business volumes. */
export async function openWithArchives(count = 3): Promise<TestVault> {
  const vault = await openTestVault();
  const { customers } = vault.as('archivist');
  for (let at = 0; at < count; at += 1)
    await customers.create(aCustomer({ name: `佛山金艺${at}厂`, annualVolume: 1_000_000 * (at + 1) }));
  await customers.create(aCustomer({ name: '机密五金厂', secrecy: 'secret', annualVolume: 900_000_000 }));
  return vault;
}

type RequestInput = Parameters<ReturnType<TestVault['as']>['reportRequests']['save']>[0]['input'];

export const aRequest = (overrides: Partial<RequestInput> = {}): RequestInput => ({
  name: 'customer_statistics',
  department: '销售部',
  every: 'month',
  firstPeriod: '2026-03',
  validUntil: '2026-12-31',
  purpose: '月度例会',
  ...overrides,
});

/** Asked for by somebody and approved; returns its id. */
export async function approvedRequest(
  vault: TestVault,
  overrides: Partial<RequestInput> = {},
  by: Role = 'requester',
): Promise<number> {
  const { id } = await vault
    .as(by)
    .reportRequests.save({ id: null, version: null, submit: true, input: aRequest(overrides) });
  await vault.as('service_manager').reportRequests.review({ id, version: 1, password });
  await vault.as('general_manager').reportRequests.approve({ id, version: 2, password });
  return id;
}

/** What the program does while somebody is signed in. */
export async function compileDue(vault: TestVault): Promise<void> {
  const due = new DueReports(vault.host);
  due.look();
  await due.idle();
}

export const runsOf = async (vault: TestVault, requestId: number | null = null) =>
  (await vault.as('archivist').reports.runs({ requestId, limit: 200 })).rows;

/** Compiled by hand, handed on, reviewed and released; returns its id. */
export async function releasedReport(
  vault: TestVault,
  asked: Partial<Parameters<ReturnType<TestVault['as']>['reports']['compile']>[0]> = {},
): Promise<number> {
  const archivist = vault.as('archivist');
  const { id } = await archivist.reports.compile({
    name: 'customer_statistics',
    period: '2026-02',
    ...asked,
  });
  await release(vault, id);
  return id;
}

/** Takes a compiled report to its release. */
export async function release(vault: TestVault, id: number): Promise<void> {
  const versionOf = async () => (await vault.as('archivist').reports.get({ id })).version;
  await vault.as('archivist').reports.handOn({ id, version: await versionOf() });
  await vault.as('supervisor').reports.review({ id, version: await versionOf(), password });
  await vault.as('service_manager').reports.release({ id, version: await versionOf(), password });
}

/** A figure of a report as the department sees it. */
export async function figureOf(
  vault: TestVault,
  id: number,
  { table, row, measure }: { table: string; row: string | null; measure: string },
) {
  const { figures } = await vault.as('archivist').reports.open({ id });
  const found = figures.tables.find(({ key }) => key === table);
  const at = found?.columns.findIndex(({ key }) => key === measure) ?? -1;
  const line = row === null ? found?.totals : found?.rows.find(({ key }) => key === row)?.figures;
  return line?.[at] ?? null;
}

/** Names of what a look at everything found wrong. */
export async function wrongOf(vault: TestVault): Promise<string[]> {
  const { checks } = await vault.as('auditor').audit.verify();
  return checks.filter(({ ok }) => !ok).map(({ name }) => name);
}
