import type { Figure, ReportColumn, ReportFigures, ReportTable } from '../../../domain/reports/figures.ts';
import type { Book, BookRow, BookSheet } from '../../documents/service.ts';
import { word } from '../words.ts';
import { numberOf } from './chart-block.ts';

/**
 * A report as a workbook: a sheet for each table, its figures as numbers with the decimals that are printed. `told` says
 * on each sheet what a page says behind its text.
 */
export function bookOf({ title, asked, tables }: ReportFigures, told: string): Book {
  const above = [title, ...asked, told].join('　');
  // No workbook is without a sheet.
  if (tables.length === 0)
    return { sheets: [{ name: title, title: above, columns: [], rows: [], notes: [] }] };
  return { sheets: tables.map((table) => sheetOf(table, above)) };
}

function sheetOf(table: ReportTable, above: string): BookSheet {
  const { head, columns, notes } = table;
  return {
    name: table.title,
    title: `${table.title}　${above}`,
    columns: [
      { title: head, width: 28 },
      ...columns.map(({ title, kind }) => ({ title, width: kind === 'text' ? 26 : 16 })),
    ],
    // Taken one by one as they are written, as often as they are asked for.
    rows: { [Symbol.iterator]: () => rowsOf(table) },
    notes: [...notes],
  };
}

function* rowsOf({ columns, rows, totals }: ReportTable): Generator<BookRow> {
  let group: string | null = null;
  for (const row of rows) {
    if (row.group !== null && row.group !== group) yield { kind: 'group', cells: [row.group] };
    group = row.group;
    yield { cells: [row.label, ...cellsOf(columns, row.figures)] };
  }
  if (totals) yield { kind: 'total', cells: [word('total'), ...cellsOf(columns, totals)] };
}

function cellsOf(columns: readonly ReportColumn[], figures: readonly Figure[]): BookRow['cells'] {
  return columns.map(({ kind }, at) => {
    const figure = figures[at] ?? null;
    const value = kind === 'text' ? null : numberOf(figure);
    if (value === null) return figure === null ? '—' : String(figure);
    return { value, decimals: decimalsOf(String(figure)) };
  });
}

const decimalsOf = (text: string): number => (text.includes('.') ? text.length - text.indexOf('.') - 1 : 0);
