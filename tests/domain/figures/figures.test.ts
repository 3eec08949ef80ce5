import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays } from '../../../db/domain/dates.ts';
import { quotientText, roundedQuotient, sumOf, unitsOf } from '../../../db/domain/figures/exact.ts';
import { hideSmall } from '../../../db/domain/figures/hiding.ts';
import {
  addMonths,
  daysIn,
  kindOf,
  periodBefore,
  periodLastYear,
  periodOf,
  periodSchema,
  spanOf,
  yearToDate,
} from '../../../db/domain/figures/periods.ts';
import {
  differenceText,
  percentText,
  reaches,
  sharesOf,
  totalRate,
} from '../../../db/domain/figures/rates.ts';

const aCount = fc.integer({ min: 0, max: 2 ** 40 });
const aDay = fc.integer({ min: 0, max: 70_000 }).map((days) => addDays('1990-01-01', days));

describe('exact numbers', () => {
  test.each([
    [1, 8, 2, '0.13'],
    [-1, 8, 2, '-0.13'],
    [1, -8, 2, '-0.13'],
    [5, 1, 0, '5'],
    [5, 10, 0, '1'],
    [-5, 10, 0, '-1'],
    [-4, 10, 0, '0'],
    [0, -7, 1, '0.0'],
    [2n ** 80n, 3, 1, '402975273204876391568725.3'],
  ])('%s / %s with %i decimals is %s', (part, whole, decimals, text) => {
    expect(quotientText({ part, whole }, decimals)).toBe(text);
  });

  test('nothing divided by nothing is an error, not a figure', () => {
    expect(() => quotientText({ part: 0, whole: 0 }, 1)).toThrow(RangeError);
  });

  test('what is printed is never farther off than half of its last decimal', () => {
    fc.assert(
      fc.property(
        fc.bigInt(),
        fc.bigInt({ min: 1n }),
        fc.integer({ min: 0, max: 6 }),
        (part, whole, decimals) => {
          const units = roundedQuotient({ part, whole }, decimals);
          const off = units * whole - part * 10n ** BigInt(decimals);
          expect((off < 0n ? -off : off) * 2n <= whole).toBe(true);
          expect(unitsOf(quotientText({ part, whole }, decimals))).toBe(units);
        },
      ),
    );
  });
});

describe('rates', () => {
  test('shares add to 100.0, none is off by a whole tenth, and equals are in their order', () => {
    fc.assert(
      fc.property(fc.array(aCount, { minLength: 1, maxLength: 40 }), (counts) => {
        const shares = sharesOf(counts);
        const total = sumOf(counts);
        fc.pre(total > 0n);
        const tenths = shares.map((share) => unitsOf(share ?? ''));
        expect(sumOf(tenths)).toBe(1_000n);
        for (const [index, count] of counts.entries()) {
          const off = (tenths[index] ?? 0n) * total - BigInt(count) * 1_000n;
          expect(off < total && -off < total).toBe(true);
        }
      }),
    );
    expect(sharesOf([1, 1, 1, 1, 1, 1])).toEqual(['16.7', '16.7', '16.7', '16.7', '16.6', '16.6']);
    expect(() => sharesOf([1, -1])).toThrow(RangeError);
  });

  test.each([
    [7, 10, 70, true],
    [6_999_999, 10_000_000, 70, false],
    [699_999_999_999, 1_000_000_000_000, 70, false],
    [0, 0, 0, false],
    [-1, 10, -10, true],
    [1, -10, -10, true],
  ])('%i of %i reaches %i %%: %s', (part, whole, percent, is) => {
    expect(reaches({ part, whole }, percent)).toBe(is);
  });

  test('a rate that is printed as the line has not always reached it', () => {
    const rate = { part: 6_999_999, whole: 10_000_000 };
    expect([percentText(rate), reaches(rate, 70)]).toEqual(['70.0', false]);
  });

  test('the rate of a total lies between the rates, and is none of empty groups', () => {
    expect(percentText(totalRate([]))).toBeNull();
    expect(
      percentText(
        totalRate([
          { part: 0, whole: 0 },
          { part: 1, whole: 3 },
        ]),
      ),
    ).toBe('33.3');
  });

  test('the note is there where printed parts do not add, and there alone', () => {
    fc.assert(
      fc.property(fc.array(fc.integer(), { maxLength: 20 }), (parts) => {
        const total = sumOf(parts);
        const printed = parts.map((part) => unitsOf(quotientText({ part, whole: 1_000_000 }, 2)));
        const said = differenceText(parts, { total, unit: 1_000_000, decimals: 2 });
        const difference = unitsOf(quotientText({ part: total, whole: 1_000_000 }, 2)) - sumOf(printed);
        expect(said === null ? 0n : unitsOf(said)).toBe(difference);
      }),
    );
  });
});

