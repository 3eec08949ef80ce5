/**
 * Text as it stands in spreadsheets, made fit to store. Nothing here throws; what a cell says is kept, only
 * what cannot be seen or would deceive a reader goes.
 */

/** A cell as the file reader hands it over; dates arrive as `YYYY-MM-DD` text. */
export type CellValue = string | number | boolean | null;

/** Control, format and direction marks (line breaks and tab are dealt with first), fillers, variation selectors. */
const INVISIBLE = /[\p{Cc}\p{Cf}\u115F\u1160\u3164\uFFA0\p{Variation_Selector}\uFFFE\uFFFF]/gu;
const LINE_BREAK = /\r\n?|[\n\v\f\u0085\u2028\u2029]/g;
const OTHER_SPACE = /[\t\u00A0\u1680\u2000-\u200A\u202F\u205F\u3000]/g;

/** Full-width letters, digits and the signs of codes, phones and addresses; not 。，：；（） which belong to prose. */
const FULL_WIDTH_SIGN =
  /[\uFF10-\uFF19\uFF21-\uFF3A\uFF41-\uFF5A\uFF03\uFF05\uFF06\uFF0A\uFF0B\uFF0D\uFF0E\uFF0F\uFF20\uFF3F]/g;
const FULL_WIDTH_ANY = /[\uFF01-\uFF5E]/g;

const NEEDS_NARROWING = /[\uFF01-\uFF5E\t\u00A0\u1680\u2000-\u200A\u202F\u205F\u3000]/;
const NEEDS_WORK = /[^\u0021-\u007E\u4E00-\u9FFF（），。：；、]/;

const toHalf = (character: string) => String.fromCharCode(character.charCodeAt(0) - 0xfee0);

/** Every full-width form and Chinese space made narrow: for codes, numbers and keys, not for prose. */
export function halfWidth(text: string): string {
  if (!NEEDS_NARROWING.test(text)) return text;
  return text.replace(FULL_WIDTH_ANY, toHalf).replace(OTHER_SPACE, ' ');
}

/**
 * One line: NFC, no control, invisible or direction marks, full-width letters and digits narrow, runs of
 * spaces and line breaks made one space, trimmed. Chinese punctuation stays.
 */
export function cleanText(value: CellValue): string {
  const text = cellText(value);
  if (!NEEDS_WORK.test(text)) return text;
  return common(text, ' ').replace(/ {2,}/g, ' ').trim();
}

/** As `cleanText`, but line breaks stay (at most two together). */
export function cleanLines(value: CellValue): string {
  const text = cellText(value);
  if (!NEEDS_WORK.test(text)) return text;
  return common(text, '\n')
    .replace(/ *\n */g, '\n')
    .replace(/ {2,}/g, ' ')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

/**
 * What a cell shows: whole numbers without a fraction or an exponent, `true` and `false` in words of Excel. A number with
 * more digits than a spreadsheet keeps has an exponent, so that none stand there that nobody wrote.
 */
export function cellText(value: CellValue): string {
  if (value === null) return '';
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
  if (hasLostDigits(value)) return Number(value.toPrecision(15)).toExponential().replace('e', 'E');
  if (Number.isSafeInteger(value)) return value.toString();
  return Number.isFinite(value) ? String(Number(value.toPrecision(15))) : '';
}

/** A spreadsheet keeps fifteen digits of a number, and makes zeros of the others. */
const DIGITS_KEPT = 15;
const EXPONENT = /^\d(?:\.\d+)?E\+\d{2,3}$/i;

/**
 * True for a number of which a spreadsheet has no longer all digits, a code or an account typed into a cell of numbers,
 * and for the text that it makes of one: 9.14406E+17.
 */
export function hasLostDigits(value: CellValue): boolean {
  if (typeof value === 'number')
    return Math.abs(value) >= 10 ** DIGITS_KEPT && (!Number.isSafeInteger(value) || value % 10 === 0);
  if (typeof value !== 'string' || !EXPONENT.test(value.trim())) return false;
  const [mantissa = '', exponent = '0'] = value.trim().toUpperCase().split('E');
  return mantissa.replace('.', '').length < Number(exponent) + 1;
}

/** True when the text holds a character that no decoder could read. */
export function isGarbled(text: string): boolean {
  return text.includes('\uFFFD');
}

const ERROR_SIGN =
  /^#(?:REF!|N\/A|NAME\?|VALUE!|DIV\/0!|NULL!|NUM!|SPILL!|CALC!|FIELD!|BLOCKED!|CONNECT!|BUSY!|UNKNOWN!|GETTING_DATA)$/i;

/** True for what a spreadsheet shows where a formula failed: #REF!, #N/A. In a text table it is text. */
export function isErrorSign(text: string): boolean {
  return text.startsWith('#') && ERROR_SIGN.test(text.trim());
}

const DITTO = /^(?:同上|同前|同上行|同上栏|[〃″"”]|''|’’|,,|ditto|-〃-)$/i;

/** True for 同上 and the marks that mean it: the value of the row above. */
export function isDitto(text: string): boolean {
  return DITTO.test(text);
}

function common(text: string, lineBreak: ' ' | '\n'): string {
  const lines = text.toWellFormed().normalize('NFC').replace(LINE_BREAK, '\n').split('\n');
  const visible = lines.map((line) => line.replace(OTHER_SPACE, ' ').replace(INVISIBLE, ''));
  return visible.join(lineBreak).replace(FULL_WIDTH_SIGN, toHalf);
}
