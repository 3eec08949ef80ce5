import { categoryInTitle, categoryOf } from '../../domain/cells/words.ts';
import { cellText, cleanText, isGarbled, type CellValue } from '../../domain/cells/text.ts';
import type { Category } from '../../domain/customer.ts';
import type { TableMerge, TableRow, TableSummary } from '../../wire.ts';
import { fieldOfTitle, groupOfTitle, plainTitle, REPEATABLE, type ImportField } from './columns.ts';
import { isFullHeader, rowKind } from './row-kind.ts';
import { isFullName, likelyField, titledField } from './titles.ts';

/** One column as it is understood; `index` counts from 0. */
export interface Column {
  readonly index: number;
  readonly title: string;
  readonly field: ImportField;
  /** Some values under it, for the person to recognise it by. */
  readonly samples: readonly string[];
}

export interface LayoutProblem {
  readonly code:
    | 'import.no_header'
    | 'import.titles_garbled'
    | 'import.no_name_column'
    | 'import.no_rows'
    /** A form of one customer, with titles beside its values and not over them. */
    | 'import.not_by_rows'
    /** Two tables beside each other, of which one would be taken for more columns of the other. */
    | 'import.side_by_side';
}

/** How a sheet is laid out, found by itself and correctable. */
export interface Layout {
  /** Row of the titles, its number in the sheet; null when none was found. */
  readonly headerRow: number | null;
  /** Last row of the titles: the one below where the titles stand in two, else the same. */
  readonly lastTitleRow: number | null;
  readonly columns: readonly Column[];
  /** The category that the sheet's name, its title rows or a title such as 供应商名称 speaks of. */
  readonly category: Category | null;
  readonly problems: readonly LayoutProblem[];
}

const HEADER_SEARCH_ROWS = 40;
const SAMPLES = 3;
/** A word or more, and no figures to speak of but those of a year. */
const LIKE_A_TITLE = /^(?!.*(?:^|\D)(?!(?:19|20)\d\d年)\d{3}).{2,30}$/su;
const ROWS_OF_A_FORM = 20;

/**
 * Finds the row of titles among title lines, blank rows and merged cells, and matches its columns to fields.
 * `headerRow` overrules what is found. Never throws: what is wrong is listed, so that it can be corrected.
 */
export function understandSheet(
  rows: readonly TableRow[],
  options: { sheetName: string; kind: TableSummary['kind']; headerRow?: number | null },
): Layout {
  const index =
    options.headerRow == null ? findHeader(rows) : rows.findIndex(({ row }) => row === options.headerRow);
  const header = rows[index];
  if (!header)
    return {
      headerRow: null,
      lastTitleRow: null,
      columns: [],
      category: null,
      problems: [{ code: isUnreadable(rows) ? 'import.titles_garbled' : 'import.no_header' }],
    };
  const second = secondTitles(titlesOf(header), rows[index + 1]);
  const below = rows.slice(index + (second ? 2 : 1));
  const columns = matchColumns(second ?? titlesOf(header), below, options.kind);
  return {
    headerRow: header.row,
    lastTitleRow: second ? (rows[index + 1]?.row ?? header.row) : header.row,
    columns,
    category: findCategory(options.sheetName, rows.slice(0, index), columns),
    problems: findProblems(columns, below),
  };
}

/**
 * Index of the row with the most known titles; -1 when no row has two, or one that is the only column. Where a
 * full row of titles stands further up with customers below it, the better one is a second header.
 */
function findHeader(rows: readonly TableRow[]): number {
  const top = rows.slice(0, HEADER_SEARCH_ROWS);
  const scores = top.map(({ cells }) => headerScore(cells));
  const best = scores.indexOf(Math.max(0, ...scores));
  if (scores[best] === 0) return -1;
  const first = top.findIndex(
    ({ cells }, index) =>
      index < best && isFullHeader(cells) && scores.slice(index + 1, best).some((score) => score === 0),
  );
  return first < 0 ? best : first;
}

/** No titles, and characters that no decoder could read: the encoding is why. */
const isUnreadable = (rows: readonly TableRow[]) =>
  rows
    .slice(0, HEADER_SEARCH_ROWS)
    .some(({ cells }) => cells.some((cell) => isGarbled(cellText(cell ?? null))));

function headerScore(cells: readonly CellValue[]): number {
  const texts = cells.filter((cell) => cell !== null && cell !== '');
  const fields = texts.map((cell) => (typeof cell === 'string' ? titledField(cell) : null));
  const known = new Set(fields.filter((field) => field !== null)).size;
  const isOnlyName = texts.length === 1 && fields[0] === 'name';
  const areAllTitles = texts.length > 1 && fields.every((field) => field !== null);
  if (known < 2 && !isOnlyName && !areAllTitles) return areBesideName(texts) ? 1 : 0;
  const numbers = texts.filter((cell) => typeof cell === 'number').length;
  const others = (texts.length - known) * 0.5 + numbers * 2;
  const hasName = fields.includes('name');
  // A name among several known titles is enough, however many columns of its own the department has.
  return known * 3 + (hasName ? 2 : 0) - (hasName && known >= 3 ? Math.min(others, known) : others);
}

