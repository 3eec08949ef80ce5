import type { LaidOut } from '../layout/pages.ts';
import type { PlacedGroup, PlacedRow } from '../layout/paginate.ts';

interface Box {
  readonly rows: PlacedRow[];
  readonly topMm: number;
  bottomMm: number;
}

/** Ruled rows that touch one another share one frame. */
function boxesOf(groups: readonly PlacedGroup[]): Box[] {
  const boxes: Box[] = [];
  for (const row of groups.flatMap(({ ruled, rows }) => (ruled ? rows : []))) {
    const last = boxes.at(-1);
    const bottomMm = row.yMm + row.heightMm;
    if (last && Math.abs(last.bottomMm - row.yMm) < 0.01) {
      last.rows.push(row);
      last.bottomMm = bottomMm;
    } else boxes.push({ rows: [row], topMm: row.yMm, bottomMm });
  }
  return boxes;
}

/**
 * The rules of one page as SVG paths in millimetres, each drawn once: thin between the cells, thick round the form
 * and above totals.
 */
export function rulesOf(
  groups: readonly PlacedGroup[],
  { leftMm, contentMm }: LaidOut,
): { thin: string; thick: string } {
  const rightMm = leftMm + contentMm;
  let thin = '';
  let thick = '';
  for (const { rows, topMm, bottomMm } of boxesOf(groups)) {
    thick += `M${mm(leftMm)} ${mm(topMm)}H${mm(rightMm)}V${mm(bottomMm)}H${mm(leftMm)}Z`;
    rows.forEach((row, index) => {
      const above = `M${mm(leftMm)} ${mm(row.yMm)}H${mm(rightMm)}`;
      if (index > 0 && row.mark === 'total') thick += above;
      else if (index > 0) thin += above;
      for (const cell of row.cells)
        if (cell.xMm > 0.01) thin += `M${mm(leftMm + cell.xMm)} ${mm(row.yMm)}v${mm(row.heightMm)}`;
    });
  }
  return { thin, thick };
}

/** Millimetres with what a printer can resolve. */
export function mm(value: number): string {
  return String(Math.round(value * 1000) / 1000);
}
