import {
  cellText,
  cleanText,
  isDitto,
  isErrorSign,
  isGarbled,
  type CellValue,
} from '../../domain/cells/text.ts';
import type { TableRow } from '../../wire.ts';
import type { ImportField } from './columns.ts';
import { issue, type Issue } from './issues.ts';
import type { Column } from './understand.ts';
import { isExtraTitle } from './words.ts';

/** A cell with the title it stands under. */
export interface Cell {
  readonly title: string;
  readonly value: CellValue;
}

type MappedColumn = Pick<Column, 'index' | 'title' | 'field'>;

/** The cells of one row by field, with what is wrong with the row as a whole. */
export class RowCells {
  readonly problems: Issue[] = [];
  readonly warnings: Issue[] = [];
  /** Text that has no field of its own and goes to the note: what a column is called and what it says. */
  readonly kept: string[] = [];
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
    this.problems.push(issue(code, cell.title, cell.value, data));
  }

  warn(code: string, cell: Cell, data?: Issue['data']): void {
    this.warnings.push(issue(code, cell.title, cell.value, data));
  }

  /** Warns and saves the text for the note, so that nothing that was typed is lost. */
  warnAndKeep(code: string, cell: Cell): void {
    this.warn(code, cell);
    this.keep(cell);
  }

  keep({ title, value }: Cell): void {
    const text = cleanText(value);
    if (text !== '') this.kept.push(title === '' ? text : `${title}：${text}`);
  }

  /** A text of at most `max` characters; a longer one refuses the row rather than be cut. */
  text(field: ImportField, max: number, clean: (value: CellValue) => string = cleanText): string | null {
    const cell = this.one(field);
    const text = clean(cell.value);
    if (text.length <= max) return text === '' ? null : text;
    this.refuse('too_long', cell, { max, found: text.length });
    return null;
  }
}

/**
 * Makes a function that sorts rows' cells by field, in order: 同上 takes the value of the row above, a cell
 * that no decoder could read refuses its row, and so does a row of a text file that is longer than its titles.
 */
export function rowSorter(
  columns: readonly MappedColumn[],
  width: number | null,
): (row: TableRow) => RowCells {
  const extra = columns.filter(({ title }) => isExtraTitle(title));
  const used = columns.filter((column) => column.field !== 'ignore' && !extra.includes(column));
  const above = new Map<number, CellValue>();
  return ({ cells }) => {
    const byField = new Map<ImportField, Cell[]>();
    const row = new RowCells(byField);
    for (const { index, title, field } of used) {
      const raw = cells[index] ?? null;
      const value = typeof raw === 'string' && isDitto(raw.trim()) ? (above.get(index) ?? null) : raw;
      if (value === null && raw !== null && !above.has(index))
        row.warn('ditto_without_above', { title, value: raw });
      else if (value !== raw) (row.resolved ??= [...cells])[index] = value;
      above.set(index, value);
      if (value === null || value === '') continue;
      const text = cellText(value);
      if (isGarbled(text)) row.refuse('garbled', { title, value });
      // In a column that is only kept as text it is no worse than other text.
      if (field !== 'other' && isErrorSign(text)) row.refuse('error_cell', { title, value });
      const list = byField.get(field);
      if (list) list.push({ title, value });
      else byField.set(field, [{ title, value }]);
    }
    const [firstExtra] = extra;
    if (firstExtra) checkExtra(row, cells, firstExtra.index, extra);
    if (width !== null) checkWidth(row, cells, width);
    return row;
  };
}

/** Columns of a file of refused rows, for the cells that were too many. */
function checkExtra(
  row: RowCells,
  cells: readonly CellValue[],
  expected: number,
  extra: readonly MappedColumn[],
): void {
  const filled = extra.filter(({ index }) => cleanText(cells[index] ?? null) !== '');
  const [first] = filled;
  if (!first) return;
  const cell = { title: '', value: cells[first.index] ?? null };
  const { index } = filled.at(-1) ?? first;
  row.refuse('too_many_cells', cell, { found: index + 1, expected });
}

/** In a text file the number of cells shows whether a delimiter is missing or one too many. */
function checkWidth(row: RowCells, cells: readonly CellValue[], width: number): void {
  const extra = cells.slice(width).find((cell) => cleanText(cell) !== '');
  const counts = { found: cells.length, expected: width };
  if (extra !== undefined) row.refuse('too_many_cells', { title: '', value: extra }, counts);
  else if (cells.length < width) row.warn('cells_missing', { title: '', value: null }, counts);
}