/** 客户名称 among other short words without figures: titles that nobody but the department knows. */
function areBesideName(texts: readonly CellValue[]): boolean {
  return (
    texts.some((cell) => typeof cell === 'string' && isFullName(cell) && titledField(cell) === 'name') &&
    texts.every((cell) => typeof cell === 'string' && LIKE_A_TITLE.test(cell))
  );
}

function titlesOf({ cells }: TableRow): string[] {
  return Array.from(cells, (cell) => cleanText(cell ?? null));
}

/**
 * Titles in two rows: 联系人 over 姓名 and 电话. The lower row holds nothing but titles and leaves the names'
 * column empty; where it says something, that counts. Null when the next row is no such row.
 */
function secondTitles(titles: readonly string[], next: TableRow | undefined): string[] | null {
  if (!next) return null;
  const lower = titlesOf(next);
  const said = lower.flatMap((title, index) => (title === '' ? [] : [{ title, index }]));
  const onlyTitles = said.length >= 2 && said.every(({ title }) => fieldOfTitle(title) !== null);
  const overName = said.some(({ index }) => titledField(titles[index] ?? '') === 'name');
  if (!onlyTitles || overName) return null;
  const width = Math.max(titles.length, lower.length);
  const twice = new Set(lower.filter((title, index) => title !== '' && lower.indexOf(title) !== index));
  return Array.from({ length: width }, (_, index) => {
    const title = lower[index] ?? '';
    // 姓名 under 联系人 and under 负责人: each is called by both.
    const group = twice.has(title) ? titles.slice(0, index + 1).findLast((upper) => upper !== '') : undefined;
    return group === undefined ? title || (titles[index] ?? '') : `${group}${title}`;
  });
}

function matchColumns(
  titles: readonly string[],
  below: readonly TableRow[],
  kind: TableSummary['kind'],
): Column[] {
  const fields = sureFields(titles);
  const sure = new Set(fields);
  const taken = new Set<ImportField>();
  // In a text a row that is longer than its titles has slipped; in a sheet somebody wrote beside the table.
  const beside = kind === 'workbook' ? below.slice(0, 50).map(({ cells }) => cells.length) : [];
  const width = Math.max(titles.length, ...beside);
  return Array.from({ length: width }, (_, index): Column => {
    const title = titles[index] ?? '';
    const samples = samplesOf(below, index);
    const certain = fields[index] ?? null;
    const guess = byContent(certain ?? besideNames(likelyField(title), title, titles), title, samples);
    // A guess gives way to a title that is certain, and only one column takes a field that is single; people are many.
    const isFree =
      guess !== null &&
      (certain !== null ||
        guess === 'contactName' ||
        REPEATABLE.has(guess) ||
        !(sure.has(guess) || taken.has(guess)));
    const field: ImportField =
      title === '' ? (samples.length > 0 ? 'other' : 'ignore') : isFree ? guess : 'other';
    taken.add(field);
    return { index, title, field, samples };
  });
}

/** What the titles name for sure; of several columns of names the ones that say it in full, or say more than 单位. */
function sureFields(titles: readonly string[]): Array<ImportField | null> {
  const fields = titles.map(titledField);
  const ranks = titles.map((title, index) => (fields[index] === 'name' ? nameRank(title) : 0));
  const best = Math.max(0, ...ranks);
  return fields.map((field, index) => (field === 'name' && ranks[index] !== best ? 'other' : field));
}

/** 第二联系人电话 has no name in it where 第二联系人 has a column. */
function besideNames(
  field: ImportField | null,
  title: string,
  titles: readonly string[],
): ImportField | null {
  if (field !== 'contactAndPhone') return field;
  const isNamed = titles.some(
    (other) => other !== '' && other !== title && title.startsWith(groupOfTitle(other)) && isOfNames(other),
  );
  return isNamed ? 'phone' : field;
}

const isOfNames = (title: string) => ['contactName', 'secondContact'].includes(likelyField(title) ?? '');

/** 单位 may be what goods are counted in and 名称 what they are called, 客户 a number that stands for one. */
function nameRank(title: string): number {
  if (/^(?:单位|名称|全称|全名)$/.test(plainTitle(title))) return 1;
  return isFullName(plainTitle(title)) ? 3 : 2;
}

/** The columns with the titles that a later header adds where there were none. */
export function widened(columns: readonly Column[], cells: readonly CellValue[]): readonly Column[] {
  const taken = new Set(columns.map(({ field }) => field));
  return Array.from({ length: Math.max(columns.length, cells.length) }, (_, index): Column => {
    const column = columns[index] ?? { index, title: '', field: 'ignore', samples: [] };
    const title = cleanText(cells[index] ?? null);
    if (column.title !== '' || title === '' || !['other', 'ignore'].includes(column.field)) return column;
    const found = titledField(title) ?? 'other';
    const field = taken.has(found) && !REPEATABLE.has(found) ? 'other' : found;
    taken.add(field);
    return { ...column, title, field };
  });
}

