import { dayOfSerial } from './dates.ts';

/**
 * How a cell shows its number. `kind` is `day` where the format has a year or a day in it. `show` gives the text that a
 * reader sees where that says other than the number, or the day, by itself; null where the format is beyond what is
 * followed here: the number stands for itself then.
 */
export interface NumberStyle {
  readonly isDay: boolean;
  readonly show: ((value: number, date1904: boolean) => string | null) | null;
}

export const GENERAL: NumberStyle = { isDay: false, show: null };

/**
 * Formats that a file names by a number only, as Excel and WPS show them in Chinese. 14 is the plain day, which is
 * written as such, as are those of other calendars and languages.
 */
export const BUILT_IN: Readonly<Record<number, string>> = {
  1: '0',
  2: '0.00',
  3: '#,##0',
  4: '#,##0.00',
  9: '0%',
  10: '0.00%',
  14: 'yyyy/m/d',
  15: 'd-mmm-yy',
  16: 'd-mmm',
  17: 'mmm-yy',
  18: 'h:mm AM/PM',
  19: 'h:mm:ss AM/PM',
  20: 'h:mm',
  21: 'h:mm:ss',
  22: 'yyyy/m/d h:mm',
  27: 'yyyy"年"m"月"',
  28: 'm"月"d"日"',
  29: 'm"月"d"日"',
  30: 'm/d/yy',
  31: 'yyyy"年"m"月"d"日"',
  32: 'h"时"mm"分"',
  33: 'h"时"mm"分"ss"秒"',
  34: '上午/下午h"时"mm"分"',
  35: '上午/下午h"时"mm"分"ss"秒"',
  36: 'yyyy"年"m"月"',
  45: 'mm:ss',
  46: '[h]:mm:ss',
  50: 'yyyy"年"m"月"',
  51: 'm"月"d"日"',
  52: 'yyyy"年"m"月"',
  53: 'm"月"d"日"',
  54: 'm"月"d"日"',
  55: '上午/下午h"时"mm"分"',
  56: '上午/下午h"时"mm"分"ss"秒"',
  57: 'yyyy"年"m"月"',
  58: 'm"月"d"日"',
};

/** The style of a number format, by what it is called or by its number where it has no code of its own. */
export function numberStyle(code: string | undefined, id = 0): NumberStyle {
  const text = code ?? BUILT_IN[id] ?? '';
  if (text === '' || /^(?:general|@|常规|g\/通用格式)$/i.test(text)) return GENERAL;
  const sections = sectionsOf(text);
  const isDay = isDateFormat(text);
  if (sections === null) return { isDay, show: null };
  const [first] = sections;
  if (first?.some(({ kind }) => kind === 'moment')) return { isDay, show: momentShower(first) };
  return { isDay, show: (value) => showNumber(sections, value) };
}

/** A format with a year or a day in it, once quoted text, escapes, colours and locales are out. */
export function isDateFormat(code: string): boolean {
  return /[yde]/i.test(
    code.replace(/"[^"]*"|\\.|_.|\*.|\[[^\]]*\]|general|g\/通用格式|e[+-]|am\/pm|a\/p/gi, ''),
  );
}

interface Piece {
  readonly kind: 'text' | 'moment' | 'digits' | 'percent';
  readonly text: string;
}

const PIECE =
  /"(?<quoted>[^"]*)"|\\(?<escaped>.)|_.|\*.|\[\$(?<sign>[^\]-]*)(?:-[^\]]*)?\]|\[(?<span>h+|m+|s+)\]|\[(?<other>[^\]]*)\]|(?<moment>am\/pm|a\/p|上午\/下午|y+|m+|d+|h+|s+(?:\.0+)?|e+(?![+-])|a{3,4})|(?<digits>[0#?][0#?,.]*|\.[0#?]+)|(?<percent>%)|(?<end>;)|(?<literal>[\s\S])/giu;
const COLOUR =
  /^(?:black|blue|cyan|green|magenta|red|white|yellow|color ?\d+|[黑蓝青绿洋红白黄]+色?|颜色 ?\d+)$/i;

/** The parts of a format that are parted by semicolons; null for conditions, fractions, exponents and other digits. */
function sectionsOf(code: string): Piece[][] | null {
  const sections: Piece[][] = [[]];
  for (const { groups = {} } of code.matchAll(PIECE)) {
    const { quoted, escaped, sign, span, other, moment, digits, percent, end, literal } = groups;
    if (other !== undefined && !COLOUR.test(other)) return null;
    const add = (kind: Piece['kind'], text: string) => sections.at(-1)?.push({ kind, text });
    if (end !== undefined) sections.push([]);
    else if (span !== undefined) add('moment', `[${span.toLowerCase()}]`);
    else if (moment !== undefined) add('moment', moment.toLowerCase());
    else if (digits !== undefined) add('digits', digits);
    else if (percent !== undefined) add('percent', percent);
    else if (literal !== undefined && /[eg]/i.test(literal)) return null;
    else if (literal !== '@') add('text', quoted ?? escaped ?? sign ?? literal ?? '');
  }
  return sections;
}

/** Shows a number; null where nothing else is shown than the number itself. */
function showNumber(sections: readonly Piece[][], value: number): string | null {
  const [positive = [], negative, zero] = sections;
  const isNegative = value < 0;
  const pieces = isNegative && negative ? negative : value === 0 && zero && zero.length > 0 ? zero : positive;
  const digits = pieces.filter(({ kind }) => kind === 'digits');
  if (digits.length > 1 || pieces.some(({ kind }) => kind === 'moment')) return null;
  const isPercent = pieces.some(({ kind }) => kind === 'percent');
  const size = Math.abs(value) * (isPercent ? 100 : 1);
  if (!(size < 1e15)) return null;
  const number = digits[0] ? digitsOf(digits[0].text, size) : '';
  if (number === null) return null;
  const shown = pieces.map(({ kind, text }) => (kind === 'digits' ? number : text)).join('');
  const text = (isNegative && !negative ? '-' : '') + shown.trim();
  return text === '' || text === String(value) ? null : text;
}

