import { z } from 'zod';

/** A calendar day as `YYYY-MM-DD`, in the department's own time zone. */
export type Day = string;

const DAY_PATTERN = /^(\d{4})-(\d{2})-(\d{2})$/;

/** True for a day that exists between 1900 and 2199. */
export function isDay(text: string): boolean {
  const match = DAY_PATTERN.exec(text);
  if (!match) return false;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  if (year < 1900 || year > 2199) return false;
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

export const daySchema = z.string().refine(isDay, { message: 'common.not_a_day' });

/** Whole days from one day to another; negative when `to` is earlier. */
export function daysBetween(from: Day, to: Day): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);
}

/** The day so many days on; negative for back. */
export function addDays(day: Day, days: number): Day {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

/** Where departments work that say nothing else (rules.md D1). */
export const DEFAULT_ZONE = 'Asia/Shanghai';

const zones = new Map<string, Intl.DateTimeFormat | null>();

function formatIn(zone: string): Intl.DateTimeFormat | null {
  const known = zones.get(zone);
  if (known !== undefined) return known;
  let format: Intl.DateTimeFormat | null = null;
  try {
    format = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' });
  } catch {
    // No such zone.
  }
  zones.set(zone, format);
  return format;
}

/** True for a time zone that the computer knows. */
export function isTimeZone(zone: string): boolean {
  return /^[A-Za-z]+(?:[/_+-][A-Za-z0-9]+)*$/.test(zone) && formatIn(zone) !== null;
}

/** The calendar day of a moment (milliseconds UTC) in a time zone; of one that is not known, in the usual one. */
export function dayIn(zone: string, at: number): Day {
  return secondIn(zone, at).slice(0, 10);
}

/** No zone is further from UTC than this. */
const FURTHEST_MS = 15 * 3_600_000;

/** The last millisecond (UTC) of a day in a time zone, whatever its clocks were set to. */
export function endOfDay(zone: string, day: Day): number {
  const middle = Date.parse(`${addDays(day, 1)}T00:00:00Z`);
  let [before, after] = [middle - FURTHEST_MS, middle + FURTHEST_MS];
  while (after - before > 1) {
    const between = Math.floor((before + after) / 2);
    if (dayIn(zone, between) <= day) before = between;
    else after = between;
  }
  return before;
}

/** A moment (milliseconds UTC) as clocks of a time zone show it: `2026-11-22 14:30`. */
export function minuteIn(zone: string, at: number): string {
  return secondIn(zone, at).slice(0, 16);
}

/** The same to the second: `2026-11-22 14:30:05`. */
export function secondIn(zone: string, at: number): string {
  const format = formatIn(zone) ?? formatIn(DEFAULT_ZONE);
  if (!format) throw new Error('the computer knows no time zones');
  return format.format(at);
}

/** The time, injected so that every rule can be tested on any day. */
export interface Clock {
  /** Milliseconds since 1970-01-01 UTC. */
  now(): number;
  /** The calendar day where the department works: in its time zone, the usual one where none is named. */
  today(zone?: string): Day;
}

/** A clock of the days in a time zone, asked for each time that a day is wanted. */
export function inZone(clock: Clock, zone: () => string): Clock {
  return { now: () => clock.now(), today: () => clock.today(zone()) };
}

/** The clock at this moment: all that one act writes has one time. */
export function stopped(clock: Clock): Clock {
  const [now, today] = [clock.now(), clock.today()];
  return { now: () => now, today: () => today };
}
