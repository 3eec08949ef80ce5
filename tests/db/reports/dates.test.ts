/** Due dates as a department lives through them: months' ends, leap years, half-years, and days on which it is closed. */
import { expect, test } from 'vitest';
import type { Day } from '../../../db/domain/dates.ts';
import { reportForm } from '../../../db/features/reports/print/report-form.ts';
import { aCustomer } from '../../support/factories.ts';
import { waitingFor, type TestVault } from '../../support/vault.ts';
import { goTo } from '../inspections/support.ts';
import {
  approvedRequest,
  compileDue,
  figureOf,
  openWithArchives,
  password,
  runsOf,
  wrongOf,
} from './support.ts';

const FILED = { table: 'summary', row: 'filed', measure: 'value' };
const THERE = { table: 'category', row: null, measure: 'count' };

/** The vault is closed, and opened by one person alone. */
async function reopen(vault: TestVault, role: 'supervisor' | 'auditor' | 'service_manager'): Promise<void> {
  vault.host.signOutAll('closed');
  await vault.signIn(role);
}

const periodsOf = async (vault: TestVault) => (await runsOf(vault)).map(({ period }) => period).toSorted();

test('over the ends of 25 months, two of them Februaries, each run is of the last day of its month', async () => {
  await using vault = await openWithArchives(1);
  await approvedRequest(vault, { firstPeriod: '2026-03', validUntil: '2028-12-31' });
  await goTo(vault, '2028-04-01');
  await compileDue(vault);
  const LAST = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
  const expected: Day[] = [];
  for (let month = 2; month < 27; month += 1) {
    const year = 2026 + Math.floor(month / 12);
    const last = (LAST[month % 12] ?? 0) + Number(year === 2028 && month % 12 === 1);
    expected.unshift(`${year}-${String((month % 12) + 1).padStart(2, '0')}-${last}`);
  }
  expect(expected).toEqual(expect.arrayContaining(['2027-01-31', '2027-02-28', '2028-02-29', '2028-03-31']));
  const runs = await runsOf(vault);
  expect(runs.map(({ asOf }) => asOf).toSorted()).toEqual(expected.toSorted());
  expect(runs.map(({ dueOn }) => dueOn)).toEqual(runs.map(({ asOf }) => asOf));
});

test('closed on those days: each missed month tells what was there at its own end, and a second start nothing more', async () => {
  await using vault = await openWithArchives(1);
  await approvedRequest(vault);
  const { customers } = vault.as('archivist');
  for (const [month, filed] of [
    ['03', 1],
    ['04', 0],
    ['05', 2],
    ['06', 3],
  ] as const) {
    await goTo(vault, `2026-${month}-28`);
    for (let at = 0; at < filed; at += 1) await customers.create(aCustomer({ category: 'supplier' }));
  }
  await goTo(vault, '2026-07-01');
  await reopen(vault, 'auditor');
  await compileDue(vault);
  await reopen(vault, 'supervisor');
  await compileDue(vault);
  const runs = (await runsOf(vault)).toReversed();
  const figures = [];
  for (const { id, period } of runs)
    figures.push([period, await figureOf(vault, id, FILED), await figureOf(vault, id, THERE)]);
  expect(figures).toEqual([
    ['2026-03', 3, 3],
    ['2026-04', 0, 3],
    ['2026-05', 2, 5],
    ['2026-06', 3, 8],
  ]);
  for (const { id } of runs)
    expect(await vault.as('archivist').reports.computeAgain({ id })).toMatchObject({ equal: true });
  expect(await wrongOf(vault)).toEqual([]);
});

test.each([
  ['Asia/Shanghai', '2026-06-30T15:59:59.999Z'],
  ['America/New_York', '2026-07-01T03:59:59.999Z'],
  ['Pacific/Auckland', '2026-06-30T11:59:59.999Z'],
])('a half-year is over with the last moment of its last day in %s', async (timeZone, last) => {
  await using vault = await openWithArchives(1);
  await vault.as('system_admin').settings.set({ timeZone });
  await approvedRequest(vault, { every: 'half', firstPeriod: '2026-H1' });
  await goTo(vault, '2026-06-29');
  vault.clock.advance({ ms: Date.parse(last) - vault.clock.now() });
  await vault.as('archivist').customers.create(aCustomer({ category: 'partner' }));
  await compileDue(vault);
  expect(await periodsOf(vault)).toEqual([]);
  vault.clock.advance({ ms: 1 });
  await vault.as('archivist').customers.create(aCustomer({ category: 'partner' }));
  await compileDue(vault);
  const [run, ...more] = await runsOf(vault);
  expect([run?.period, run?.asOf, more.length]).toEqual(['2026-H1', '2026-06-30', 0]);
  // The one of the last moment is in it, the one of the next is not.
  expect(await figureOf(vault, run?.id ?? 0, { ...THERE, row: 'partner' })).toBe(1);
});

