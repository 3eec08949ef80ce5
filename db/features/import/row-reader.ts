import {
  cellText,
  cleanText,
  hasLostDigits,
  isDitto,
  isErrorSign,
  isGarbled,
  type CellValue,
} from '../../domain/cells/text.ts';
import { isNothing } from '../../domain/cells/nothing.ts';
import type { Category } from '../../domain/customer.ts';
import { READ_BY_VALUE, REPEATABLE } from '../../domain/import-fields.ts';
import type { MappedField } from '../../domain/import-words.ts';
import type { TableRow } from '../../wire.ts';
import { groupOfTitle, type ImportField } from './columns.ts';
import { issue, type Issue } from './issues.ts';
import type { Column } from './understand.ts';
import { cellTitle, isExtraTitle } from './words.ts';

/** A cell with the title it stands under. */
export interface Cell {
  readonly title: string;
  readonly value: CellValue;
  /** What a reader sees of it, where that is not its value. */
  readonly shown?: string | undefined;
  /** Index of its column, and of the column of names whose person it is about where there are several such columns. */
  readonly index?: number;
  readonly owner?: number | undefined;
}

/** A word that is in no list, with what the person said that it means. */
export interface AskedWord {
  readonly field: MappedField;
  /** null: of the column that says the category. */
  readonly category: Category | null;
  readonly word: string;
  /** null: it stays in the note. */
  readonly meant: string | null;
}

type MappedColumn = Pick<Column, 'index' | 'title' | 'field'>;

/** The cells of one row by field, with what is wrong with the row as a whole. */
export class RowCells {
  readonly problems: Issue[] = [];
  readonly warnings: Issue[] = [];
  /** Text that has no field of its own and goes to the note: what a column is called and what it says. */
  readonly kept: string[] = [];
  /** Words of choices and lists that are in none. */
  readonly asked: AskedWord[] = [];
  /** Of a row that is longer than its titles, what may have moved: the cells from the column of classes on. */
  moved: readonly CellValue[] = [];
  /** The cells with 同上 replaced; null where none says so. */
  resolved: CellValue[] | null = null;
  readonly #cells: ReadonlyMap<ImportField, readonly Cell[]>;

  constructor(cells: ReadonlyMap<ImportField, readonly Cell[]>) {
    this.#cells = cells;
  }

  all(field: ImportField): readonly Cell[] {
    return this.#cells.get(field) ?? [];
  }

  one(field: ImportField): Cell {
    return this.all(field)[0] ?? { title: '', value: null };
  }

  refuse(code: string, cell: Cell, data?: Issue['data']): void {
    this.problems.push(issue(code, cell.title, cell.shown ?? cell.value, data));
  }

  warn(code: string, cell: Cell, data?: Issue['data']): void {
    this.warnings.push(issue(code, cell.title, cell.shown ?? cell.value, data));
  }

  /** Warns and saves the text for the note, so that nothing that was typed is lost. */
  warnAndKeep(code: string, cell: Cell, data?: Issue['data']): void {
    this.warn(code, cell, data);
    this.keep(cell);
  }

  askWord(asked: AskedWord): void {
    this.asked.push(asked);
  }

  /** As `warnAndKeep`, for what is right in itself and has no field to stand in. */
  note(cell: Cell): void {
    this.warnAndKeep('noted', cell);
  }

  /** Notes what further columns of one meaning say besides what was taken of the first that says something. */
  noteFurther(handled: ReadonlySet<ImportField>): void {
    for (const [field, [first, ...others]] of this.#cells) {
      if (others.length === 0 || REPEATABLE.has(field) || handled.has(field)) continue;
      const said = new Set([cleanText(first?.value ?? null)]);
      for (const cell of others) {
        const text = cleanText(cell.value);
        if (!said.has(text)) this.note(cell);
        said.add(text);
      }
    }
  }

  keep({ title, value, shown }: Cell): void {
    const text = cleanText(shown ?? value);
    if (text !== '') this.kept.push(title === '' ? text : `${title}：${text}`);
  }

