/** Periods that a report is about, in civil days of the department (rules.md B1). */
import { z } from 'zod';
import { addDays, daysBetween, type Day } from '../dates.ts';

/** A year, a half of one or a month: `2025`, `2025-H1`, `2025-06`. */
export type Period = `${number}` | `${number}-H${1 | 2}` | `${number}-${number}`;

const PATTERN = /^(?:19\d\d|2[01]\d\d)(?:-H[12]|-(?:0[1-9]|1[0-2]))?$/;

export const periodSchema = z.custom<Period>((value) => typeof value === 'string' && PATTERN.test(value));

/** From the first day to the last, both in it. */
export interface DaySpan {
  readonly from: Day;
  readonly to: Day;
}

const MONTHS_OF = { year: 12, half: 6, month: 1 } as const;
export type PeriodKind = keyof typeof MONTHS_OF;

export const monthsIn = (kind: PeriodKind): number => MONTHS_OF[kind];

export function kindOf(period: Period): PeriodKind {
  if (period.length === 4) return 'year';
  return period.includes('H') ? 'half' : 'month';
}

export function spanOf(period: Period): DaySpan {
  const from = firstDay(period);
  return { from, to: addDays(addMonths(from, monthsIn(kindOf(period))), -1) };
}

/** The period of a kind in which a day lies. */
export function periodOf(day: Day, kind: PeriodKind): Period {
  const [year, month] = [Number(day.slice(0, 4)), Number(day.slice(5, 7))];
  if (kind === 'year') return `${year}`;
  return kind === 'half' ? `${year}-H${month <= 6 ? 1 : 2}` : (day.slice(0, 7) as Period);
}

/** The one before, for 环比. */
export function periodBefore(period: Period): Period {
  return periodOf(addDays(firstDay(period), -1), kindOf(period));
}

/** The same one of the year before, for 同比. */
export function periodLastYear(period: Period): Period {
  return `${Number(period.slice(0, 4)) - 1}${period.slice(4)}` as Period;
}

/** As much of a year as has passed on a day, beside as much of the year before: to the same day, 29 February to the 28th. */
export function yearToDate(day: Day): { readonly now: DaySpan; readonly before: DaySpan } {
  const lastYear = addMonths(day, -12);
  return {
    now: { from: `${day.slice(0, 4)}-01-01`, to: day },
    before: { from: `${lastYear.slice(0, 4)}-01-01`, to: lastYear },
  };
}

/** Days in a span, both ends counted. Spans of different lengths are compared with both lengths said. */
export function daysIn({ from, to }: DaySpan): number {
  return daysBetween(from, to) + 1;
}

/** The day so many months on, back for a negative number: the same of the month, or its last where it has none such. */
export function addMonths(day: Day, months: number): Day {
  const index = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1 + months;
  const month = `${String(Math.floor(index / 12)).padStart(4, '0')}-${String((index % 12) + 1).padStart(2, '0')}`;
  const last = addDays(`${nextMonth(month)}-01`, -1);
  const wanted = `${month}-${day.slice(8)}`;
  return wanted < last ? wanted : last;
}

function nextMonth(month: string): string {
  const [year = 0, number = 0] = month.split('-').map(Number);
  return number === 12
    ? `${String(year + 1).padStart(4, '0')}-01`
    : `${String(year).padStart(4, '0')}-${String(number + 1).padStart(2, '0')}`;
}

/**
 * The due day of a turn, from 0, of what comes every so many months. Each is counted from the first, so that one on a 31st
 * is on the last day of short months and on the 31st again of long ones.
 */
export function dueDayOfTurn(first: Day, turn: number, everyMonths: number): Day {
  return addMonths(first, turn * everyMonths);
}

function firstDay(period: Period): Day {
  const year = period.slice(0, 4);
  const kind = kindOf(period);
  if (kind === 'year') return `${year}-01-01`;
  if (kind === 'month') return `${period}-01`;
  return `${year}-${period.endsWith('1') ? '01' : '07'}-01`;
}
