/** Times as loggers write them. */
import { isDay } from '../dates.ts';
import { wallTime } from './readings.ts';

/** Which of the first two numbers of `05/06/2026` is the day. */
export const DAY_ORDERS = ['dmy', 'mdy'] as const;
export type DayOrder = (typeof DAY_ORDERS)[number];

/** A date whose year stands last: which of the two numbers is the day, the text alone may not say. */
export interface OpenDate {
  readonly first: number;
  readonly second: number;
  readonly year: number;
}

export type ReadDate = { readonly day: string } | OpenDate;

const YEAR_FIRST = /^(\d{4})(?:[-/.]|\s*年\s*)(\d{1,2})(?:[-/.]|\s*月\s*)(\d{1,2})(?:\s*日)?$/;
const COMPACT = /^(\d{4})(\d{2})(\d{2})$/;
const YEAR_LAST = /^(\d{1,2})([-/.])(\d{1,2})\2(\d{4})$/;
const TIME =
  /^(上午|下午|[ap]\.?m\.?)?\s*(\d{1,2})[:：时h](\d{1,2})?(?:[:：分](\d{1,2})(?:[.,]\d{1,6})?)?[分秒]?\s*(上午|下午|[ap]\.?m\.?)?$/i;

const dayOf = (year: number, month: number, day: number): string =>
  `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;

/** A date alone; null for what is none. */
export function readDate(text: string): ReadDate | null {
  const first = YEAR_FIRST.exec(text) ?? COMPACT.exec(text);
  if (first) {
    const day = dayOf(Number(first[1]), Number(first[2]), Number(first[3]));
    return isDay(day) ? { day } : null;
  }
  const last = YEAR_LAST.exec(text);
  if (!last) return null;
  const open = { first: Number(last[1]), second: Number(last[3]), year: Number(last[4]) };
  return DAY_ORDERS.some((order) => isDay(dayIn(open, order))) ? open : null;
}

/** Seconds since midnight; null for what is no time. */
export function readTime(text: string): number | null {
  const match = TIME.exec(text);
  if (!match) return null;
  const [hour, minute, second] = [Number(match[2]), Number(match[3] ?? 0), Number(match[4] ?? 0)];
  const half = (match[1] ?? match[5])?.toLowerCase().replaceAll('.', '');
  const isHalf = half !== undefined;
  if (minute > 59 || second > 59 || hour > (isHalf ? 12 : 23) || (isHalf && hour === 0)) return null;
  const isAfternoon = half === 'pm' || half === '下午';
  const hours = isHalf ? (hour % 12) + (isAfternoon ? 12 : 0) : hour;
  return hours * 3_600 + minute * 60 + second;
}

/** A date and a time, in one text or in two. */
export interface ReadMoment {
  readonly date: ReadDate;
  readonly seconds: number;
}

/** `2026/05/06 13:05`, `2026-05-06T13:05:00`, `05/06/2026 1:05 PM`; a date alone is its midnight. */
export function readMoment(written: string): ReadMoment | null {
  const text = written
    .normalize('NFKC')
    .trim()
    .replace(/Z$|[+-]\d{2}:?\d{2}$/, '');
  const cut = /^(\d{4}\s*年.*?日|[^\sT]+)(?:T|\s*)(.*)$/.exec(text);
  const date = readDate(cut?.[1] ?? '');
  if (!date) return null;
  const rest = (cut?.[2] ?? '').trim();
  const seconds = rest === '' ? 0 : readTime(rest);
  return seconds === null ? null : { date, seconds };
}

/** The day of an open date, read in one order. */
export function dayIn({ first, second, year }: OpenDate, order: DayOrder): string {
  return order === 'dmy' ? dayOf(year, second, first) : dayOf(year, first, second);
}

/**
 * What the dates of a file say of their order: `null` where none needs one, `either` where each could be both and they
 * differ, `neither` where two speak against each other.
 */
export function orderOf(dates: Iterable<ReadDate>): DayOrder | null | 'either' | 'neither' {
  const possible = new Set<DayOrder>(DAY_ORDERS);
  let isOpen = false;
  for (const date of dates) {
    if ('day' in date) continue;
    for (const order of DAY_ORDERS) if (!isDay(dayIn(date, order))) possible.delete(order);
    if (date.first !== date.second) isOpen = true;
  }
  if (!isOpen) return null;
  if (possible.size === 2) return 'either';
  return [...possible][0] ?? 'neither';
}

/** Wall-clock seconds of a moment; null where its date is none in that order. */
export function momentIn({ date, seconds }: ReadMoment, order: DayOrder | null): number | null {
  const day = 'day' in date ? date.day : dayIn(date, order ?? 'dmy');
  return isDay(day) ? wallTime(day, seconds) : null;
}
