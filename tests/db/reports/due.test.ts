import { describe, expect, test } from 'vitest';
import { duePeriods, duesRefusal, type Dues } from '../../../db/domain/reports/request.ts';
import { agreeOnDate, waitingFor, type TestVault } from '../../support/vault.ts';
import { goTo } from '../inspections/support.ts';
import { approvedRequest, compileDue, openWithArchives, runsOf, wrongOf } from './support.ts';

const dues = (overrides: Partial<Dues>): Dues => ({
  every: 'month',
  firstPeriod: '2026-01',
  validUntil: '2030-12-31',
  ...overrides,
});

describe('periods that are due', () => {
  test.each([
    // A period is compiled once its last day is over.
    [dues({}), '2026-01-31', []],
    [dues({}), '2026-02-01', ['2026-01']],
    [dues({ firstPeriod: '2027-02' }), '2027-02-28', []],
    [dues({ firstPeriod: '2027-02' }), '2027-03-01', ['2027-02']],
    // A leap year has a 29 February.
    [dues({ firstPeriod: '2028-02' }), '2028-02-29', []],
    [dues({ firstPeriod: '2028-02' }), '2028-03-01', ['2028-02']],
    [dues({ firstPeriod: '2025-11' }), '2026-02-15', ['2025-11', '2025-12', '2026-01']],
    [dues({ every: 'half', firstPeriod: '2025-H2' }), '2026-06-30', ['2025-H2']],
    [dues({ every: 'half', firstPeriod: '2025-H2' }), '2026-07-01', ['2025-H2', '2026-H1']],
    [dues({ every: 'year', firstPeriod: '2025' }), '2027-01-01', ['2025', '2026']],
    [dues({ every: 'single', firstPeriod: '2025-06' }), '2027-01-01', ['2025-06']],
    // Its end lies within the validity.
    [dues({ validUntil: '2026-02-27' }), '2026-06-01', ['2026-01']],
    [dues({ validUntil: '2026-02-28' }), '2026-06-01', ['2026-01', '2026-02']],
  ] as const)('%j on %s: %j', (asked, today, periods) => {
    expect(duePeriods(asked, today)).toEqual(periods);
  });

  test.each([
    [dues({ every: 'half' }), 'reports.other_kind'],
    [dues({ validUntil: '2026-01-30' }), 'reports.valid_too_short'],
    [dues({ validUntil: '2099-01-30' }), 'reports.valid_too_long'],
    [dues({ firstPeriod: '2024-12' }), 'reports.begins_too_early'],
    [dues({ every: 'single', firstPeriod: '2019' }), null],
    [dues({}), null],
  ] as const)('%j on 2026-01-15: %s', (asked, refusal) => {
    expect(duesRefusal(asked, '2026-01-15')).toBe(refusal);
  });
});

const periodsOf = async (vault: TestVault) => (await runsOf(vault)).map(({ period }) => period).toSorted();

test('each missed date made one run as of its own end, whoever was signed in, and a second start none', async () => {
  await using vault = await openWithArchives();
  await approvedRequest(vault);
  await goTo(vault, '2026-07-05');
  // An auditor carries what the program does: nobody is its compiler.
  vault.host.signOutAll('closed');
  await vault.as('auditor').audit.head();
  await compileDue(vault);
  await compileDue(vault);
  const runs = await runsOf(vault);
  expect(runs.map(({ period, asOf, compiledBy }) => [period, asOf, compiledBy])).toEqual([
    ['2026-06', '2026-06-30', null],
    ['2026-05', '2026-05-31', null],
    ['2026-04', '2026-04-30', null],
    ['2026-03', '2026-03-31', null],
  ]);
  const { rows } = await vault.as('auditor').audit.list({ limit: 50 });
  const kept = rows.filter(({ action }) => action === 'reports.keep' || action === 'reports.fall_due');
  expect(kept.map(({ role }) => role)).toEqual(Array.from({ length: 8 }, () => 'program'));
  expect(await wrongOf(vault)).toEqual([]);
});

test('the day of the department decided, not that of the world', async () => {
  await using vault = await openWithArchives();
  await approvedRequest(vault);
  await goTo(vault, '2026-03-31');
  // 23:30 in Shanghai, then 00:30.
  vault.clock.advance({ ms: 6.5 * 3_600_000 });
  await compileDue(vault);
  expect(await periodsOf(vault)).toEqual([]);
  vault.clock.advance({ ms: 3_600_000 });
  await compileDue(vault);
  expect(await periodsOf(vault)).toEqual(['2026-03']);
});

test('a clock that was set on made none early, and one set back none twice', async () => {
  await using vault = await openWithArchives();
  await approvedRequest(vault);
  // A leap of years is doubted.
  vault.clock.advance({ days: 2_000 });
  await compileDue(vault);
  expect(await periodsOf(vault)).toEqual([]);
  vault.clock.advance({ days: -2_000 });
  await goTo(vault, '2026-04-02');
  await compileDue(vault);
  vault.clock.advance({ days: -60 });
  await compileDue(vault);
  vault.clock.advance({ days: 60 });
  await compileDue(vault);
  expect(await periodsOf(vault)).toEqual(['2026-03']);
  await agreeOnDate(vault);
});

test('what ended, or was over, was compiled no more, and the asker was reminded before', async () => {
  await using vault = await openWithArchives();
  const ended = await approvedRequest(vault);
  const over = await approvedRequest(vault, { validUntil: '2026-04-15' });
  const reason = { choice: 'not_needed', text: null } as const;
  await vault.as('requester').reportRequests.end({ id: ended, version: 3, reason });
  const ending = async () =>
    (await waitingFor(vault.as('requester'))).find(({ kind }) => kind === 'report_requests_ending');
  await goTo(vault, '2026-04-10');
  expect((await ending())?.count ?? 0).toBe(0);
  await goTo(vault, '2026-04-11');
  expect(await ending()).toMatchObject({ count: 1, late: 0 });
  await goTo(vault, '2026-04-14');
  expect(await ending()).toMatchObject({ count: 1, late: 1 });
  await goTo(vault, '2026-06-01');
  // March was due before it was over; it is made first.
  const stateOf = async () => (await vault.as('archivist').reportRequests.get({ id: over })).state;
  expect(await stateOf()).toBe('approved');
  await compileDue(vault);
  expect((await runsOf(vault)).map(({ requestId, period }) => [requestId, period])).toEqual([
    [over, '2026-03'],
  ]);
  await vault.as('archivist').reports.compile({ name: 'storage', period: '2026-04' });
  expect(await stateOf()).toBe('expired');
  expect(await wrongOf(vault)).toEqual([]);
});
