import { expect, inject, test } from 'vitest';
import type { ReadableDb } from '../../../db/connection/handles.ts';
import type { Day } from '../../../db/domain/dates.ts';
import { choicesSchema, TABLE_NAMES, TABLES, type ReportName } from '../../../db/domain/reports/choices.ts';
import type { Figure, ReportFigures, ReportTable } from '../../../db/domain/reports/figures.ts';
import { reportSpans } from '../../../db/domain/reports/spans.ts';
import { periodBefore, periodOf, type Period } from '../../../db/domain/figures/periods.ts';
import { archivesBehind, compileReport, type ReportAsked } from '../../../db/features/reports/service.ts';
import { Random } from '../../../db/features/seed/random.ts';
import { openTestVault } from '../../support/vault.ts';
import * as expected from './support/expected.ts';
import { livePast } from './support/history.ts';

const NAMES: readonly ReportName[] = [
  'customer_statistics',
  'customer_profile',
  'grade_changes',
  'filing_timeliness',
];
const PERIODS: readonly Period[] = [
  '2025-12',
  '2026-02',
  '2026-03',
  '2026-06',
  '2026-07',
  '2026-12',
  '2027-01',
  '2027-02',
  '2027-06',
  '2028-02',
  '2028-07',
  '2026-H1',
  '2026-H2',
  '2027-H1',
  '2027-H2',
  '2028-H1',
  '2026',
  '2027',
  '2028',
];
const FILTERS = [
  {},
  {},
  { category: ['client', 'supplier'] },
  { grade: ['gold'] },
  { secrecy: ['normal', 'secret'] },
  { province: ['440000'], party: ['organisation'] },
] as const;
/** How each variation departs from the ready report. */
const LIMIT = 7;

function figuresOf({ columns, rows, totals }: ReportTable): Map<string, Record<string, Figure>> {
  const named = (figures: readonly Figure[]) =>
    Object.fromEntries(
      columns.flatMap(({ key }, at) => (key === 'share' ? [] : [[key, figures[at] ?? null]])),
    );
  return new Map([
    ...rows.map(({ key, figures }) => [key, named(figures)] as const),
    ...(totals ? [['', named(totals)] as const] : []),
  ]);
}

/** Each figure that is expected stands in the table; a row that is expected is there, and none that is not empty besides. */
function expectFigures(table: ReportTable, wanted: expected.Expected): void {
  const found = figuresOf(table);
  for (const [key, figures] of wanted) {
    const row = found.get(key);
    const measures = Object.keys(row ?? {}).filter((measure) => measure in figures);
    expect([
      table.key,
      key,
      row && Object.fromEntries(measures.map((measure) => [measure, row[measure]])),
    ]).toEqual([table.key, key, Object.fromEntries(measures.map((measure) => [measure, figures[measure]]))]);
    expect(measures.length).toBeGreaterThan(0);
  }
  for (const [key, figures] of found)
    if (!wanted.has(key))
      expect([key, ...Object.values(figures)].filter((one) => typeof one === 'number' && one !== 0)).toEqual(
        [],
      );
}

function expectShares({ columns, rows }: ReportTable): void {
  const [count, share] = ['count', 'share'].map((key) => columns.findIndex((column) => column.key === key));
  if (share === undefined || count === undefined || share < 0) return;
  const counts = rows.map(({ figures }) => Number(figures[count]));
  const total = counts.reduce((all, one) => all + one, 0);
  const tenths = rows.map(({ figures }) => figures[share] ?? null);
  if (total === 0) return expect(tenths.every((one) => one === null)).toBe(true);
  expect(tenths.reduce<number>((all, one) => all + Math.round(Number(one) * 10), 0)).toBe(1000);
  tenths.forEach((one, at) =>
    expect(Math.abs(Number(one) - ((counts[at] ?? 0) * 100) / total)).toBeLessThan(0.1),
  );
}

function expectTable(
  table: ReportTable,
  compared: Parameters<typeof expected.summary>[0],
  names: number,
): void {
  const { key } = table;
  const GROUPS: Readonly<Record<string, string>> = {
    category: 'category',
    province: 'province',
    city: 'city',
    industry: 'industry',
    grade: 'grade',
    status: 'status',
    secrecy: 'secrecy',
    size: 'size',
  };
  const field = GROUPS[key];
  if (field !== undefined) {
    expectFigures(table, expected.groups(field, compared));
    expectShares(table);
  } else if (key === 'summary') expectFigures(table, expected.summary(compared));
  else if (key === 'contact_month') expectFigures(table, expected.months(compared));
  else if (key === 'completeness') expectFigures(table, expected.completenessTable(compared));
  else if (key === 'filing_lag') expectFigures(table, expected.lags(compared, LIMIT));
  else if (key === 'movement') expectFigures(table, expected.moves(compared));
  else if (key === 'volume') expectClasses(table, expected.volumes(compared));
  else if (key === 'volume_top') expectNames(table, expected.volumes(compared), names);
}

