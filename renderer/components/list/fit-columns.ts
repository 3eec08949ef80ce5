import type { ListColumn } from './list-column.ts';

const WIDTH = 100;
const LEAST = 50;

/** A column and where it stands: pixels from the left edge of the list. */
export interface FittedColumn<Row> {
  readonly column: ListColumn<Row>;
  readonly left: number;
  readonly width: number;
}

/**
 * Columns beside each other in `room` pixels: those with a width have it, the others share what is left. Without room for
 * all they go beyond it, and the list scrolls sideways.
 */
export function fitColumns<Row>(
  columns: ReadonlyArray<ListColumn<Row>>,
  room: number,
): ReadonlyArray<FittedColumn<Row>> {
  const widths = sharedWidths(columns, room);
  let left = 0;
  return columns.map((column) => {
    const width = widths.get(column.field) ?? column.width ?? WIDTH;
    const fitted = { column, left, width };
    left += width;
    return fitted;
  });
}

/** Pixels that the columns take together. */
export function widthOf(fitted: ReadonlyArray<FittedColumn<never>>): number {
  const last = fitted.at(-1);
  return last ? last.left + last.width : 0;
}

/** A column whose share is less than it needs takes that; the others share the rest. */
function sharedWidths<Row>(columns: ReadonlyArray<ListColumn<Row>>, room: number): Map<string, number> {
  const widths = new Map<string, number>();
  let sharing = columns.filter(({ flex }) => flex !== undefined);
  const fixed = columns.filter(({ flex }) => flex === undefined);
  let left = room - fixed.reduce((sum, { width = WIDTH }) => sum + width, 0);
  for (;;) {
    const shares = sharing.reduce((sum, { flex = 0 }) => sum + flex, 0);
    const shareOf = ({ flex = 0 }: ListColumn<Row>) => Math.floor((left * flex) / shares);
    const tight = sharing.filter((column) => shareOf(column) < (column.minWidth ?? LEAST));
    const settled = tight.length > 0 ? tight : sharing;
    for (const column of settled)
      widths.set(column.field, Math.max(column.minWidth ?? LEAST, shareOf(column)));
    if (tight.length === 0) return widths;
    sharing = sharing.filter((column) => !tight.includes(column));
    left -= tight.reduce((sum, { minWidth = LEAST }) => sum + minWidth, 0);
  }
}
