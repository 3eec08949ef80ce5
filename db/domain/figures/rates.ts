/** Percentages (rules.md B1). Each is printed with its base; null prints as —. */
import { decimalText, quotientText, roundedQuotient, sumOf, type Fraction, type Whole } from './exact.ts';

/** Per cent with so many decimals; null for an empty group, which has no rate. */
export function percentText({ part, whole }: Fraction, decimals = 1): string | null {
  if (BigInt(whole) === 0n) return null;
  return quotientText({ part: BigInt(part) * 100n, whole }, decimals);
}

/** The same as it is printed: `33.3%`, — for an empty group. */
export function shownPercent(fraction: Fraction): string {
  const percent = percentText(fraction);
  return percent === null ? '—' : `${percent}%`;
}

/** The rate of a total: of all parts in all wholes, never of the rates. */
export function totalRate(fractions: readonly Fraction[]): Fraction {
  return {
    part: sumOf(fractions.map(({ part }) => part)),
    whole: sumOf(fractions.map(({ whole }) => whole)),
  };
}

/** Whether a rate reaches so many per cent, from the exact number; never for an empty group. */
export function reaches({ part, whole }: Fraction, percent: Whole): boolean {
  const base = BigInt(whole);
  if (base === 0n) return false;
  const [reached, wanted] = [BigInt(part) * 100n, BigInt(percent) * base];
  return base > 0n ? reached >= wanted : reached <= wanted;
}

/** 环比 or 同比 in per cent: what it is more than before, of what it was before; null where there was nothing. */
export function changeText({ now, before }: { readonly now: Whole; readonly before: Whole }): string | null {
  return percentText({ part: BigInt(now) - BigInt(before), whole: before });
}

/**
 * Shares in per cent with one decimal that add to 100.0, by largest remainder: each is cut to tenths, and the tenths that
 * are missing go to those that were cut most; among equals to the larger count, then to the first. Null for each of an
 * empty total. Error: RangeError for a negative count.
 */
export function sharesOf(counts: readonly Whole[]): Array<string | null> {
  const exact = counts.map(BigInt);
  if (exact.some((count) => count < 0n)) throw new RangeError('a share of less than nothing');
  const total = sumOf(exact);
  if (total === 0n) return exact.map(() => null);
  const cut = exact.map((count, index) => {
    const thousandfold = count * ALL_TENTHS;
    return { index, count, tenths: thousandfold / total, rest: thousandfold % total };
  });
  const missing = Number(ALL_TENTHS - sumOf(cut.map(({ tenths }) => tenths)));
  const raised = new Set(
    cut
      .toSorted((a, b) => byLarger(a.rest, b.rest) || byLarger(a.count, b.count) || a.index - b.index)
      .slice(0, missing)
      .map(({ index }) => index),
  );
  return cut.map(({ index, tenths }) => decimalText(raised.has(index) ? tenths + 1n : tenths, 1));
}

/** 100.0 % in tenths. */
const ALL_TENTHS = 1_000n;

function byLarger(a: bigint, b: bigint): number {
  if (a === b) return 0;
  return a > b ? -1 : 1;
}

/**
 * By how much the printed total is more than the sum of the printed parts, for the one note under such a table; null
 * where they add. All are of `unit`, such as 万元 of 分, and have so many decimals.
 */
export function differenceText(
  parts: readonly Whole[],
  { total, unit, decimals }: { readonly total: Whole; readonly unit: Whole; readonly decimals: number },
): string | null {
  const printed = (part: Whole) => roundedQuotient({ part, whole: unit }, decimals);
  const difference = printed(total) - sumOf(parts.map(printed));
  return difference === 0n ? null : decimalText(difference, decimals);
}
