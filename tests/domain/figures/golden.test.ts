import { describe, expect, test } from 'vitest';
import { dayIn, daysBetween } from '../../../db/domain/dates.ts';
import { coverageText, rankedBy, VOLUME_CLASSES, volumeCurve } from '../../../db/domain/figures/abc.ts';
import { quotientText, sumOf } from '../../../db/domain/figures/exact.ts';
import { hideSmall } from '../../../db/domain/figures/hiding.ts';
import { FEN_PER_WAN, reachesWan, wanText } from '../../../db/domain/figures/money.ts';
import { addMonths, daysIn, dueDayOfTurn, spanOf, yearToDate } from '../../../db/domain/figures/periods.ts';
import {
  changeText,
  differenceText,
  percentText,
  sharesOf,
  totalRate,
} from '../../../db/domain/figures/rates.ts';
import { halfYearOf, partsOf } from '../../../db/domain/half-year.ts';
import golden from '../../fixtures/reports/golden.json' with { type: 'json' };

const byName = new Map(golden.cases.map((one) => [one.name, one]));

type Case<Name extends string> = Extract<(typeof golden.cases)[number], { name: Name }>;

/** The cases are of one shape only in their names: each test says what is in its own. */
function caseOf<Input, Expected>(name: Case<string>['name']): { input: Input; expected: Expected } {
  const found = byName.get(name);
  if (!found) throw new Error(`no case ${name}`);
  return found as unknown as { input: Input; expected: Expected };
}

/** 分 of yuan as text. */
const fenOf = (yuan: string): bigint => BigInt(yuan.replace('.', ''));

test('f1: shares add to 100.0 by largest remainder', () => {
  const { input, expected } = caseOf<
    { rows: Array<{ count: number }>; total: number; also: Array<{ counts: number[] }> },
    { shares: string[]; sum: string; also: Array<Array<string | null>> }
  >('f1_shares_that_add_to_100');
  const counts = input.rows.map(({ count }) => count);
  const shares = sharesOf(counts);
  expect(sumOf(counts)).toBe(BigInt(input.total));
  expect(shares).toEqual(expected.shares);
  expect((shares.reduce((sum, share) => sum + Number(share) * 10, 0) / 10).toFixed(1)).toBe(expected.sum);
  expect(input.also.map((one) => sharesOf(one.counts))).toEqual(expected.also);
});

describe('f2: 万元', () => {
  const { input, expected } = caseOf<
    {
      rows_yuan: Record<string, string>;
      single_yuan: string[];
      threshold: { amount: string; atLeastWan: string };
    },
    {
      rows_wan: Record<string, string>;
      total_wan: string;
      noteDifference: string;
      single_wan: Record<string, string>;
      threshold_met: boolean;
    }
  >('f2_wan_yuan');

  test('rows, and their total from the exact amounts with one note of the difference', () => {
    const rows = Object.values(input.rows_yuan).map(fenOf);
    const total = sumOf(rows);
    expect(rows.map(wanText)).toEqual(Object.values(expected.rows_wan));
    expect(wanText(total)).toBe(expected.total_wan);
    expect(differenceText(rows, { total, unit: FEN_PER_WAN, decimals: 2 })).toBe(expected.noteDifference);
  });

  test.each(input.single_yuan)('%s yuan', (yuan) => {
    expect(wanText(fenOf(yuan))).toBe(expected.single_wan[yuan]);
  });

  test('a line is compared with the exact amount', () => {
    const { amount, atLeastWan } = input.threshold;
    expect(reachesWan(fenOf(amount), BigInt(atLeastWan))).toBe(expected.threshold_met);
  });
});

test('f3: days, half-years and days overdue by the department’s calendar', () => {
  const { input, expected } = caseOf<
    { instants: string[]; due: Array<{ due: string; today: string }> },
    {
      dates: Record<string, string>;
      halfYear: Record<string, string>;
      counts: Record<string, number>;
      due: Array<{ overdue: boolean; days: number }>;
    }
  >('f3_half_year_buckets_and_due_days');
  const counts: Record<string, number> = {};
  for (const instant of input.instants) {
    const day = dayIn('Asia/Shanghai', Date.parse(instant));
    const { year, half } = partsOf(halfYearOf(day));
    const name = `${year}${half === 1 ? '上' : '下'}`;
    expect([day, name]).toEqual([expected.dates[instant], expected.halfYear[instant]]);
    counts[name] = (counts[name] ?? 0) + 1;
  }
  expect(counts).toEqual(expected.counts);
  const overdue = input.due.map(({ due, today }) => {
    const days = daysBetween(due, today);
    return { overdue: days > 0, days };
  });
  expect(overdue).toEqual(expected.due);
});

