/**
 * 档号 (rules.md A6): unique, never changed and never used again. How it is put together is a vault's own pattern,
 * chosen when the vault is created: text with parts in braces. A series is a pattern with everything filled in but the
 * serial, which is gap-free in it: `QZ01-KH·2025-D30-GY-{serial:4}`.
 */
import { z } from 'zod';
import { RETENTIONS, type Category, type Retention } from './customer.ts';

/** Category codes inside a 档号: 供应商, 业务客户, 合作机构. */
export const CATEGORY_CODES: Record<Category, string> = { supplier: 'GY', client: 'YW', partner: 'HZ' };

export const FONDS_PATTERN = /^[A-Z0-9]{2,8}$/;

/** 全宗 – class · year – retention – category – serial: `QZ01-KH·2025-D30-GY-0001`. */
export const DEFAULT_PATTERN = '{fonds}-KH·{year}-{retention}-{category}-{serial:4}';

/** What departments use, the usual one first. */
export const PATTERN_PRESETS = [
  DEFAULT_PATTERN,
  '{fonds}-KH·{year}-{category}-{serial:4}',
  '{category}-{year}-{serial:4}',
  'KH·{serial:6}',
] as const;

/** What stands in a 档号 but its serial. */
export interface SeriesParts {
  /** 全宗号, e.g. `QZ01`. */
  readonly fonds: string;
  readonly year: number;
  readonly retention: Retention;
  readonly category: Category;
}

const NAMES = ['fonds', 'year', 'retention', 'category', 'serial'] as const;
type Name = (typeof NAMES)[number];
type Part = { readonly text: string } | { readonly name: Name; readonly width: number };

const PART = /\{([a-z]+)(?::(\d{1,2}))?\}/gi;
/** Between the parts: capital letters and Chinese characters with separators. Digits belong to the parts. */
const TEXT = /^[A-Z\p{Script=Han}\-·._〔〕]*$/u;
const SEPARATOR = /[-·._〔〕]/;
const LONGEST_PATTERN = 60;
/** Characters of a 档号 without those of its parts. */
const MOST_TEXT = 12;
const WIDTHS = { least: 3, most: 8 };

export const PATTERN_PROBLEMS = [
  'pattern_long',
  'pattern_part',
  'pattern_twice',
  'pattern_serial',
  'pattern_text',
  'pattern_separator',
] as const;
type PatternProblem = (typeof PATTERN_PROBLEMS)[number];

/** The pattern in its parts: pieces of text, and what is in braces where it is a part. */
function partsOf(pattern: string): Part[] {
  const parts: Part[] = [];
  let end = 0;
  const addText = (text: string) => {
    if (text !== '') parts.push({ text: text.toUpperCase() });
  };
  for (const match of pattern.matchAll(PART)) {
    const name = NAMES.find((known) => known === match[1]?.toLowerCase());
    if (!name) continue;
    addText(pattern.slice(end, match.index));
    parts.push({ name, width: Number(match[2] ?? 0) });
    end = match.index + match[0].length;
  }
  addText(pattern.slice(end));
  return parts;
}

function spelled(parts: readonly Part[]): string {
  const brace = (name: Name, width: number) => (width > 0 ? `{${name}:${width}}` : `{${name}}`);
  return parts.map((part) => ('text' in part ? part.text : brace(part.name, part.width))).join('');
}

/** Why numbers of a pattern would not be unique, or not be read back; null for a sound one. */
function problemOf(pattern: string): PatternProblem | null {
  if (pattern.length > LONGEST_PATTERN) return 'pattern_long';
  const parts = partsOf(pattern);
  const named = parts.flatMap((part) => ('text' in part ? [] : [part]));
  const texts = parts.flatMap((part) => ('text' in part ? [part.text] : []));
  if (texts.some((text) => /[{}]/.test(text))) return 'pattern_part';
  if (named.some(({ name, width }) => name !== 'serial' && width > 0)) return 'pattern_part';
  if (new Set(named.map(({ name }) => name)).size < named.length) return 'pattern_twice';
  const serial = named.find(({ name }) => name === 'serial');
  if (!serial || serial.width < WIDTHS.least || serial.width > WIDTHS.most) return 'pattern_serial';
  if (texts.some((text) => !TEXT.test(text))) return 'pattern_text';
  if (texts.join('').length > MOST_TEXT) return 'pattern_long';
  const apart = parts.every((part, index) => {
    const before = parts[index - 1];
    if ('text' in part) return index === 0 || index === parts.length - 1 || SEPARATOR.test(part.text);
    return before === undefined || 'text' in before;
  });
  return apart ? null : 'pattern_separator';
}

