import { isDay, type Day } from '../dates.ts';
import { isNothing } from './nothing.ts';
import { cleanText, type CellValue } from './text.ts';

export type DateProblem =
  /** 4/5/2017 or 17/4/20: more than one day could be meant. */
  | 'date_ambiguous'
  /** 2024-13-45, 2023-02-29. */
  | 'date_impossible'
  /** Only a year, or a year and a month. */
  | 'date_incomplete'
  /** Before 1900 or after 2199. */
  | 'date_out_of_range'
  | 'date_unreadable';

export type DateResult =
  | { readonly ok: true; readonly day: Day | null }
  | { readonly ok: false; readonly problem: DateProblem };

const refuse = (problem: DateProblem): DateResult => ({ ok: false, problem });

/** Days from the first of one calendar of spreadsheets to the first of the other. */
const BETWEEN_CALENDARS = 1462;
/** 1950-01-01 and 2199-12-31 as serials: a bare number outside is not taken for a date. */
const FIRST_SERIAL = 18264;
const LAST_SERIAL = 109574;

/**
 * The day of an Excel serial; a fraction (time of day) is dropped. 1 is 1900-01-01 and 60 the day that never
 * was, so from 61 on the count is one ahead. With `date1904` (old Mac workbooks) 0 is 1904-01-01.
 * Null outside of what Excel shows as a date.
 */
export function dayOfSerial(serial: number, date1904 = false): Day | null {
  const whole = Math.floor(serial);
  if (!Number.isFinite(serial) || whole < 0 || whole > 2958465) return null;
  if (date1904) return dayFrom(Date.UTC(1904, 0, 1), whole);
  if (whole < 1 || whole === 60) return null;
  return dayFrom(Date.UTC(1899, 11, whole < 60 ? 31 : 30), whole);
}

function dayFrom(start: number, days: number): Day {
  return new Date(start + days * 86_400_000).toISOString().slice(0, 10);
}

const DIGITS: Record<string, string> = {
  〇: '0',
  零: '0',
  '○': '0',
  一: '1',
  二: '2',
  三: '3',
  四: '4',
  五: '5',
  六: '6',
  七: '7',
  八: '8',
  九: '9',
};
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

const TIME =
  /[ T]+(?:上午|下午|[ap]m)? ?\d{1,2}(?::\d{1,2}){1,2}(?:\.\d+)?(?: ?[ap]m)?(?:Z|[+-]\d\d:?\d\d)?$/i;
const WEEKDAY = /[ (（]*(?:星期|周|礼拜)[一二三四五六日天][)）]?$/;
const CHINESE =
  /^([〇零○一二三四五六七八九]{4}|\d{4})年([一二三四五六七八九十]{1,3})月([一二三四五六七八九十]{1,3})[日号]?$/;
const YEAR_FIRST = /^(\d{4})[-./年 ] ?(\d{1,2})[-./月 ] ?(\d{1,2})[日号]?$/;
const YEAR_LAST = /^(\d{1,2})[-./](\d{1,2})[-./](\d{4})$/;
const SHORT_YEAR = /^(\d{1,2})[-./年](\d{1,2})[-./月](\d{1,2})[日号]?$/;
const NO_DAY =
  /^(?:(?:19|20|21)\d{2}(?:[-./年] ?(?:\d{1,2}[月.]?)?)?|[〇零○一二三四五六七八九]{4}年(?:[一二三四五六七八九十]{1,3}月)?)$/;
const NO_YEAR = /^\d{1,2}[-./月]\d{1,2}[日号]?$/;
const DAY_MONTH_NAME = /^(\d{1,2})[- /]([a-z]{3})[a-z]*\.?[-, /]+(\d{4})$/i;
/** As Excel writes it in English: the name of the month leaves one day only. */
const DAY_MONTH_NAME_SHORT = /^(\d{1,2})[- /]([a-z]{3})[a-z]*\.?[- /](\d{2})$/i;
/** 民国113年3月5日: the first year was 1912. */
const REPUBLIC = /^(?:中华)?民国(\d{1,3})年(\d{1,2})月(\d{1,2})[日号]?$/;
const REPUBLIC_BEFORE_FIRST = 1911;
const MONTH_NAME_DAY = /^([a-z]{3})[a-z]*\.? (\d{1,2}),? (\d{4})$/i;

/**
 * Reads a date cell: Excel serials (number or digits), 2017.4.20, 2017/4/20, 2017-04-20, 2017年4月20日,
 * 20170420, each with a time or a weekday behind, spaces in between, 二〇一七年四月二十日, 20-Apr-2017. Empty gives `day: null`.
 * What could be two days is refused, never guessed. With `date1904` serials are counted from 1904.
 */
export function parseDateCell(value: CellValue, date1904 = false): DateResult {
  if (typeof value === 'number') return fromNumber(value, date1904);
  const text = cleanText(value)
    .replace(/[。、]/g, '.')
    .replaceAll('\\', '/')
    .replaceAll('：', ':')
    .replace(/[–—－~]/g, '-');
  if (isNothing(text)) return { ok: true, day: null };
  const bare = text.replace(WEEKDAY, '').replace(TIME, '').replace(WEEKDAY, '');
  if (isSerialText(bare)) return fromNumber(Number(bare), date1904);
  return fromText(bare.replace(/ ?([年月日号]) ?/g, '$1'));
}