test('f4: periods are compared with what they can be compared with', () => {
  const { input, expected } = caseOf<
    {
      newCustomers: Record<string, number>;
      yearToDate: string;
      yearToDate2: string;
      monthlyAnchor: string;
      occurrences: number;
    },
    {
      huanbi_2024_02: string;
      tongbi_2024_02: string;
      huanbi_2024_01: null;
      perDay: Record<'2024-02' | '2023-02', string>;
      ytd: Record<'this' | 'last', string[]> & { days: number; lastDays: number };
      ytd2: Record<'this' | 'last', string[]> & { days: number; lastDays: number };
      due: string[];
    }
  >('f4_comparison_periods_leap');
  const countIn = (month: string) => input.newCustomers[month] ?? 0;
  const change = (now: string, before: string) => changeText({ now: countIn(now), before: countIn(before) });
  expect(change('2024-02', '2024-01')).toBe(expected.huanbi_2024_02);
  expect(change('2024-02', '2023-02')).toBe(expected.tongbi_2024_02);
  expect(change('2024-01', '2023-12')).toBe(expected.huanbi_2024_01);
  for (const month of ['2024-02', '2023-02'] as const)
    expect(quotientText({ part: countIn(month), whole: daysIn(spanOf(month)) }, 2)).toBe(
      expected.perDay[month],
    );
  for (const [day, said] of [
    [input.yearToDate, expected.ytd],
    [input.yearToDate2, expected.ytd2],
  ] as const) {
    const { now, before } = yearToDate(day);
    expect([now.from, now.to, before.from, before.to]).toEqual([...said.this, ...said.last]);
    expect([daysIn(now), daysIn(before)]).toEqual([said.days, said.lastDays]);
  }
  const due = Array.from({ length: input.occurrences }, (_, turn) =>
    dueDayOfTurn(input.monthlyAnchor, turn, 1),
  );
  expect(due).toEqual(expected.due);
  expect(addMonths('2024-02-29', -12)).toBe('2023-02-28');
});

test('f5: rates of empty groups and of totals; cells that would tell of somebody', () => {
  const { input, expected } = caseOf<
    {
      onTime: Array<{ category: string; onTime: number; filed: number }>;
      classes: Record<string, number>;
      threshold: number;
    },
    {
      rates: Record<string, string | null>;
      totalRate: string;
      classesPrinted: Record<string, string>;
      total: number;
    }
  >('f5_rates_empty_group_hidden_cells');
  const fractions = input.onTime.map(({ onTime, filed }) => ({ part: onTime, whole: filed }));
  expect(fractions.map((one) => percentText(one))).toEqual(Object.values(expected.rates));
  expect(percentText(totalRate(fractions))).toBe(expected.totalRate);
  const counts = Object.values(input.classes);
  const { cells, rows } = hideSmall([counts], { rows: true, columns: false }, input.threshold);
  const printed = counts.map((count, column) => (cells[0]?.[column] ? '*' : String(count)));
  expect(printed).toEqual(Object.values(expected.classesPrinted));
  expect([sumOf(counts), rows]).toEqual([BigInt(expected.total), [false]]);
});

test('j1: customers of equal volume', () => {
  const { input, expected } = caseOf<
    { volumesYuan: Record<string, string> },
    { classes: Record<string, string>; A: number; B: number; C: number; coverageA: string }
  >('j1_abc_equal_customers');
  const curve = curveOf(input.volumesYuan, (names) => names.toReversed());
  expect(curve.classOf).toEqual(expected.classes);
  const counts = VOLUME_CLASSES.map((name) => curve.classes[name].count);
  expect([...counts, curve.without.count]).toEqual([expected.A, expected.B, expected.C, 0]);
  const lastOfA = curve.ranked.findLast((one) => one.class === 'A');
  expect(coverageText(curve, lastOfA?.cumulative ?? 0n)).toBe(expected.coverageA);
});

test('j2: credit notes, nothing, and what is not known', () => {
  const { input, expected } = caseOf<
    { volumesYuan: Record<string, string | null> },
    {
      classes: Record<string, string>;
      positiveTotal: string;
      cumulative: Record<string, string>;
      net: string;
    }
  >('j2_abc_negative_zero_null');
  const curve = curveOf(input.volumesYuan);
  const withoutBusiness = Object.keys(input.volumesYuan).filter((name) => !(name in curve.classOf));
  expect({
    ...curve.classOf,
    ...Object.fromEntries(withoutBusiness.map((name) => [name, '无业务'])),
  }).toEqual(expected.classes);
  expect(curve.without.count).toBe(withoutBusiness.length);
  expect(curve.cumulativeOf).toEqual(expected.cumulative);
  const yuanText = (fen: bigint) => quotientText({ part: fen, whole: 100 }, 2);
  expect([yuanText(curve.positiveTotal), yuanText(curve.net)]).toEqual([
    expected.positiveTotal,
    expected.net,
  ]);
});

/** The curve of customers by their number, each with its class and what it is up to. */
function curveOf(
  volumes: Readonly<Record<string, string | null>>,
  order: (names: string[]) => string[] = (names) => names,
) {
  const customers = order(Object.keys(volumes)).map((name) => {
    const yuan = volumes[name] ?? null;
    return { name, volume: yuan === null ? 0 : Number(fenOf(yuan)) };
  });
  const curve = volumeCurve(Float64Array.from(customers, ({ volume }) => volume));
  const largestFirst = customers
    .filter(({ volume }) => volume > 0)
    .toSorted((one, other) => other.volume - one.volume || (one.name < other.name ? -1 : 1));
  const ranked = [...rankedBy(largestFirst, ({ volume }) => volume, curve.positiveTotal)];
  return {
    ...curve,
    ranked,
    classOf: Object.fromEntries(ranked.map((one) => [one.item.name, one.class])),
    cumulativeOf: Object.fromEntries(
      ranked.map((one) => [one.item.name, coverageText(curve, one.cumulative)]),
    ),
  };
}