  /** A text of at most `max` characters; a longer one goes to the note rather than be cut. */
  text(field: ImportField, max: number, clean: (value: CellValue) => string = cleanText): string | null {
    const cell = this.one(field);
    const text = clean(cell.value);
    if (text.length <= max) return text === '' ? null : text;
    this.warn('too_long_noted', cell, { max, found: text.length });
    this.keep(cell);
    return null;
  }
}

const GUARDED = /^\s*[='‘’]/;

/** ="00123" and '00123: what keeps a spreadsheet from reading a number, or a formula, into a text. */
function unguarded(text: string): string {
  if (!GUARDED.test(text)) return text;
  const formula = /^\s*="((?:[^"]|"")*)"\s*$/.exec(text)?.[1];
  if (formula !== undefined) return formula.replaceAll('""', '"');
  return text.replace(/^\s*['‘’](?=[\d=+\-@])/, '');
}

/** Columns that tell of a person, by the column of names that they belong to; empty where there is one of names or none. */
function ownersOf(columns: readonly MappedColumn[]): ReadonlyMap<number, number> {
  const names = columns.filter(({ field }) => NAMES_PEOPLE.has(field));
  const [first] = names;
  if (!first || names.length < 2) return new Map();
  const about = columns.filter(({ field }) => ABOUT_PERSON.has(field));
  // Numbers behind 联系人 and 第二联系人 are of the first of them, unless each has its own.
  const owning = names.filter(
    ({ field, index }) =>
      field === 'contactName' || about.some((one) => first.index < one.index && one.index < index),
  );
  return new Map(
    about.flatMap(({ index, title }) => {
      const titled = names
        .filter((name) => title.startsWith(groupOfTitle(name.title)))
        .toSorted((left, right) => right.title.length - left.title.length)[0];
      const owner = titled ?? owning.findLast((name) => name.index < index);
      return owner ? [[index, owner.index] as const] : [];
    }),
  );
}

const NAMES_PEOPLE: ReadonlySet<ImportField> = new Set(['contactName', 'secondContact']);
const ABOUT_PERSON: ReadonlySet<ImportField> = new Set(['mobile', 'phone']);

/**
 * Makes a function that sorts rows' cells by field, in order: 同上 takes the value of the row above, a name
 * that no decoder could read refuses its row, and what a row of a text file has beyond its titles is kept.
 */
export function rowSorter(
  columns: readonly MappedColumn[],
  width: number | null,
): (row: TableRow) => RowCells {
  const owners = ownersOf(columns);
  const extra = columns.filter(({ title }) => isExtraTitle(title));
  const used = columns.filter((column) => column.field !== 'ignore' && !extra.includes(column));
  // In a text file the number of cells shows that a delimiter is one too many; a file of refused rows has titles for them.
  const titled = extra[0]?.index ?? width ?? Infinity;
  const beyondAt = new Set(extra.map(({ index }) => index));
  const takeBeyond = (cell: CellValue, index: number): BeyondCell[] => {
    if (!beyondAt.has(index) && index < (width ?? Infinity)) return [];
    const value = typeof cell === 'string' ? unguarded(cell) : cell;
    return cleanText(value) === '' ? [] : [{ index, value }];
  };
  const above = new Map<number, CellValue>();
  const nameIndex = columns.find(({ field }) => field === 'name')?.index ?? -1;
  const secrecyIndex = columns.find(({ field }) => field === 'secrecy')?.index ?? Infinity;
  return ({ cells: written, shown, missing, openQuote }) => {
    const cells = width === null ? written : withCommaOfForm(written, nameIndex, width);
    const byField = new Map<ImportField, Cell[]>();
    const row = new RowCells(byField);
    if (openQuote) row.warn('open_quote', { title: '', value: null });
    for (const { index, title, field } of used) {
      if (missing?.includes(index)) sayMissing(row, field, title);
      const cell = cells[index] ?? null;
      const seen = shown?.[index];
      const raw =
        seen !== undefined && !READ_BY_VALUE.has(field)
          ? seen
          : typeof cell === 'string'
            ? unguarded(cell)
            : cell;
      const value = typeof raw === 'string' && isDitto(raw.trim()) ? (above.get(index) ?? null) : raw;
      if (value === null && raw !== null && !above.has(index))
        row.warn('ditto_without_above', { title, value: raw });
      else if (value !== cell) (row.resolved ??= [...cells])[index] = value;
      above.set(index, value);
      if (value === null || value === '') continue;
      const text = cellText(value);
      if (isNothing(text)) continue;
      const found: Cell = { title, value, index, owner: owners.get(index), ...(seen && { shown: seen }) };
      if (isUnusable(row, field, found, text)) continue;
      const list = byField.get(field);
      if (list) list.push(found);
      else byField.set(field, [found]);
    }
    const beyond = titled < cells.length ? cells.flatMap(takeBeyond) : [];
    if (beyond.length > 0) {
      keepBeyond(row, beyond, titled);
      row.moved = cells.slice(secrecyIndex);
    }
    if (width !== null && cells.length < width)
      row.warn('cells_missing', { title: '', value: null }, { found: cells.length, expected: width });
    return row;
  };
}

/** The file was written by a program that computes nothing. */
function sayMissing(row: RowCells, field: ImportField, title: string): void {
  const cell = { title, value: null };
  if (field === 'name') row.refuse('formula_unsaved', cell);
  else row.warn('formula_unsaved', cell);
}

/** Says what no decoder could read, where digits are lost, and where a formula failed; text that is only kept is no worse for either. */
function isUnusable(row: RowCells, field: ImportField, cell: Cell, text: string): boolean {
  if (hasLostDigits(cell.value)) return isRounded(row, field, cell);
  if (field === 'other') return false;
  const code = isGarbled(text) ? 'garbled' : isErrorSign(text) ? 'error_cell' : null;
  if (code === null) return false;
  // The name is what a row cannot do without.
  if (field === 'name') row.refuse(code, cell);
  else row.warnAndKeep(code, cell);
  return true;
}

/** Numbers to call say it themselves; what is only kept is kept as it stands, and a name is a name. */
function isRounded(row: RowCells, field: ImportField, cell: Cell): boolean {
  if (SAYS_ITSELF.has(field)) return false;
  row.warn(ONLY_KEPT.has(field) ? 'digits_lost_kept' : 'digits_lost', cell);
  if (ONLY_KEPT.has(field)) return false;
  row.keep(cell);
  return true;
}

const SAYS_ITSELF: ReadonlySet<ImportField> = new Set(['mobile', 'phone', 'contactAndPhone', 'annualVolume']);
const ONLY_KEPT: ReadonlySet<ImportField> = new Set(['name', 'note', 'other']);

/** Co., Ltd. in a text file parts a name in two where nobody put it in quotation marks. */
function withCommaOfForm(cells: readonly CellValue[], at: number, width: number): readonly CellValue[] {
  const [name, next] = [cells[at] ?? null, cells[at + 1] ?? null];
  const isParted =
    cells.length > width &&
    typeof name === 'string' &&
    typeof next === 'string' &&
    /\bco\.?$/i.test(name.trim()) &&
    /^(?:ltd|limited|inc|llc)\b/i.test(next.trim());
  return isParted ? [...cells.slice(0, at), `${name},${next}`, ...cells.slice(at + 2)] : cells;
}

type BeyondCell = Pick<Cell, 'value'> & { readonly index: number };

/**
 * What stands beyond the titles is kept by the number of its column. A delimiter too many may have moved the cells
 * before it as well, which only a reader can tell: the row says so.
 */
function keepBeyond(row: RowCells, beyond: readonly BeyondCell[], expected: number): void {
  const value = beyond.map((cell) => cleanText(cell.value)).join('、');
  row.warn('cells_beyond', { title: '', value }, { found: (beyond.at(-1)?.index ?? 0) + 1, expected });
  for (const cell of beyond) row.keep({ title: cellTitle(cell.index + 1), value: cell.value });
}
