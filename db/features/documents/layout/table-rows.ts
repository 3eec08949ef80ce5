import type { BlockOf } from '../../../domain/document/model.ts';
import type { RowMark } from '../../../domain/document/marks.ts';
import { inFours } from './codes.ts';
import { widthOf } from './advance.ts';
import { cell, group, row, type Row, type RowGroup } from './cells.ts';
import { cutTo } from './lines.ts';
import { LETTERS, MM_PER_PT, PAD_X_MM, ROW_MIN_MM } from './setting.ts';

type TableBlock = BlockOf<'table'>;
type Column = TableBlock['columns'][number] & { readonly xMm: number; readonly widthMm: number };

/** A table: its titles, its rows, and the notes under it. */
export function tableGroup(block: TableBlock, widthMm: number): RowGroup {
  const columns = columnsOf(block, widthMm);
  const titles = columns.map((column) =>
    cell(column.title, column.xMm, column.widthMm, 'head', { align: 'center', role: 'columnheader' }),
  );
  const head = [row(titles, ROW_MIN_MM.table)];
  if (block.title !== null)
    head.unshift(row([cell(block.title, 0, widthMm, 'label', { align: 'center' })], ROW_MIN_MM.table));
  const foot = block.notes.map((note) => ({
    ...row([cell(note, 0, widthMm, 'small', { flush: true, top: true })], 0),
    divisible: true,
  }));
  const rows = tableRows(block, columns, widthMm);
  return group({ label: block.title ?? '', ruled: true, head, rows, foot });
}

function columnsOf(block: TableBlock, widthMm: number): Column[] {
  const total = block.columns.reduce((sum, column) => sum + column.weight, 0);
  let xMm = 0;
  return block.columns.map((column) => {
    const place = { ...column, xMm, widthMm: (column.weight / total) * widthMm };
    xMm += place.widthMm;
    return place;
  });
}

function tableRows(block: TableBlock, columns: readonly Column[], widthMm: number): Row[] {
  const blank = Math.max(0, block.minRows - block.rows.length);
  const texts = [...block.rows, ...Array.from({ length: blank }, (): string[] => [])];
  if (block.marks.length === 0 && block.notes.length === 0)
    return texts.map((values) => commonRow(values, columns));
  const marks = new Map(block.marks.map(({ at, kind }) => [at, kind]));
  let continued: Row | undefined;
  return texts.map((values, at) => {
    const mark = marks.get(at);
    const isLast = at === texts.length - 1;
    const announces = isLast ? block.notes.length > 0 : mark === 'group' || marks.get(at + 1) === 'total';
    const keep = announces ? { keepWithNext: true } : {};
    if (mark === 'group') {
      const head = groupRow(values[0] ?? '', columns, widthMm);
      continued = continuedRow(values[0] ?? '', block, columns, widthMm);
      return { ...head, ...keep };
    }
    const common = commonRow(values, columns, mark);
    return { ...common, ...keep, ...(continued && { continued }) };
  });
}

function commonRow(values: readonly string[], columns: readonly Column[], mark?: RowMark): Row {
  const letters = mark === 'total' ? 'head' : 'cell';
  const cells = columns.map(({ xMm, widthMm, align, kind }, index) => {
    const value = values[index] ?? '';
    if (kind === 'text' || value === '' || mark) return cell(value, xMm, widthMm, letters, { align });
    return { ...cell(inFours(value), xMm, widthMm, 'labelSmall', { align: 'center' }), code: value };
  });
  return row(cells, ROW_MIN_MM.table, mark && { mark });
}

function groupRow(title: string, columns: readonly Column[], widthMm: number): Row {
  const head = { ...cell(title, 0, widthMm, 'head'), columns: columns.length };
  return row([head], ROW_MIN_MM.table, { mark: 'group' });
}

/** On one line, so that there is room for rows below it on any page. */
function continuedRow(
  title: string,
  { continued }: TableBlock,
  columns: readonly Column[],
  widthMm: number,
): Row {
  const more = continued ?? '';
  const { pt, weight } = LETTERS.head;
  // A hair more than it needs: widths are summed in another order.
  const takenMm = widthOf(more, weight) * pt * MM_PER_PT + 2 * PAD_X_MM + 0.01;
  return groupRow(
    `${cutTo(title.replaceAll('\n', ' '), widthMm - takenMm, 'head')}${more}`,
    columns,
    widthMm,
  );
}