function digitsOf(pattern: string, size: number): string | null {
  const [whole = '', fraction = ''] = pattern.split('.');
  // A comma at the end counts in thousands.
  if (whole.endsWith(',') || fraction.includes(',')) return null;
  const fixed = Number(size.toPrecision(15)).toFixed(Math.min(fraction.length, 20));
  const [left = '', right = ''] = fixed.split('.');
  const least = whole.replaceAll(/[^0]/g, '').length;
  const padded = left.replace(/^0$/, '').padStart(least, '0');
  const grouped = whole.includes(',') ? padded.replace(/\B(?=(?:\d{3})+$)/g, ',') : padded;
  const needed = fraction.replaceAll(/[^0]+$/g, '').length;
  const kept = right.slice(0, needed) + right.slice(needed).replace(/0+$/, '');
  return grouped + (kept === '' ? '' : `.${kept}`);
}

const MONTHS = [
  ['Jan', 'uary'],
  ['Feb', 'ruary'],
  ['Mar', 'ch'],
  ['Apr', 'il'],
  ['May', ''],
  ['Jun', 'e'],
  ['Jul', 'y'],
  ['Aug', 'ust'],
  ['Sep', 'tember'],
  ['Oct', 'ober'],
  ['Nov', 'ember'],
  ['Dec', 'ember'],
] as const;
const WEEKDAYS = ['日', '一', '二', '三', '四', '五', '六'];
const SECONDS_A_DAY = 86_400;

/** Null where a day with nothing beside it is shown: that is said as such. */
function momentShower(pieces: readonly Piece[]): NumberStyle['show'] {
  const letters = pieces.filter(({ kind }) => kind === 'moment').map(({ text }) => text);
  const has = (pattern: RegExp) => letters.some((text) => pattern.test(text));
  const isTimed = has(/^\[|[hs]/);
  if (has(/^[ye]/) && has(/^d{1,2}$/) && !isTimed) return null;
  const isHalfDay = has(/^(?:am\/pm|a\/p|上午\/下午)$/);
  const roles = minutesOf(pieces);
  return (value, date1904) => {
    const seconds = Math.round((value - Math.floor(value)) * SECONDS_A_DAY);
    const day = dayOfSerial(Math.floor(value) + (seconds === SECONDS_A_DAY ? 1 : 0), date1904);
    // A time of the day has no day.
    if (value < 0 || (day === null && has(/^[yde]|^m/) && !isTimed)) return null;
    const moment = { day: day ?? '1900-01-00', seconds: seconds % SECONDS_A_DAY, all: value * SECONDS_A_DAY };
    return pieces
      .map(({ kind, text }, index) =>
        kind === 'moment'
          ? letterOf(roles.has(index) ? 'n'.repeat(text.length) : text, moment, isHalfDay)
          : text,
      )
      .join('')
      .trim();
  };
}

/** Where m means minutes: behind hours or before seconds. */
function minutesOf(pieces: readonly Piece[]): ReadonlySet<number> {
  const moments = pieces.flatMap(({ kind, text }, index) => (kind === 'moment' ? [{ text, index }] : []));
  return new Set(
    moments.flatMap(({ text, index }, at) => {
      const [before = '', after = ''] = [moments[at - 1]?.text, moments[at + 1]?.text];
      return /^m{1,2}$/.test(text) && (/^\[?h/.test(before) || after.startsWith('s')) ? [index] : [];
    }),
  );
}

interface Moment {
  readonly day: string;
  /** Since midnight, and since the first day. */
  readonly seconds: number;
  readonly all: number;
}

function letterOf(text: string, { day, seconds, all }: Moment, isHalfDay: boolean): string {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number);
  const two = (number: number) => String(number).padStart(text.length > 1 ? 2 : 1, '0');
  const hours = Math.floor(seconds / 3600);
  const name = MONTHS[month - 1] ?? ['', ''];
  const weekday = () => WEEKDAYS[new Date(`${day}T00:00:00Z`).getUTCDay()] ?? '';
  switch (text[0]) {
    case 'y':
      return text.length > 2 ? String(year) : String(year % 100).padStart(2, '0');
    case 'e':
      return String(year);
    case 'm':
      return text.length > 3 ? name.join('') : text.length === 3 ? name[0] : two(month);
    case 'd':
      return text.length > 2 ? `星期${weekday()}` : two(date);
    case 'h':
      return two(isHalfDay ? hours % 12 || 12 : hours);
    case 'n':
      return two(Math.floor(seconds / 60) % 60);
    case 's':
      return String(seconds % 60).padStart(text.startsWith('ss') ? 2 : 1, '0');
    case '[':
      return spanOf(text, all);
    case 'a':
      if (/^a{3,4}$/.test(text)) return text.length > 3 ? `星期${weekday()}` : weekday();
      return hours < 12 ? (text === 'a/p' ? 'A' : 'AM') : text === 'a/p' ? 'P' : 'PM';
    default:
      return hours < 12 ? '上午' : '下午';
  }
}

/** [h]: all the hours there are, beyond a day too. */
function spanOf(text: string, all: number): string {
  const unit = { h: 3600, m: 60, s: 1 }[text[1] ?? 's'] ?? 1;
  return String(Math.floor(Math.round(all) / unit)).padStart(text.length - 2, '0');
}
