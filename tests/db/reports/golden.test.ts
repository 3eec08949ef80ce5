/** The exact cases of figures, as archives make them: on the screen, on pages, in Word and in a workbook. */
import { describe, expect, test } from 'vitest';
import { blankCustomer, type CustomerInput } from '../../../db/domain/customer.ts';
import type { Day } from '../../../db/domain/dates.ts';
import { wanText } from '../../../db/domain/figures/money.ts';
import type { Period } from '../../../db/domain/figures/periods.ts';
import { choicesSchema, type ReportName, type TableName } from '../../../db/domain/reports/choices.ts';
import type { Figure, ReportFigures, ReportTable } from '../../../db/domain/reports/figures.ts';
import type { Secrecy } from '../../../db/domain/roles.ts';
import { fileCustomer } from '../../../db/features/customers/service.ts';
import { writeBookApart, writeWord } from '../../../db/features/documents/service.ts';
import { pdfBytes } from '../../../db/features/prints/service.ts';
import { bookOf } from '../../../db/features/reports/print/book.ts';
import { lookDocument } from '../../../db/features/reports/print/look-document.ts';
import { compileReport } from '../../../db/features/reports/service.ts';
import { openTestVault, type TestVault } from '../../support/vault.ts';
import { used } from '../inspections/support.ts';
import { caseOf } from './support/golden-cases.ts';
import { expectBook, expectPages, expectWord, shownOf } from './support/written.ts';

type Sample = Partial<CustomerInput> & { readonly filedOn?: Day };

/** Files archives at once, each on the day that is said of it. */
function file(vault: TestVault, samples: readonly Sample[]): void {
  const ctx = vault.contextOf('archivist');
  ctx.transaction((db) => {
    samples.forEach(({ filedOn = '2026-03-02', ...said }, at) => {
      const name = `样例${filedOn}第${at}厂`;
      fileCustomer(db, ctx, { ...blankCustomer('client'), name, ...said }, { filedOn });
    });
  });
}

const times = <One>(count: number, one: One): One[] => Array.from({ length: count }, () => one);

interface Wanted {
  readonly name?: ReportName;
  readonly tables: readonly TableName[];
  readonly period: Period;
  readonly choices?: object;
  readonly today?: Day;
}

/** As it stands on the screen of whoever may see every archive. */
function figuresOf(
  vault: TestVault,
  { name = 'customer_statistics', tables, period, choices = {}, today = vault.clock.today() }: Wanted,
): ReportFigures {
  const charts = Object.fromEntries(tables.map((table) => [table, 'none']));
  const asked = { name, title: null, period, choices: choicesSchema.parse({ tables, charts, ...choices }) };
  return compileReport(vault.opened.handles.reader, asked, { today, where: null });
}

/** Every figure and every note of it stands in a Word file, a workbook and on pages. */
async function expectInFiles(vault: TestVault, ...looks: ReportFigures[]): Promise<void> {
  const figures = together(looks);
  const ctx = vault.contextOf('archivist');
  const frame = { company: '测试五金', trial: false, printedBy: '周宁', printedAt: 0, zone: 'Asia/Shanghai' };
  const document = lookDocument(figures, { ...frame, paper: { size: 'A4', landscape: false } });
  const shown = figures.tables.map(shownOf);
  expectWord(Buffer.from(await writeWord(document)), shown);
  const pieces: Uint8Array[] = [];
  for await (const piece of writeBookApart(bookOf(figures, ''))) pieces.push(piece);
  await expectBook(Buffer.concat(pieces), shown);
  await expectPages(Buffer.from((await pdfBytes(ctx, document)).bytes), shown);
}

/** Several looks as one, so that each file is written once: its tables are numbered where there are more. */
function together(looks: readonly ReportFigures[]): ReportFigures {
  const [first, ...others] = looks;
  if (!first || others.length === 0) return first ?? fail('nothing to look at');
  const tables = looks.flatMap((one, at) =>
    one.tables.map((table) => ({ ...table, title: `${table.title} ${at + 1}` })),
  );
  return { ...first, tables };
}

function fail(why: string): never {
  throw new Error(why);
}

