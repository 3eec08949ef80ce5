import { inGroups } from '../../../domain/anchor-code.ts';
import { unreachable } from '../../../domain/errors.ts';
import type { Block, BlockOf } from '../../../domain/document/model.ts';
import { CELL_CODE, inFours } from './codes.ts';
import { breakLines } from './lines.ts';
import { LETTERS, PAD_X_MM, PAD_Y_MM, ROW_MIN_MM, toEm, type LetterName } from './setting.ts';

export type Align = 'left' | 'center' | 'right';
export type CellRole = 'cell' | 'rowheader' | 'columnheader';

/** A box with text; x from the left margin. */
export interface Cell {
  readonly xMm: number;
  readonly widthMm: number;
  /** Space at both sides, between the box and its text. */
  readonly insetMm: number;
  /** Whole, and as broken into lines for this width. */
  readonly text: string;
  readonly lines: readonly string[];
  readonly letters: LetterName;
  readonly align: Align;
  readonly role: CellRole;
  /** From the top of the row; the middle when absent. */
  readonly top?: boolean;
  /** A QR code instead of text, as in the model. */
  readonly qr?: readonly string[];
  /** Twelve digits that stand as bars above the text. */
  readonly code?: string;
}

export interface Row {
  readonly heightMm: number;
  readonly cells: readonly Cell[];
  /** True when it may go on over the page, line by line. */
  readonly divisible: boolean;
  readonly fill?: boolean;
}

/** Rows that belong together: those of `head` come again on every page. */
export interface RowGroup {
  readonly label: string;
  readonly ruled: boolean;
  readonly head: readonly Row[];
  readonly rows: readonly Row[];
  /** Space above, none between ruled groups, which share a rule. */
  readonly gapMm: number;
  /** Not left alone at the foot of a page. */
  readonly keepWithNext: boolean;
}

/** A row of more lines than this may be divided between pages. */
const LONG_ROW_LINES = 12;

/** Sets every block into rows for a width in millimetres. */
export function groupsOf(blocks: readonly Block[], widthMm: number): RowGroup[] {
  return blocks.map((block) => groupOf(block, widthMm));
}

function groupOf(block: Block, widthMm: number): RowGroup {
  switch (block.kind) {
    case 'fields':
      return group({ ruled: true, rows: fieldRows(block, widthMm) });
    case 'table':
      return tableGroup(block, widthMm);
    case 'heading':
      return group({
        rows: [row([cell(block.text, 0, widthMm, 'heading', { flush: true })], 8)],
        gapMm: 3,
        keepWithNext: true,
      });
    case 'paragraphs':
      return group({ rows: block.texts.map((text) => paragraphRow(block, text, widthMm)), gapMm: 2 });
    case 'signatures':
      return group({ rows: [signatureRow(block, widthMm)], gapMm: 4 });
    case 'anchor':
      return group({ rows: [anchorRow(block, widthMm)], gapMm: 4 });
    case 'labels':
      // Their places are those of the sheet: see `layOutLabels`.
      return group({ rows: [] });
    default:
      return unreachable(block);
  }
}

function group(parts: Partial<RowGroup> & Pick<RowGroup, 'rows'>): RowGroup {
  return { label: '', ruled: false, head: [], gapMm: 0, keepWithNext: false, ...parts };
}

interface CellOptions {
  readonly align?: Align;
  readonly role?: CellRole;
  readonly top?: boolean;
  /** Without room for rules at its sides. */
  readonly flush?: boolean;
}

function cell(text: string, xMm: number, widthMm: number, name: LetterName, options: CellOptions = {}): Cell {
  const { align = 'left', role = 'cell', top = false, flush = false } = options;
  const letters = LETTERS[name];
  const insetMm = flush ? 0 : PAD_X_MM;
  const roomEm = toEm(widthMm - 2 * insetMm, letters);
  const lines = text === '' ? [] : breakLines(text, roomEm, letters.weight);
  return { xMm, widthMm, insetMm, text, lines, letters: name, align, role, top };
}

/** Height of what is in a cell. */
export function contentMmOf({ lines, letters, qr, code }: Cell): number {
  if (qr) return QR_MM;
  return (
    lines.length * LETTERS[letters].leadMm + (code === undefined ? 0 : CELL_CODE.heightMm + CELL_CODE.gapMm)
  );
}

