/** Numbers, dates and spans as they are written on screen. Dates are ISO (`2026-11-22`) in both languages. */
import { COUNTED_AT_LEAST } from '../../db/domain/customer-list.ts';
import { minuteIn } from '../../db/domain/dates.ts';
import type { TFunction } from 'i18next';

/** Making one takes longer than drawing a line of a list. */
const counters = new Map<string, Intl.NumberFormat>();

export function formatCount(value: number, language: string): string {
  const counter = counters.get(language) ?? new Intl.NumberFormat(language);
  counters.set(language, counter);
  return counter.format(value);
}

/** How many there are; of more than are counted `100+`, the same wherever they are named. */
export function countText(total: number, isExact: boolean | undefined, language: string): string {
  return isExact === false ? `${formatCount(COUNTED_AT_LEAST, language)}+` : formatCount(total, language);
}

/** A length of files as `12.3 MB`, in steps of a thousand as drives are sold. */
export function formatBytes(bytes: number, language: string): string {
  const [size, unit] =
    bytes < 1e6 ? [bytes / 1e3, 'kB'] : bytes < 1e9 ? [bytes / 1e6, 'MB'] : [bytes / 1e9, 'GB'];
  return `${formatCount(Math.round(size * 10) / 10, language)} ${unit}`;
}

/** A moment (milliseconds UTC) as clocks of a time zone show it: `2026-11-22 09:05`; what is none is nothing. */
export function formatInstant(zone: string, at: number): string {
  return Number.isNaN(new Date(at).getTime()) ? '' : minuteIn(zone, at);
}

/** `3 分 20 秒` and the like, for the time a job still needs. */
export function formatRemaining(t: TFunction, seconds: number): string {
  const whole = Math.max(1, Math.round(seconds));
  return whole < 60
    ? t('common:span.seconds', { seconds: whole })
    : t('common:span.minutes', { minutes: Math.floor(whole / 60), seconds: whole % 60 });
}
