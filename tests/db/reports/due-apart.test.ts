/** Due reports of a vault with so many archives that a process of its own computes them. */
import { expect, test } from 'vitest';
import { DueReports } from '../../../db/features/reports/service.ts';
import { readLongInChild } from '../../../db/reads/host-node.ts';
import type { LongReader } from '../../../db/work/long-reads.ts';
import { aCustomer } from '../../support/factories.ts';
import { withoutTriggers } from '../../security/own-tool.ts';
import { readLongHere } from '../../support/here.ts';
import { openTestVault, type TestVault } from '../../support/vault.ts';
import { goTo } from '../inspections/support.ts';
import { approvedRequest, figureOf, runsOf, wrongOf } from './support.ts';

const FREEZE = 'reports.freeze';

/** A vault that counts as a large one: how much there is to look through is told by the last number of its history. */
async function openLarge(readLong: LongReader): Promise<TestVault> {
  const vault = await openTestVault({ readLong });
  const { customers } = vault.as('archivist');
  await customers.create(aCustomer());
  await customers.create(aCustomer({ category: 'supplier' }));
  const db = vault.opened.vault.database;
  withoutTriggers(db, () => db.exec('update customer_change set id = id + 30000'));
  await approvedRequest(vault);
  return vault;
}

/** What was kept of reports, in whatever state. */
const countsOf = ({ opened }: TestVault) =>
  opened.handles.reader.row(
    `select (select count(*) from report) as reports, (select count(*) from report_content) as contents,
       (select count(*) from flow_step where flow = 'reports') as steps,
       (select count(*) from audit where action in ('reports.keep', 'reports.fall_due')) as acts`,
  );

test('one is computed once in that process, however often it is looked, and compiled by the program', async () => {
  const jobs: string[] = [];
  await using vault = await openLarge((request, ports) => {
    jobs.push(request.job);
    return readLongInChild(request, ports);
  });
  await goTo(vault, '2026-04-02');
  const due = new DueReports(vault.host);
  for (let looks = 0; looks < 3; looks += 1) due.look();
  await due.idle();
  due.look();
  await due.idle();
  expect(jobs.filter((job) => job === FREEZE)).toHaveLength(1);
  const runs = await runsOf(vault);
  expect(runs).toMatchObject([{ period: '2026-03', asOf: '2026-03-31', compiledBy: null }]);
  expect(await figureOf(vault, runs[0]?.id ?? 0, { table: 'category', row: null, measure: 'count' })).toBe(2);
  const { rows } = await vault.as('auditor').audit.list({ limit: 20 });
  const acts = rows.filter(({ action }) => ['reports.keep', 'reports.fall_due'].includes(action));
  expect(acts.map(({ role }) => role)).toEqual(['program', 'program']);
  expect(await wrongOf(vault)).toEqual([]);
});

const LOCKS = [
  ['while it was computed', true],
  ['when it was computed and not written yet', false],
] as const;

test.each(LOCKS)('a lock %s left nothing, and the next start made it once', async (_, breaksOff) => {
  const [begun, locked] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  let asked = 0;
  await using vault = await openLarge(async (request, ports) => {
    if (request.job !== FREEZE) return readLongHere(request, ports);
    asked += 1;
    if (asked > 1) return readLongHere(request, ports);
    const computed = await readLongHere(request, ports);
    begun.resolve();
    await locked.promise;
    if (breaksOff) ports.signal.throwIfAborted();
    return computed;
  });
  await goTo(vault, '2026-04-02');
  const due = new DueReports(vault.host);
  due.look();
  await begun.promise;
  const before = countsOf(vault);
  vault.host.signOutAll('asked');
  locked.resolve();
  await due.idle();
  // Nobody is signed in: there is nobody to carry it.
  due.look();
  await due.idle();
  expect(asked).toBe(1);

  const next = await openedAnew(vault, 'supervisor');
  expect(countsOf(next)).toEqual(before);
  expect(before).toEqual({ reports: 0, contents: 0, steps: 0, acts: 0 });
  for (let looks = 0; looks < 2; looks += 1) {
    due.look();
    await due.idle();
  }
  expect(asked).toBe(2);
  expect(countsOf(next)).toEqual({ reports: 1, contents: 1, steps: 1, acts: 2 });
  expect(await runsOf(vault)).toMatchObject([{ period: '2026-03', asOf: '2026-03-31', compiledBy: null }]);
  expect(await wrongOf(vault)).toEqual([]);
});

test('where the window locks that carried it, whoever is still there carries it at the next look', async () => {
  const [begun, locked] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const carriers: string[] = [];
  await using vault = await openLarge(async (request, ports) => {
    if (request.job === FREEZE) carriers.push(ports.connection);
    if (request.job !== FREEZE || carriers.length > 1) return readLongHere(request, ports);
    begun.resolve();
    await locked.promise;
    return readLongHere(request, ports);
  });
  await goTo(vault, '2026-04-02');
  const due = new DueReports(vault.host);
  due.look();
  await begun.promise;
  const [carrier = ''] = carriers;
  vault.host.signOut(carrier, 'idle');
  locked.resolve();
  await due.idle();
  expect(countsOf(vault)).toEqual({ reports: 0, contents: 0, steps: 0, acts: 0 });
  due.look();
  await due.idle();
  expect(carriers).toHaveLength(2);
  expect(carriers[1]).not.toBe(carrier);
  expect(countsOf(vault)).toEqual({ reports: 1, contents: 1, steps: 1, acts: 2 });
});

/** The same vault, opened by somebody who comes after the lock. */
async function openedAnew(vault: TestVault, role: 'supervisor'): Promise<TestVault> {
  await vault.signIn(role);
  return { ...vault, opened: vault.host.requireVault() };
}