/** Height that the longest of the cells needs. */
function row(cells: readonly Cell[], minMm: number, extra: Partial<Row> = {}): Row {
  const needs = cells.map((one) => contentMmOf(one) + (one.qr ? 0 : 2 * PAD_Y_MM));
  const longest = Math.max(0, ...cells.map(({ lines }) => lines.length));
  return { heightMm: Math.max(minMm, ...needs), cells, divisible: longest > LONG_ROW_LINES, ...extra };
}

function fieldRows(block: BlockOf<'fields'>, widthMm: number): Row[] {
  const rows: Row[] = [];
  const columnMm = widthMm / block.columns;
  let at = 0;
  let items: Array<{ item: BlockOf<'fields'>['items'][number]; at: number; span: number }> = [];
  const close = () => {
    const last = items.at(-1);
    if (!last) return;
    last.span = block.columns - last.at;
    const fill = items.some(({ item }) => item.fill);
    const cells = items.flatMap(({ item, at, span }) => {
      const xMm = at * columnMm;
      const value = cell(
        item.value,
        xMm + block.labelMm,
        span * columnMm - block.labelMm,
        item.strong ? 'strong' : 'value',
      );
      return [
        cell(item.label, xMm, block.labelMm, 'label', { align: 'center', role: 'rowheader' }),
        fill || value.lines.length > LONG_ROW_LINES ? { ...value, top: true } : value,
      ];
    });
    rows.push(row(cells, ROW_MIN_MM.fields, { fill }));
    items = [];
    at = 0;
  };
  for (const item of block.items) {
    const span = Math.min(item.span, block.columns);
    if (at + span > block.columns) close();
    items.push({ item, at, span });
    at += span;
    if (at === block.columns) close();
  }
  close();
  return rows;
}

function tableGroup(block: BlockOf<'table'>, widthMm: number): RowGroup {
  const total = block.columns.reduce((sum, column) => sum + column.weight, 0);
  let xMm = 0;
  const columns = block.columns.map((column) => {
    const place = { ...column, xMm, widthMm: (column.weight / total) * widthMm };
    xMm += place.widthMm;
    return place;
  });
  const titles = columns.map((column) =>
    cell(column.title, column.xMm, column.widthMm, 'head', { align: 'center', role: 'columnheader' }),
  );
  const head = [row(titles, ROW_MIN_MM.table)];
  if (block.title !== null)
    head.unshift(row([cell(block.title, 0, widthMm, 'label', { align: 'center' })], ROW_MIN_MM.table));
  const blank = Math.max(0, block.minRows - block.rows.length);
  const texts = [...block.rows, ...Array.from({ length: blank }, (): string[] => [])];
  const rows = texts.map((values) =>
    row(
      columns.map(({ xMm, widthMm: columnMm, align, kind }, index) => {
        const value = values[index] ?? '';
        if (kind === 'text' || value === '') return cell(value, xMm, columnMm, 'cell', { align });
        return { ...cell(inFours(value), xMm, columnMm, 'labelSmall', { align: 'center' }), code: value };
      }),
      ROW_MIN_MM.table,
    ),
  );
  return group({ label: block.title ?? '', ruled: true, head, rows });
}

function paragraphRow(block: BlockOf<'paragraphs'>, text: string, widthMm: number): Row {
  const indented = block.indent
    ? text
        .split('\n')
        .map((line) => `\u3000\u3000${line}`)
        .join('\n')
    : text;
  return { ...row([cell(indented, 0, widthMm, 'value', { flush: true, top: true })], 0), divisible: true };
}

function signatureRow(block: BlockOf<'signatures'>, widthMm: number): Row {
  const boxMm = widthMm / block.items.length;
  const cells = block.items.map(({ role, name, date, seal }, index) =>
    cell([role, name ?? '', seal ?? '', date ?? ''].join('\n'), index * boxMm, boxMm, 'value', { top: true }),
  );
  return row(cells, 24);
}

/** Millimetres that one side of a printed QR code takes. */
export const QR_MM = 24;

function anchorRow(block: BlockOf<'anchor'>, widthMm: number): Row {
  const words = cell(`${block.label}\n${inGroups(block.code)}`, QR_MM + 4, widthMm - QR_MM - 4, 'value', {
    flush: true,
  });
  const qr: Cell = { ...cell('', 0, QR_MM, 'value', { flush: true }), qr: block.qr };
  return row(block.qr.length > 0 ? [qr, words] : [words], QR_MM);
}