/** A pattern as it is kept. Issues: `vault.pattern_*`. */
export const archiveNoPatternSchema = z
  .string()
  .max(200)
  .transform((text) => spelled(partsOf(text.normalize('NFKC').replaceAll(/\s/g, ''))))
  .superRefine((pattern, context) => {
    const problem = problemOf(pattern);
    if (problem) context.addIssue({ code: 'custom', message: `vault.${problem}` });
  });

function filledIn(name: Exclude<Name, 'serial'>, parts: SeriesParts): string {
  switch (name) {
    case 'fonds':
      return parts.fonds;
    case 'year':
      return String(parts.year);
    case 'retention':
      return parts.retention;
    case 'category':
      return CATEGORY_CODES[parts.category];
  }
}

/** The series that a new 档号 comes from: the pattern with all filled in but the serial. */
export function seriesOf(pattern: string, parts: SeriesParts): string {
  const filled = partsOf(pattern).map((part) =>
    'text' in part || part.name === 'serial' ? part : { text: filledIn(part.name, parts) },
  );
  return spelled(filled);
}

const SERIAL = /\{serial:(\d)\}/;

/** The 档号 of a serial in a series. Serials that do not fit the width grow by digits. */
export function archiveNoIn(series: string, serial: number): string {
  return series.replace(SERIAL, (_part, width: string) => String(serial).padStart(Number(width), '0'));
}

const YEAR = '\\d{4}';
const RETENTION = RETENTIONS.join('|');
const CATEGORY = Object.values(CATEGORY_CODES).join('|');

/** A group for each part; `between` makes the expression for text between them. */
function expressionFor(pattern: string, fonds: string, serial: string, between: (text: string) => string) {
  const groups = { fonds, year: YEAR, retention: RETENTION, category: CATEGORY, serial };
  const source = partsOf(pattern).map((part) =>
    'text' in part ? between(part.text) : `(?<${part.name}>${groups[part.name]})`,
  );
  return new RegExp(`^${source.join('')}$`, 'u');
}

const escaped = (text: string) => text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, '\\$&');

/** True for a series that a pattern makes. */
export function isSeriesOf(series: string, pattern: string, fonds: string): boolean {
  const width = SERIAL.exec(pattern)?.[1] ?? '';
  return expressionFor(pattern, fonds, `\\{serial:${width}\\}`, escaped).test(series);
}

const DASHES = /[\p{Pd}\u2212\u30FC]/gu;

/**
 * The 档号 that somebody means; null for what is none of the vault's. It is read as people type and copy it: any
 * separator or none, blanks, small letters, full width, a serial without its zeros.
 */
export function readArchiveNo(
  text: string,
  { pattern, fonds }: { pattern: string; fonds: string },
): string | null {
  const plain = text
    .normalize('NFKC')
    .replaceAll(/[\p{Z}\p{C}]/gu, '')
    .replaceAll(DASHES, '-')
    .toUpperCase();
  const between = (piece: string) =>
    piece
      .split(/([-·._〔〕]+)/)
      .map((part) => (SEPARATOR.test(part) ? '[^\\p{L}\\p{N}]*' : escaped(part)))
      .join('');
  const found = expressionFor(pattern, fonds, '\\d{1,9}', between).exec(plain)?.groups;
  if (!found) return null;
  const series = partsOf(pattern).map((part) =>
    'text' in part || part.name === 'serial' ? part : { text: found[part.name] ?? '' },
  );
  return archiveNoIn(spelled(series), Number(found['serial']));
}
