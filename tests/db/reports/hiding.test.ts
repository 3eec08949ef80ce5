/** Small groups that are hidden are not worked out from what is shown: totals, rates, heads, other tables, earlier periods. */
import { expect, test } from 'vitest';
import { HIDDEN, type Figure, type ReportFigures } from '../../../db/domain/reports/figures.ts';
import { aCustomer } from '../../support/factories.ts';
import { openTestVault, type TestVault } from '../../support/vault.ts';

type Choices = NonNullable<Parameters<ReturnType<TestVault['as']>['reports']['run']>[0]['choices']>;
type Some = Parameters<typeof aCustomer>[0];

/** A report over such archives, hiding groups of fewer than three. */
async function hidingIn(
  vault: TestVault,
  some: readonly Some[],
  {
    name = 'customer_statistics',
    choices = {},
  }: { name?: 'customer_statistics' | 'customer_profile'; choices?: Choices },
): Promise<ReportFigures> {
  const { customers, reports } = vault.as('archivist');
  for (const one of some) await customers.create(aCustomer(one));
  await vault.as('system_admin').settings.set({ hideGroupsBelow: 3 });
  return reports.run({ name, period: '2026-03', choices });
}

function figureIn(
  { tables }: ReportFigures,
  table: string,
  row: string | null,
  measure: string,
): Figure | undefined {
  const found = tables.find(({ key }) => key === table);
  const at = found?.columns.findIndex(({ key }) => key === measure) ?? -1;
  return (row === null ? found?.totals : found?.rows.find(({ key }) => key === row)?.figures)?.[at];
}

const of = (count: number, one: Some): Some[] => Array.from({ length: count }, () => one);

test('a rate did not tell the count that it was made of, nor did the counts beside it', async () => {
  await using vault = await openTestVault();
  // 2026-03-02 is today: two of ten were late.
  const late = of(2, { category: 'client', firstContactOn: '2026-01-05' });
  const soon = of(8, { category: 'client', firstContactOn: '2026-03-01' });
  const figures = await hidingIn(vault, [...late, ...soon], { choices: { tables: ['filing_lag'] } });
  const row = (measure: string) => figureIn(figures, 'filing_lag', 'client', measure);
  expect(row('late')).toBe(HIDDEN);
  expect(row('rate')).toBe(HIDDEN);
  // Known and in time together would tell how many were late.
  expect([row('known'), row('in_time')]).toContain(HIDDEN);
  expect(figureIn(figures, 'filing_lag', null, 'rate')).toBe(HIDDEN);
});

test('the sum of a province told no more than the table of provinces', async () => {
  await using vault = await openTestVault();
  const some = [
    ...of(1, { province: '110000', city: '110100', grade: 'gold' }),
    ...of(1, { province: '110000', city: '110100', grade: 'iron' }),
    ...of(5, { province: '310000', city: '310100', grade: 'gold' }),
    ...of(9, { province: '440000', city: '440600', grade: 'gold' }),
    ...of(9, { province: '440000', city: '440600', grade: 'iron' }),
  ];
  const figures = await hidingIn(vault, some, { name: 'customer_profile' });
  for (const province of ['110000', '310000']) {
    expect(figureIn(figures, 'province', province, 'count')).toBe(HIDDEN);
    expect(figureIn(figures, 'grade_area', province, 'count')).toBe(HIDDEN);
  }
  expect(figureIn(figures, 'province', '440000', 'count')).toBe(18);
});

test('the cities of a province told no more than the table of provinces', async () => {
  await using vault = await openTestVault();
  const some = [
    ...of(2, { province: '110000', city: '110100' }),
    ...of(5, { province: '310000', city: '310100' }),
    ...of(4, { province: '440000', city: '440600' }),
    ...of(4, { province: '440000', city: '440100' }),
  ];
  const figures = await hidingIn(vault, some, { choices: { tables: ['province', 'city'] } });
  for (const place of ['110000', '310000']) {
    expect(figureIn(figures, 'province', place, 'count')).toBe(HIDDEN);
    expect(figureIn(figures, 'city', place.replace('0000', '0100'), 'count')).toBe(HIDDEN);
  }
});

test('what there was before did not tell how few came since', async () => {
  await using vault = await openTestVault();
  const { customers, reports } = vault.as('archivist');
  for (let at = 0; at < 5; at += 1) await customers.create(aCustomer({ category: 'client' }));
  vault.clock.advance({ days: 40 });
  for (let at = 0; at < 2; at += 1) await customers.create(aCustomer({ category: 'client' }));
  vault.clock.advance({ days: 25 });
  await vault.as('system_admin').settings.set({ hideGroupsBelow: 3 });
  const figures = await reports.run({
    name: 'customer_statistics',
    period: '2026-04',
    choices: { before: true },
  });
  expect(figureIn(figures, 'summary', 'filed', 'value')).toBe(HIDDEN);
  const summary = ['value', 'before'].map((measure) => figureIn(figures, 'summary', 'count', measure));
  expect(summary).toContain(HIDDEN);
  const clients = ['count', 'before', 'filed'].map((measure) =>
    figureIn(figures, 'category', 'client', measure),
  );
  expect(clients.filter((figure) => figure === HIDDEN).length).toBeGreaterThan(1);
  expect(figureIn(figures, 'category', null, 'filed')).toBe(HIDDEN);
});

test('a total of few, and the head of the share of it, told nobody how few', async () => {
  await using vault = await openTestVault();
  const figures = await hidingIn(vault, of(2, { category: 'client' }), {
    choices: { tables: ['category', 'status'] },
  });
  expect(figureIn(figures, 'category', null, 'count')).toBe(HIDDEN);
  expect(figures.tables.flatMap(({ columns }) => columns.map(({ title }) => title)).join()).not.toMatch(/2/);
});

test('volumes told nothing of a class of few, whose volume could be worked out from the others', async () => {
  await using vault = await openTestVault();
  const some = [
    ...of(1, { annualVolume: 8_000_000 }),
    ...of(3, { annualVolume: 300_000 }),
    ...of(5, { annualVolume: 10_000 }),
    ...of(1, { annualVolume: null }),
  ];
  const figures = await hidingIn(vault, some, { choices: { tables: ['volume'] } });
  for (const row of ['A', 'B', 'C'])
    for (const measure of ['volume', 'volume_share', 'cumulative'])
      expect(figureIn(figures, 'volume', row, measure)).toBe(HIDDEN);
});
