import { z } from 'zod';
import type { Day } from './dates.ts';
import { periodOf, spanOf } from './figures/periods.ts';

/** A half of a civil year, in which every archive is inspected once (rules.md D1): `2026-H1` 上半年, `2026-H2` 下半年. */
export type HalfYear = `${number}-H${1 | 2}`;

const PATTERN = /^(19\d\d|2[01]\d\d)-H([12])$/;

export const halfYearSchema = z.custom<HalfYear>((value) => typeof value === 'string' && PATTERN.test(value));

/** Days within a year on which an inspection of each half opens by itself. */
export interface OpeningDays {
  /** `MM-DD`, from January to June. */
  readonly first: string;
  /** `MM-DD`, from July to December. */
  readonly second: string;
}

export function halfYearOf(day: Day): HalfYear {
  return periodOf(day, 'half') as HalfYear;
}

export function partsOf(period: HalfYear): { readonly year: number; readonly half: 1 | 2 } {
  return { year: Number(period.slice(0, 4)), half: period.endsWith('1') ? 1 : 2 };
}

export function nextHalfYear(period: HalfYear): HalfYear {
  const { year, half } = partsOf(period);
  return half === 1 ? `${year}-H2` : `${year + 1}-H1`;
}

export function firstDayOf(period: HalfYear): Day {
  return spanOf(period).from;
}

/** The last day on which it is in time; that day itself is not overdue. */
export function dueDayOf(period: HalfYear): Day {
  return spanOf(period).to;
}

export function openingDayOf(period: HalfYear, { first, second }: OpeningDays): Day {
  const { year, half } = partsOf(period);
  return `${year}-${half === 1 ? first : second}`;
}

/**
 * The half-year whose inspection is to be opened next: that after the last one, or the half in which the archive began.
 * One that was missed so comes first, under its own half. Null where that of today has one.
 */
export function nextToInspect(
  today: Day,
  { began, last }: { readonly began: HalfYear; readonly last: HalfYear | null },
): HalfYear | null {
  const next = last === null ? began : nextHalfYear(last);
  return next <= halfYearOf(today) ? next : null;
}