function columnOf({ columns, rows }: ReportTable, key: string): Figure[] {
  const at = columns.findIndex((column) => column.key === key);
  return rows.map(({ figures }) => figures[at] ?? null);
}

function rowOf({ columns, rows, totals }: ReportTable, row: string | null): Record<string, Figure> {
  const figures = row === null ? totals : rows.find(({ key }) => key === row)?.figures;
  return Object.fromEntries(columns.map(({ key }, at) => [key, figures?.[at] ?? null]));
}

function tableOf({ tables }: ReportFigures, key: TableName): ReportTable {
  const table = tables.find((one) => one.key === key);
  if (!table) throw new Error(`no table ${key}`);
  return table;
}

const PROVINCES: Readonly<Record<string, string>> = {
  广东: '440000',
  浙江: '330000',
  江苏: '320000',
  山东: '370000',
  福建: '350000',
  湖南: '430000',
};

describe('f1: shares add to 100.0', () => {
  const { input, expected } = caseOf('f1_shares_that_add_to_100');

  test('of provinces, the last of them folded into one row', async () => {
    await using vault = await openTestVault();
    const others = ['110000', '310000', '500000'];
    for (const { province, count } of input.rows) {
      const code = PROVINCES[province];
      const samples = times(count, 0).map((_, at) => ({ province: code ?? others[at % 3] ?? null }));
      file(vault, samples);
    }
    const figures = figuresOf(vault, { tables: ['province'], period: '2026-03', choices: { top: 6 } });
    const table = tableOf(figures, 'province');
    expect(columnOf(table, 'count')).toEqual(input.rows.map(({ count }) => count));
    expect(columnOf(table, 'share')).toEqual(expected.shares);
    expect(rowOf(table, null)).toMatchObject({ count: input.total, share: expected.sum });
    await expectInFiles(vault, figures);
  });

  test('of three that are equal, and — of none', async () => {
    await using vault = await openTestVault();
    file(
      vault,
      (['supplier', 'client', 'partner'] as const).map((category) => ({ category })),
    );
    const looks = (['2026-03', '2026-02'] as const).map((period, at) => {
      const figures = figuresOf(vault, { tables: ['category'], period });
      const table = tableOf(figures, 'category');
      expect(columnOf(table, 'count')).toEqual(input.also[at]?.counts);
      expect(columnOf(table, 'share')).toEqual(expected.also[at]);
      return figures;
    });
    await expectInFiles(vault, ...looks);
  });
});

describe('f2: 万元', () => {
  const { input, expected } = caseOf('f2_wan_yuan');

  test('the total of three is that of the exact amounts, and one note tells the difference', async () => {
    await using vault = await openTestVault();
    const amounts = Object.values(input.rows_yuan).map(Number);
    file(
      vault,
      amounts.map((annualVolume) => ({ annualVolume })),
    );
    const figures = figuresOf(vault, { tables: ['volume', 'volume_top'], period: '2026-03' });
    const table = tableOf(figures, 'volume_top');
    expect(columnOf(table, 'volume')).toEqual(Object.values(expected.rows_wan));
    expect(rowOf(table, null)).toMatchObject({ volume: expected.total_wan });
    expect(rowOf(tableOf(figures, 'volume'), null)).toMatchObject({ volume: expected.total_wan });
    expect(table.notes).toEqual([expect.stringContaining(expected.noteDifference)]);
    await expectInFiles(vault, figures);
  });

  test('single amounts, those that no archive holds too, stand in every file as they are printed', async () => {
    await using vault = await openTestVault();
    file(vault, [{ annualVolume: 10_050 }, { annualVolume: 50 }]);
    const held = figuresOf(vault, { tables: ['volume_top'], period: '2026-03' });
    expect(columnOf(tableOf(held, 'volume_top'), 'volume')).toEqual([
      expected.single_wan['10050.00'],
      expected.single_wan['50.00'],
    ]);
    const rows = input.single_yuan.map((yuan) => ({
      key: yuan,
      label: `${yuan} 元`,
      figures: [wanText(BigInt(yuan.replace('.', '')))],
      group: null,
      archive: null,
    }));
    expect(Object.fromEntries(rows.map(({ key, figures }) => [key, figures[0]]))).toEqual(
      expected.single_wan,
    );
    const [table] = held.tables;
    if (!table) throw new Error('no table');
    const columns = table.columns.filter(({ key }) => key === 'volume');
    await expectInFiles(vault, { ...held, tables: [{ ...table, columns, rows, totals: null }] });
  });
});

