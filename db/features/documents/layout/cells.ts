import type { RowMark } from '../../../domain/document/marks.ts';
import type { BlockOf } from '../../../domain/document/model.ts';
import { CELL_CODE } from './codes.ts';
import { breakLines } from './lines.ts';
import { LETTERS, PAD_X_MM, PAD_Y_MM, toEm, type LetterName } from './setting.ts';

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
  /** A picture instead of text. */
  readonly chart?: ChartCell;
  /** How many columns of its table it spans, where that is more than one and not the frame's own. */
  readonly columns?: number;
}

export interface ChartCell {
  readonly block: BlockOf<'chart'>;
  readonly heightMm: number;
}

export interface Row {
  readonly heightMm: number;
  readonly cells: readonly Cell[];
  /** True when it may go on over the page, line by line. */
  readonly divisible: boolean;
  readonly fill?: boolean;
  readonly mark?: RowMark;
  /** Not the last thing on a page: the next row, or what stands under the table, follows. */
  readonly keepWithNext?: boolean;
  /** The head of its group, said again where this row begins a page. */
  readonly continued?: Row;
}

/** Rows that belong together: those of `head` come again on every page. */
export interface RowGroup {
  readonly label: string;
  readonly ruled: boolean;
  readonly head: readonly Row[];
  readonly rows: readonly Row[];
  /** Under the last row and its frame, on the same page. */
  readonly foot: readonly Row[];
  /** Space above, none between ruled groups, which share a rule. */
  readonly gapMm: number;
  /** Not left alone at the foot of a page. */
  readonly keepWithNext: boolean;
}

/** A row of more lines than this may be divided between pages. */
export const LONG_ROW_LINES = 12;

/** Millimetres that one side of a printed QR code takes. */
export const QR_MM = 24;

export function group(parts: Partial<RowGroup> & Pick<RowGroup, 'rows'>): RowGroup {
  return { label: '', ruled: false, head: [], foot: [], gapMm: 0, keepWithNext: false, ...parts };
}

interface CellOptions {
  readonly align?: Align;
  readonly role?: CellRole;
  readonly top?: boolean;
  /** Without room for rules at its sides. */
  readonly flush?: boolean;
}

export function cell(
  text: string,
  xMm: number,
  widthMm: number,
  name: LetterName,
  options: CellOptions = {},
): Cell {
  const { align = 'left', role = 'cell', top = false, flush = false } = options;
  const letters = LETTERS[name];
  const insetMm = flush ? 0 : PAD_X_MM;
  const roomEm = toEm(widthMm - 2 * insetMm, letters);
  const lines = text === '' ? [] : breakLines(text, roomEm, letters.weight);
  return { xMm, widthMm, insetMm, text, lines, letters: name, align, role, top };
}

/** Height of what is in a cell. */
export function contentMmOf({ lines, letters, qr, code, chart }: Cell): number {
  if (qr) return QR_MM;
  if (chart) return chart.heightMm;
  return (
    lines.length * LETTERS[letters].leadMm + (code === undefined ? 0 : CELL_CODE.heightMm + CELL_CODE.gapMm)
  );
}

/** Height that the longest of the cells needs. */
export function row(cells: readonly Cell[], minMm: number, extra: Partial<Row> = {}): Row {
  const needs = cells.map((one) => contentMmOf(one) + (one.qr || one.chart ? 0 : 2 * PAD_Y_MM));
  const longest = Math.max(0, ...cells.map(({ lines }) => lines.length));
  return { heightMm: Math.max(minMm, ...needs), cells, divisible: longest > LONG_ROW_LINES, ...extra };
}
