/** The counts of all tables of a report, by their places. */
import type { Sum } from '../../../domain/figures/hiding.ts';
import type { TableName } from '../../../domain/reports/choices.ts';
import type { Figure, ReportTable } from '../../../domain/reports/figures.ts';
import type { FigurePlace, TableMaker } from './table-maker.ts';

/** A table as it was made, with how its figures hang together. */
export interface Made extends Pick<TableMaker, 'rates' | 'tellsAll' | 'countsInNotes'> {
  readonly key: TableName;
  readonly table: Omit<ReportTable, 'key' | 'title' | 'chart'>;
  readonly sums: ReadonlyArray<readonly string[]>;
  readonly across: ReadonlyArray<readonly FigurePlace[]>;
}

/** The row of totals, as a place of a figure has it. */
export const TOTALS = '';

/** Figures of all tables by their places. */
export class Counts {
  readonly counts: number[] = [];
  readonly #places = new Map<string, number>();

  constructor(all: readonly Made[]) {
    for (const { key, table } of all) {
      if (!isCounted(table)) continue;
      const { columns, rows, totals } = table;
      const add = (row: string, figures: readonly Figure[]) => {
        for (const [at, { key: column, kind }] of columns.entries())
          if (kind === 'count') this.#add(nameOf(key, row, column), Number(figures[at] ?? 0));
      };
      for (const row of rows) add(row.key, row.figures);
      if (totals) add(TOTALS, totals);
    }
  }

  #add(name: string, count: number): void {
    this.#places.set(name, this.counts.push(count) - 1);
  }

  /** Undefined for a figure that is none of these. */
  at(table: TableName, row: string, column: string): number | undefined {
    return this.#places.get(nameOf(table, row, column));
  }
}

const nameOf = (table: TableName, row: string, column: string): string =>
  JSON.stringify([table, row, column]);

/** A table that names archives hides none of them. */
export const isCounted = ({ rows }: Made['table']): boolean => rows.some(({ archive }) => archive === null);

export const keysOf = ({ columns }: Made['table']): string[] =>
  columns.filter(({ kind }) => kind === 'count').map(({ key }) => key);

/** Where a figure is missing nothing adds. */
export function sumOf(places: ReadonlyArray<number | undefined>): Sum[] {
  const [total, ...parts] = places.filter((place) => place !== undefined);
  return total === undefined || parts.length === 0 || parts.length + 1 < places.length
    ? []
    : [[total, ...parts]];
}