/** 2024.1.1-2026.12.31 and 2024年1月1日至2026年12月31日: two whole days with a sign between them. */
const SPAN = /^(\d{4}\D.*?\d日?)\s*(?:至|到|[-–—－~～]+)\s*(\d{4}\D.*)$/;

/** The second day of a span of time; null for what is none. */
export function endOfSpan(value: CellValue): Day | null {
  const [, from = '', to = ''] = SPAN.exec(cleanText(value)) ?? [];
  const [first, last] = [parseDateCell(from), parseDateCell(to)];
  const isSpan = first.ok && last.ok && first.day !== null && last.day !== null && first.day < last.day;
  return isSpan ? last.day : null;
}

/**
 * Digits that are a serial or 20170420, with or without a time behind the point. 20174.2 may be a slip for
 * 2017.4.2, and six or seven digits may be anything.
 */
function isSerialText(text: string): boolean {
  if (/^\d{6,7}$/.test(text)) return false;
  if (/^\d+(?:\.(?:0+|\d{4,}))?$/.test(text)) return true;
  return /^\d{5}\.\d{1,3}$/.test(text) && !/^(?:19|20)/.test(text);
}

function fromNumber(value: number, date1904: boolean): DateResult {
  const whole = Math.floor(value);
  const serial = value + (date1904 ? BETWEEN_CALENDARS : 0);
  if (whole >= 1_000_00_00 && whole <= 9999_99_99) {
    return fromParts(Math.floor(whole / 10000), Math.floor(whole / 100) % 100, whole % 100);
  }
  if (serial >= FIRST_SERIAL && serial < LAST_SERIAL + 1) {
    const day = dayOfSerial(serial);
    return day ? { ok: true, day } : refuse('date_impossible');
  }
  return refuse(whole >= 1900 && whole < 2200 ? 'date_incomplete' : 'date_unreadable');
}

function fromText(text: string): DateResult {
  const first = YEAR_FIRST.exec(text);
  if (first) return fromParts(Number(first[1]), Number(first[2]), Number(first[3]));
  const chinese = CHINESE.exec(text);
  if (chinese) return fromChinese(chinese);
  const last = YEAR_LAST.exec(text);
  if (last) return fromYearLast(Number(last[1]), Number(last[2]), Number(last[3]));
  const named = DAY_MONTH_NAME.exec(text);
  if (named) return fromMonthName(named[2], Number(named[1]), Number(named[3]));
  const short = DAY_MONTH_NAME_SHORT.exec(text);
  if (short) return fromMonthName(short[2], Number(short[1]), fullYear(Number(short[3])));
  const republic = REPUBLIC.exec(text);
  if (republic)
    return fromParts(REPUBLIC_BEFORE_FIRST + Number(republic[1]), Number(republic[2]), Number(republic[3]));
  const american = MONTH_NAME_DAY.exec(text);
  if (american) return fromMonthName(american[1], Number(american[2]), Number(american[3]));
  if (NO_DAY.test(text) || NO_YEAR.test(text)) return refuse('date_incomplete');
  return refuse(SHORT_YEAR.test(text) || /^\d{6}$/.test(text) ? 'date_ambiguous' : 'date_unreadable');
}

function fromParts(year: number, month: number, day: number): DateResult {
  if (year < 1900 || year > 2199) return refuse('date_out_of_range');
  const text = `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
  return isDay(text) ? { ok: true, day: text } : refuse('date_impossible');
}

/** As Excel takes two digits: 29 is 2029, 30 is 1930. */
const fullYear = (year: number) => year + (year < 30 ? 2000 : 1900);

/** 20/4/2017 can only be one day; 4/5/2017 is May in one country and April in another. */
function fromYearLast(left: number, right: number, year: number): DateResult {
  if (left > 12) return fromParts(year, right, left);
  if (right > 12 || left === right) return fromParts(year, left, right);
  return refuse('date_ambiguous');
}

function fromMonthName(name: string | undefined, day: number, year: number): DateResult {
  const month = MONTHS.indexOf((name ?? '').toLowerCase());
  return month < 0 ? refuse('date_unreadable') : fromParts(year, month + 1, day);
}

function fromChinese(match: RegExpExecArray): DateResult {
  const year = [...(match[1] ?? '')].map((character) => DIGITS[character] ?? character).join('');
  return fromParts(Number(year), chineseNumber(match[2] ?? ''), chineseNumber(match[3] ?? ''));
}

/** 一 to 三十一; 0 for what is not a number. */
function chineseNumber(text: string): number {
  const ten = text.indexOf('十');
  const digit = (part: string) => Number(DIGITS[part] ?? Number.NaN);
  if (ten < 0) return digit(text) || 0;
  const tens = ten === 0 ? 1 : digit(text.slice(0, ten));
  const ones = ten === text.length - 1 ? 0 : digit(text.slice(ten + 1));
  return tens * 10 + ones || 0;
}