function expectClasses(table: ReportTable, { ranked, without }: ReturnType<typeof expected.volumes>): void {
  const countOf = (name: string) => ranked.filter((one) => one.class === name).length;
  const found = figuresOf(table);
  const counts = ['A', 'B', 'C', 'none'].map((name) => found.get(name)?.['count']);
  expect(counts).toEqual([countOf('A'), countOf('B'), countOf('C'), without]);
  expectShares(table);
}

function expectNames(
  table: ReportTable,
  { ranked }: ReturnType<typeof expected.volumes>,
  names: number,
): void {
  expect(table.rows.map(({ figures }) => figures)).toEqual(
    ranked.slice(0, names).map((one) => [one.archiveNo, one.wan, one.cumulative, one.class]),
  );
}

/** Behind a count stand as many archives as it says, each once. */
function expectBehind(
  db: ReadableDb,
  asked: ReportAsked,
  today: Day,
  { key, columns, rows, totals }: ReportTable,
  random: Random,
): void {
  const at = columns.findIndex(({ kind }) => kind === 'count');
  if (at < 0 || rows.length === 0 || rows[0]?.archive) return;
  const lines = [...rows, ...(totals ? [{ key: '', figures: totals }] : [])];
  const row = random.pick(lines);
  const counted = columns.flatMap(({ kind, key: measure }, column) =>
    kind === 'count' ? [{ measure, count: row.figures[column] }] : [],
  );
  const { measure, count } = random.pick(counted);
  const table = TABLE_NAMES.find((name) => name === key);
  if (table === undefined) throw new Error(`no table ${key}`);
  const ids = archivesBehind(db, asked, { today, where: null }, { table, row: row.key, measure });
  expect([key, row.key, measure, new Set(ids).size]).toEqual([key, row.key, measure, count]);
}

test('figures are those of another computation over the same archive, in 200 random variations', async () => {
  await using vault = await openTestVault({ as: 'service_manager' });
  const archives = livePast(vault, inject('seed'));
  const random = new Random(inject('seed') + 1);
  const { reader: db } = vault.opened.handles;
  const today = vault.clock.today();
  // How far the past goes is drawn too.
  const begun = PERIODS.filter((period) => reportSpans(period, today) !== null);
  for (let turn = 0; turn < 200; turn += 1) {
    const name = random.pick(NAMES);
    const period = random.pick(begun);
    const choices = choicesSchema.parse({
      tables: random.below(2) === 0 ? null : TABLES[name].filter(() => random.below(2) === 0),
      filters: random.pick(FILTERS),
      before: random.below(2) === 0,
      lastYear: random.below(2) === 0,
      order: random.pick(['own', 'list', 'count']),
      names: random.pick([3, 20]),
    });
    const made = compileReport(db, { name, title: null, period, choices }, { today, where: null });
    const spans = reportSpans(period, today);
    if (!spans) throw new Error('a period that lies ahead');
    const compared = {
      ends: expected.endsOf(archives, spans.now, choices.filters),
      before: choices.before ? expected.endsOf(archives, spans.before, choices.filters) : null,
      lastYear: choices.lastYear ? expected.endsOf(archives, spans.lastYear, choices.filters) : null,
    };
    expect(made.tables.map(({ key }) => key)).toEqual(choices.tables ?? TABLES[name]);
    for (const table of made.tables) expectTable(table, compared, choices.names);
    const table = random.pick(made.tables.length > 0 ? made.tables : [null]);
    if (table) expectBehind(db, { name, title: null, period, choices }, today, table, random);
  }
});

/** To whom a name is told follows the class of today too: that is no part of the figures. */
const withoutClasses = ({ tables, ...report }: ReportFigures) => ({
  ...report,
  tables: tables.map(({ rows, ...table }) => ({
    ...table,
    rows: rows.map(({ archive, ...row }) => ({ ...row, archive: archive?.id ?? null })),
  })),
});

test('the tables of a past half-year are the same years later, whatever was changed and filed since', async () => {
  await using vault = await openTestVault({ as: 'service_manager' });
  livePast(vault, inject('seed'), { customers: 20, changes: 20 });
  const { reader: db } = vault.opened.handles;
  const period = periodBefore(periodOf(vault.clock.today(), 'half'));
  const choices = choicesSchema.parse({ before: true, lastYear: true });
  const made = () =>
    NAMES.map((name) =>
      withoutClasses(
        compileReport(
          db,
          { title: null, period, choices, name },
          { today: vault.clock.today(), where: null },
        ),
      ),
    );
  const before = made();
  livePast(vault, inject('seed') + 7, { customers: 10, changes: 60, backdated: false });
  expect(made()).toEqual(before);
});
