import type { CellValue } from '../../../domain/cells/text.ts';
import type { TableRow } from '../../../wire.ts';
import { LIMITS } from './limits.ts';

/** What is worth saying of a cell besides its value. */
export interface CellSaid {
  /** What a reader sees, where that is not the value. */
  readonly shown?: string | undefined;
  /** A formula whose result is not in the file. */
  readonly missing?: boolean | undefined;
}

/** A row that is being read, cell by cell from the left. */
export class CellRow {
  readonly #cells: CellValue[] = [];
  readonly #number: number;
  readonly #hidden: boolean;
  #shown: Record<number, string> | null = null;
  #missing: number[] | null = null;
  #filled = false;

  constructor(number: number, hidden = false) {
    this.#number = number;
    this.#hidden = hidden;
  }

  get isEmpty(): boolean {
    return !this.#filled && this.#missing === null;
  }

  add(column: number, value: CellValue, said?: CellSaid): void {
    if (column >= LIMITS.columns) return;
    if (said?.missing) (this.#missing ??= []).push(column);
    if (value === null || value === '') return;
    while (this.#cells.length < column) this.#cells.push(null);
    this.#cells[column] = value;
    this.#filled = true;
    if (said?.shown !== undefined) (this.#shown ??= {})[column] = said.shown;
  }

  /** The row, which may stand in other places too. */
  at(row = this.#number): TableRow {
    // Nearly all rows are like this.
    if (!this.#hidden && !this.#shown && !this.#missing) return { row, cells: this.#cells };
    return {
      row,
      cells: this.#cells,
      ...(this.#hidden && { hidden: true }),
      ...(this.#shown && { shown: this.#shown }),
      ...(this.#missing && { missing: this.#missing }),
    };
  }
}