test('a clock that was set back over a half-year’s end and on again made none twice, nor one before its time', async () => {
  await using vault = await openWithArchives(1);
  await approvedRequest(vault, { every: 'half', firstPeriod: '2026-H1', validUntil: '2027-12-31' });
  await goTo(vault, '2026-07-01');
  await compileDue(vault);
  // A day back is no other date: June goes on, and nothing is due.
  vault.clock.advance({ days: -1 });
  await compileDue(vault);
  // Months back is a date that nobody believes.
  vault.clock.advance({ days: -100 });
  await compileDue(vault);
  vault.clock.advance({ days: 101 });
  await compileDue(vault);
  expect(await periodsOf(vault)).toEqual(['2026-H1']);
  await goTo(vault, '2027-01-01');
  await compileDue(vault);
  expect(await periodsOf(vault)).toEqual(['2026-H1', '2026-H2']);
  expect(await wrongOf(vault)).toEqual([]);
});

test.each([
  ['2026-04-15', ['2026-04-10', '2026-04-11', '2026-04-13', '2026-04-14', '2026-04-15', '2026-04-16']],
  ['2026-07-02', ['2026-06-27', '2026-06-28', '2026-06-30', '2026-07-01', '2026-07-02', '2026-07-03']],
  ['2028-03-02', ['2028-02-26', '2028-02-27', '2028-02-29', '2028-03-01', '2028-03-02', '2028-03-03']],
])(
  'valid until %s: the asker alone is reminded from 4 days before, and urgently from 1',
  async (until, days) => {
    await using vault = await openWithArchives(1);
    await approvedRequest(vault, { every: 'single', firstPeriod: '2026-02', validUntil: until });
    const ending = async (role: 'requester' | 'service_manager') => {
      const found = (await waitingFor(vault.as(role))).find(({ kind }) => kind === 'report_requests_ending');
      return found ? [found.count, found.late] : [0, 0];
    };
    const told = [];
    for (const day of days) {
      await goTo(vault, day);
      told.push((await ending('requester')).join(' '));
      expect(await ending('service_manager')).toEqual([0, 0]);
    }
    const [none, reminded, urgent] = ['0 0', '1 0', '1 1'];
    expect(told).toEqual([none, reminded, reminded, urgent, urgent, none]);
  },
);

test('who was signed in when it was compiled is not its compiler: they review it, and no paper names them', async () => {
  await using vault = await openWithArchives(1);
  await approvedRequest(vault, { every: 'single', firstPeriod: '2026-02' });
  await reopen(vault, 'supervisor');
  await compileDue(vault);
  await vault.signIn('archivist');
  const [run] = await runsOf(vault);
  const id = run?.id ?? 0;
  expect(run?.compiledBy).toBeNull();
  const { line } = await vault.as('archivist').reports.get({ id });
  expect(line[0]).toMatchObject({ step: 'fall_due', person: null });
  await vault.as('archivist').reports.handOn({ id, version: 2 });
  await vault.as('supervisor').reports.review({ id, version: 3, password });
  await vault.as('service_manager').reports.release({ id, version: 4, password });
  await vault.as('archivist').reportCopies.register({ id, copies: [{ recipient: '王芳' }] });
  const ctx = vault.contextOf('archivist');
  const frame = { company: '测试五金', trial: false, printedBy: '周宁', printedAt: 0, zone: 'Asia/Shanghai' };
  const { document } = ctx.transaction((db) =>
    reportForm.read(ctx, db, id, { ...frame, paper: { size: 'A4', landscape: false } }, { copy: 1 }),
  );
  expect(JSON.stringify(document.blocks)).toMatch(/编制[^]{0,80}程序/);
});