/** Goes on to a moment by steps in which somebody uses the vault: a clock that leaps is in doubt. */
async function liveUntil(vault: TestVault, moment: number): Promise<void> {
  const step = 60 * 86_400_000;
  while (moment - vault.clock.now() > step) {
    vault.clock.advance({ ms: step });
    await used(vault);
  }
  vault.clock.advance({ ms: moment - vault.clock.now() });
}

test('f3: an archive counts for the half-year of its day in the department’s zone', async () => {
  const { input, expected } = caseOf('f3_half_year_buckets_and_due_days');
  await using vault = await openTestVault();
  // Four years on, with the same leap years: the vault is not older than its clock.
  const later = (text: string) => `${Number(text.slice(0, 4)) + 4}${text.slice(4)}`;
  for (const instant of input.instants.map(later).toSorted()) {
    await liveUntil(vault, Date.parse(instant));
    await vault.as('archivist').customers.create({ ...blankCustomer('client'), name: `样例${instant}` });
  }
  const looks = Object.entries(expected.counts).map(([half, count]) => {
    const period = later(half).replace('上', '-H1').replace('下', '-H2') as Period;
    const figures = figuresOf(vault, { tables: ['summary'], period });
    expect([half, rowOf(tableOf(figures, 'summary'), 'filed')]).toEqual([half, { value: count }]);
    return figures;
  });
  await expectInFiles(vault, ...looks);
});

test('f4: a month beside the one before and that of last year, and a year to date beside as much of the last', async () => {
  const { input, expected } = caseOf('f4_comparison_periods_leap');
  await using vault = await openTestVault();
  for (const [month, count] of Object.entries(input.newCustomers))
    file(vault, times(count, { filedOn: `${month}-15` }));
  const choices = { before: true, lastYear: true };
  const february = figuresOf(vault, { tables: ['summary'], period: '2024-02', choices });
  expect(rowOf(tableOf(february, 'summary'), 'filed')).toEqual({
    value: input.newCustomers['2024-02'],
    before: input.newCustomers['2024-01'],
    before_change: expected.huanbi_2024_02,
    last_year: input.newCustomers['2023-02'],
    last_year_change: expected.tongbi_2024_02,
  });
  const january = figuresOf(vault, { tables: ['summary'], period: '2024-01', choices });
  expect(rowOf(tableOf(january, 'summary'), 'filed')).toMatchObject({
    before: 0,
    before_change: expected.huanbi_2024_01,
  });
  const toDate = (today: Day, period: Period) =>
    figuresOf(vault, { tables: ['summary'], period, choices: { lastYear: true }, today });
  const leap = toDate(input.yearToDate, '2024');
  const after = toDate(input.yearToDate2, '2025');
  for (const [figures, said] of [
    [leap, expected.ytd],
    [after, expected.ytd2],
  ] as const) {
    expect([figures.from, figures.to]).toEqual(said.this);
    const [note = ''] = tableOf(figures, 'summary').notes;
    expect(note.match(/\d+/g)).toEqual([String(said.days), String(said.lastDays)]);
  }
  // To 28 February of the year before: of its 28 all are in it.
  expect(rowOf(tableOf(leap, 'summary'), 'filed')).toMatchObject({
    last_year: input.newCustomers['2023-02'],
  });
  await expectInFiles(vault, february, january, leap, after);
});

