/**
 * Printed figures from exact numbers (rules.md B1): 四舍五入, half away from zero, once and from the exact number. Counts
 * and amounts are whole numbers or fractions of them; floating point decides nothing.
 */

/** A whole number: a safe integer, or one of any size. */
export type Whole = number | bigint;

/** A fraction that is never worked out: `part` of `whole`. */
export interface Fraction {
  readonly part: Whole;
  readonly whole: Whole;
}

/** `part / whole` with so many decimals, never `-0`. Error: RangeError for a `whole` of 0. */
export function quotientText({ part, whole }: Fraction, decimals: number): string {
  return decimalText(roundedQuotient({ part, whole }, decimals), decimals);
}

/** `part / whole` in units of its last decimal: 4.556 with one decimal is 46. Error: RangeError for a `whole` of 0. */
export function roundedQuotient({ part, whole }: Fraction, decimals: number): bigint {
  const [numerator, denominator] = [BigInt(part), BigInt(whole)];
  const isNegative = numerator < 0n !== denominator < 0n;
  const scaled = absolute(numerator) * 10n ** BigInt(decimals);
  const divisor = absolute(denominator);
  const rounded = (scaled * 2n + divisor) / (divisor * 2n);
  return isNegative ? -rounded : rounded;
}

/** A number of units of the last decimal as text: 46 with one decimal is `4.6`. */
export function decimalText(units: bigint, decimals: number): string {
  const digits = String(absolute(units)).padStart(decimals + 1, '0');
  const sign = units < 0n ? '-' : '';
  const point = digits.length - decimals;
  return decimals === 0 ? sign + digits : `${sign}${digits.slice(0, point)}.${digits.slice(point)}`;
}

/** What printed text is in units of its last decimal. */
export function unitsOf(text: string): bigint {
  return BigInt(text.replace('.', ''));
}

export function sumOf(numbers: Iterable<Whole>): bigint {
  let sum = 0n;
  for (const one of numbers) sum += BigInt(one);
  return sum;
}

const absolute = (value: bigint): bigint => (value < 0n ? -value : value);