describe('small groups', () => {
  test('where only the hidden one is there, its total is hidden', () => {
    expect(hideSmall([[2], [0]], { rows: false, columns: true }, 3)).toEqual({
      cells: [[true], [false]],
      rows: [],
      columns: [true],
    });
  });

  test('a total of few is hidden, and as many groups as they come to are not told to be of one each', () => {
    expect(hideSmall([[1, 1, 0]], { rows: true, columns: false }, 3).rows).toEqual([true]);
    expect(hideSmall([[1, 1, 1, 10, 20]], { rows: true, columns: false }, 3)).toEqual({
      cells: [[true, true, true, true, false]],
      rows: [false],
      columns: [],
    });
  });

  test('what is hidden for a row is not the only one of its column', () => {
    const counts = [
      [2, 10, 20],
      [30, 40, 50],
    ];
    const { cells } = hideSmall(counts, { rows: true, columns: true }, 3);
    expect(cells).toEqual([
      [true, true, false],
      [true, true, false],
    ]);
    expect(hideSmall(counts, { rows: false, columns: false }, 3).cells).toEqual([
      [true, false, false],
      [false, false, false],
    ]);
  });

  test('no hidden cell can be worked out from one line, none small is shown, and 0 is never hidden', () => {
    const table = fc
      .tuple(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 6 }))
      .chain(([rows, columns]) =>
        fc.array(fc.array(fc.integer({ min: 0, max: 9 }), { minLength: columns, maxLength: columns }), {
          minLength: rows,
          maxLength: rows,
        }),
      );
    fc.assert(
      fc.property(table, (counts) => {
        const { cells, rows, columns } = hideSmall(counts, { rows: true, columns: true }, 3);
        for (const [at, row] of counts.entries())
          for (const [column, count] of row.entries()) {
            const isHidden = cells[at]?.[column] === true;
            expect(isHidden ? count > 0 : count === 0 || count >= 3).toBe(true);
          }
        const tells = (
          line: readonly number[],
          hidden: ReadonlyArray<boolean | undefined>,
          isHidden: boolean,
        ) => {
          const total = line.reduce((sum, count) => sum + count, 0);
          const some = line.filter((_, at) => hidden[at]);
          if (isHidden) return some.length === 0;
          const isSmall = total > 0 && total < 3;
          const sum = some.reduce((all, count) => all + count, 0);
          // One alone, or as many as they come to: each is 1.
          return isSmall || some.length === 1 || (some.length > 0 && sum === some.length);
        };
        for (const [at, row] of counts.entries())
          expect(tells(row, cells[at] ?? [], rows[at] === true)).toBe(false);
        for (const column of columns.keys()) {
          const line = counts.map((row) => row[column] ?? 0);
          expect(
            tells(
              line,
              cells.map((row) => row[column]),
              columns[column] === true,
            ),
          ).toBe(false);
        }
      }),
    );
  });
});

describe('periods', () => {
  test.each([
    ['2025', '2025-01-01', '2025-12-31', '2024', '2024'],
    ['2025-H1', '2025-01-01', '2025-06-30', '2024-H2', '2024-H1'],
    ['2025-H2', '2025-07-01', '2025-12-31', '2025-H1', '2024-H2'],
    ['2024-02', '2024-02-01', '2024-02-29', '2024-01', '2023-02'],
    ['2026-01', '2026-01-01', '2026-01-31', '2025-12', '2025-01'],
  ] as const)('%s is from %s to %s, after %s, a year after %s', (period, from, to, before, lastYear) => {
    expect(spanOf(period)).toEqual({ from, to });
    expect([periodBefore(period), periodLastYear(period)]).toEqual([before, lastYear]);
    expect(periodSchema.safeParse(period).success).toBe(true);
  });

  test.each(['2025-13', '2025-00', '2025-H3', '2025-6', '25', '2025-H', '2025-06-01', ' 2025', 2025, null])(
    '%j is no period',
    (value) => expect(periodSchema.safeParse(value).success).toBe(false),
  );

  test('every day lies in its period of each kind, and those follow one another without a gap', () => {
    fc.assert(
      fc.property(aDay, fc.constantFrom('year', 'half', 'month'), (day, kind) => {
        const period = periodOf(day, kind);
        const { from, to } = spanOf(period);
        expect([kindOf(period), from <= day, day <= to]).toEqual([kind, true, true]);
        expect(periodBefore(periodOf(addDays(to, 1), kind))).toBe(period);
        expect(spanOf(periodBefore(period)).to).toBe(addDays(from, -1));
      }),
    );
  });

  test('months on is the same day, or the last of a shorter month', () => {
    fc.assert(
      fc.property(aDay, fc.integer({ min: -600, max: 600 }), (day, months) => {
        const then = addMonths(day, months);
        const { to } = spanOf(periodOf(then, 'month'));
        expect(then.slice(8) === day.slice(8) || then === to).toBe(true);
        const apart = (one: string) => Number(one.slice(0, 4)) * 12 + Number(one.slice(5, 7));
        expect(apart(then) - apart(day)).toBe(months);
      }),
    );
    expect([addMonths('2025-12-31', 2), addMonths('2024-03-31', -1)]).toEqual(['2026-02-28', '2024-02-29']);
  });

  test('a year to date is beside as many months and days of the year before', () => {
    const { now, before } = yearToDate('2026-12-31');
    expect([daysIn(now), daysIn(before), before]).toEqual([
      365,
      365,
      { from: '2025-01-01', to: '2025-12-31' },
    ]);
  });
});