/** Titles that some ledgers use for the category and others for a sub-type of their own. */
const EITHER = /^(?:类别|分类|客户类别|客户类型)$/;
/** Titles that may be of anything, and of the category where that stands below. */
const ANY_TYPE = /^(?:类型|往来类型|单位类型|往来单位类型)$/;

/** True for a title whose field depends on what stands under it. */
export const isEither = (title: string) => EITHER.test(plainTitle(title)) || isAnyType(title);
const isAnyType = (title: string) => ANY_TYPE.test(plainTitle(title));

function byContent(field: ImportField | null, title: string, samples: readonly string[]): ImportField | null {
  if (field !== 'category' || !isEither(title)) return field;
  if (samples.some((text) => categoryOf(text))) return field;
  if (isAnyType(title)) return null;
  return samples.length === 0 ? field : 'subType';
}

function samplesOf(rows: readonly TableRow[], index: number): string[] {
  const samples = new Set<string>();
  for (const { cells, shown } of rows.slice(0, 50)) {
    const text = cleanText(shown?.[index] ?? cells[index] ?? null).slice(0, 60);
    if (text !== '') samples.add(text);
    if (samples.size === SAMPLES) break;
  }
  return [...samples];
}

function findCategory(
  sheetName: string,
  above: readonly TableRow[],
  columns: readonly Column[],
): Category | null {
  const titles = above.flatMap(({ cells }) => cells.filter((cell) => typeof cell === 'string'));
  // A column says it for each row; what the title says must not fill its empty cells.
  if (columns.some(({ field }) => field === 'category')) return null;
  for (const text of [sheetName, ...titles]) {
    const category = categoryInTitle(text);
    if (category) return category;
  }
  const nameTitle = columns.find(({ field }) => field === 'name')?.title ?? '';
  // 客户名称 is the general word and says nothing.
  return /供应|供货|供方|厂商|合作|机构/.test(nameTitle) ? categoryInTitle(nameTitle) : null;
}

function findProblems(columns: readonly Column[], below: readonly TableRow[]): LayoutProblem[] {
  const problems: LayoutProblem[] = [];
  if (!columns.some(({ field }) => field === 'name')) problems.push({ code: 'import.no_name_column' });
  const customers = below.filter((row) => rowKind(row, columns) === 'data');
  if (customers.length === 0) problems.push({ code: 'import.no_rows' });
  else if (areNamedByTitles(customers, columns)) problems.push({ code: 'import.not_by_rows' });
  if (areSideBySide(columns)) problems.push({ code: 'import.side_by_side' });
  return problems;
}

/** True where a column of names comes again with the next column behind it. */
function areSideBySide(columns: readonly Column[]): boolean {
  const titled = columns.filter(({ title }) => title !== '');
  const first = titled.findIndex(({ field }) => field === 'name');
  const second = titled.findIndex(
    ({ field, title }, at) => at > first + 1 && field === 'name' && title === titled[first]?.title,
  );
  return second > 0 && titled[second + 1]?.title === titled[first + 1]?.title;
}

/** 联系人 and 手机 where the names of customers should be: a title stands before each value. */
function areNamedByTitles(rows: readonly TableRow[], columns: readonly Column[]): boolean {
  const at = columns.find(({ field }) => field === 'name')?.index ?? -1;
  const names = rows.slice(0, ROWS_OF_A_FORM).map(({ cells }) => cleanText(cells[at] ?? null));
  // 供应商 is a title and a value.
  const titles = names.filter((name) => ![null, 'name'].includes(fieldOfTitle(name)));
  return titles.length * 2 > names.length;
}

/** Gives every cell of a merge that goes over several rows the value of its first; titles above stay. */
export function fillMerges(rows: TableRow[], merges: readonly TableMerge[], headerRow: number): void {
  const tall = merges.filter(({ top, bottom }) => bottom > top && top > headerRow && bottom - top < 2_000);
  const byNumber = new Map(rows.map((row, index) => [row.row, index]));
  for (const { top, bottom, left } of tall) {
    const value = rows[byNumber.get(top) ?? -1]?.cells[left - 1] ?? null;
    if (value === null) continue;
    for (let number = top + 1; number <= bottom; number++) {
      const index = byNumber.get(number) ?? -1;
      const row = rows[index];
      if (!row || (row.cells[left - 1] ?? null) !== null) continue;
      const cells = Array.from(
        { length: Math.max(row.cells.length, left) },
        (_, at) => row.cells[at] ?? null,
      );
      cells[left - 1] = value;
      const seen = rows[byNumber.get(top) ?? -1]?.shown?.[left - 1];
      rows[index] = { ...row, cells, ...(seen && { shown: { ...row.shown, [left - 1]: seen } }) };
    }
  }
}