describe('f5: rates and small groups', () => {
  const { input, expected } = caseOf('f5_rates_empty_group_hidden_cells');
  const NAMED = { 供应商: 'supplier', 业务客户: 'client', 合作机构: 'partner' } as const;

  test('the rate of the total comes from its parts, and that of nothing is —', async () => {
    await using vault = await openTestVault();
    for (const { category, onTime, filed } of input.onTime) {
      const named = NAMED[category as keyof typeof NAMED];
      file(vault, times(onTime, { category: named, firstContactOn: '2026-02-28' }));
      file(vault, times(filed - onTime, { category: named, firstContactOn: '2026-01-05' }));
    }
    const figures = figuresOf(vault, { tables: ['filing_lag'], period: '2026-03' });
    const table = tableOf(figures, 'filing_lag');
    expect(columnOf(table, 'in_time')).toEqual(input.onTime.map(({ onTime }) => onTime));
    expect(columnOf(table, 'rate')).toEqual(Object.values(expected.rates));
    expect(rowOf(table, null)).toMatchObject({ rate: expected.totalRate });
    await expectInFiles(vault, figures);
  });

  test('of fewer than three nothing is told, nor what it could be worked out from', async () => {
    await using vault = await openTestVault();
    await vault.as('system_admin').settings.set({ hideGroupsBelow: input.threshold });
    const CLASSES: ReadonlyArray<readonly [string, Secrecy]> = [
      ['普通', 'normal'],
      ['秘密', 'confidential'],
      ['机密', 'secret'],
      ['绝密', 'top_secret'],
    ];
    for (const [named, secrecy] of CLASSES) file(vault, times(input.classes[named] ?? 0, { secrecy }));
    const figures = figuresOf(vault, { tables: ['secrecy'], period: '2026-03' });
    const table = tableOf(figures, 'secrecy');
    expect(columnOf(table, 'count').map(String)).toEqual(
      CLASSES.map(([named]) => expected.classesPrinted[named]),
    );
    expect(columnOf(table, 'share').slice(2)).toEqual(['*', '*']);
    expect(rowOf(table, null)).toMatchObject({ count: expected.total });
    await expectInFiles(vault, figures);
  });
});

/** Customers by name with their volumes, filed in another order than that in which they stand. */
async function withVolumes(volumes: Readonly<Record<string, string | null>>) {
  const vault = await openTestVault();
  const samples = Object.entries(volumes).map(([name, yuan]) => ({
    name: `样例${name}厂`,
    annualVolume: yuan === null ? null : Math.max(0, Number(yuan)),
  }));
  file(vault, samples);
  const figures = figuresOf(vault, { tables: ['volume', 'volume_top'], period: '2026-03' });
  const { rows } = tableOf(figures, 'volume_top');
  const named = (key: string) =>
    Object.fromEntries(
      rows.map(({ label }, at) => [label.slice(2, -1), columnOf(tableOf(figures, 'volume_top'), key)[at]]),
    );
  return { vault, figures, classes: named('class'), cumulative: named('cumulative') };
}

test('j1: the one that crosses 80 % of equal volumes belongs to A, by whole numbers', async () => {
  const { input, expected } = caseOf('j1_abc_equal_customers');
  const { vault, figures, classes, cumulative } = await withVolumes(input.volumesYuan);
  await using _ = vault;
  expect(classes).toEqual(expected.classes);
  expect(columnOf(tableOf(figures, 'volume'), 'count')).toEqual([expected.A, expected.B, expected.C, 0]);
  expect(cumulative['C08']).toBe(expected.coverageA);
  await expectInFiles(vault, figures);
});

test('j2: who makes no volume has no class, and the last of the others makes 100.0', async () => {
  const { input, expected } = caseOf('j2_abc_negative_zero_null');
  // An archive holds no credit notes: what is below nothing is nothing there.
  const { vault, figures, classes, cumulative } = await withVolumes(input.volumesYuan);
  await using _ = vault;
  const without = Object.entries(expected.classes).filter(([, name]) => name === '无业务');
  const ranked = Object.entries(expected.classes).filter(([, name]) => name !== '无业务');
  expect(classes).toEqual(Object.fromEntries(ranked));
  expect(cumulative).toEqual(expected.cumulative);
  expect(rowOf(tableOf(figures, 'volume'), 'none')).toMatchObject({
    count: without.length,
    cumulative: null,
  });
  await expectInFiles(vault, figures);
});
