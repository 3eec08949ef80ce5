import type { Page } from '../layout/pages.ts';
import type { PlacedGroup } from '../layout/paginate.ts';
import { CELL_CODE, CODE_MODULES, moduleMmIn, type PlacedCode } from '../layout/codes.ts';
import { contentMmOf, type Cell } from '../layout/cells.ts';
import { PAD_Y_MM } from '../layout/setting.ts';
import { mm } from './rules.ts';

/** Widths of bars and spaces, in modules, for a code: see `barsOf`. */
export type Bars = (code: string) => readonly number[];

/** Where the content of a cell begins, in millimetres below the top of a row of this height. */
export function downMmIn(cell: Cell, rowMm: number): number {
  const barsMm = cell.code === undefined ? 0 : CELL_CODE.heightMm + CELL_CODE.gapMm;
  return barsMm + (cell.top ? PAD_Y_MM : Math.max(0, (rowMm - contentMmOf(cell)) / 2));
}

/**
 * The bars of a page as SVG paths in millimetres, one a code. Those of cells too are drawn on the sheet, so that no edge
 * is blurred by a place within a place.
 */
export function codePaths({ codes = [], groups }: Page, leftMm: number, bars: Bars): string[] {
  return [...codes, ...codesIn(groups, leftMm)].map((code) => barsPath(code, bars(code.code)));
}

function codesIn(groups: readonly PlacedGroup[], leftMm: number): PlacedCode[] {
  const { heightMm } = CELL_CODE;
  return groups.flatMap(({ rows }) =>
    rows.flatMap((row) =>
      row.cells.flatMap((cell) => {
        if (cell.code === undefined) return [];
        const moduleMm = moduleMmIn(cell.widthMm);
        const xMm = leftMm + cell.xMm + (cell.widthMm - CODE_MODULES * moduleMm) / 2;
        const yMm = row.yMm + (row.heightMm - contentMmOf(cell)) / 2;
        return [{ code: cell.code, xMm, yMm, heightMm, moduleMm }];
      }),
    ),
  );
}

function barsPath({ xMm, yMm, heightMm, moduleMm }: PlacedCode, widths: readonly number[]): string {
  let path = '';
  let atMm = xMm;
  widths.forEach((width, index) => {
    const wideMm = width * moduleMm;
    if (index % 2 === 0) path += `M${mm(atMm)} ${mm(yMm)}h${mm(wideMm)}v${mm(heightMm)}h-${mm(wideMm)}z`;
    atMm += wideMm;
  });
  return path;
}

/** The dark modules of a QR code as an SVG path, a module a unit. */
export function qrPath(rows: readonly string[]): string {
  return rows
    .flatMap((row, y) => Array.from(row, (module, x) => (module === '1' ? `M${x} ${y}h1v1h-1z` : '')))
    .join('');
}
