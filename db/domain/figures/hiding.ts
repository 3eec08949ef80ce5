/**
 * Small groups in tables, from which a reader could tell who is meant. A count of 1 or more, but less than `least`, is
 * hidden, be it a cell or a total; and where what is hidden could be worked out from cells that add, the smallest other
 * one that is not 0 is hidden with it. 0 says nothing of anybody and is shown.
 */

/** `true`: hidden. Rows of cells, as they were given. */
export type Mask = ReadonlyArray<readonly boolean[]>;

/** Places of cells that add: the first is the sum of the others. Two that are equal are a sum of one. */
export type Sum = readonly [total: number, ...parts: number[]];

/** Which of some counts are hidden; `sums` says what of them is printed and adds. */
export function hideCounts(counts: readonly number[], sums: readonly Sum[], least: number): boolean[] {
  const hidden = counts.map((count) => count > 0 && count < least);
  const sumsOf = Map.groupBy(
    sums.flatMap((sum) => sum.map((place) => ({ sum, place }))),
    ({ place }) => place,
  );
  // What is hidden for one sum may be the only one of another: until nothing more is to be hidden.
  const waiting = [...sums];
  for (const sum of waiting) {
    if (!tells(sum, counts, hidden)) continue;
    const place = nextToHide(sum, counts, hidden);
    if (place === undefined) continue;
    hidden[place] = true;
    // The same sum too: it may tell still.
    for (const one of sumsOf.get(place) ?? []) waiting.push(one.sum);
  }
  return hidden;
}

/** Whether a sum tells what is hidden in it: one cell alone, or as many as they come to, each of which is 1. */
function tells([total, ...parts]: Sum, counts: readonly number[], hidden: readonly boolean[]): boolean {
  const some = parts.filter((part) => hidden[part]);
  if (hidden[total]) return some.length === 0;
  const count = some.reduce((sum, part) => sum + (counts[part] ?? 0), 0);
  return some.length === 1 || (some.length > 0 && count === some.length);
}

/** The smallest part that is shown and not 0; the total where there is none. */
function nextToHide([total, ...parts]: Sum, counts: readonly number[], hidden: readonly boolean[]) {
  const countAt = (place: number) => counts[place] ?? 0;
  const [smallest] = parts
    .filter((part) => !hidden[part] && countAt(part) > 0)
    .sort((one, other) => countAt(one) - countAt(other));
  return smallest ?? (hidden[total] ? undefined : total);
}

export interface Totals {
  /** Each row has its total printed, each column has. */
  readonly rows: boolean;
  readonly columns: boolean;
}

export interface Hidden {
  readonly cells: Mask;
  /** Totals that are small, or would tell a group that is hidden: by row, by column. */
  readonly rows: readonly boolean[];
  readonly columns: readonly boolean[];
}

/** What is hidden of one table of raw counts; all rows are of one length. */
export function hideSmall(counts: ReadonlyArray<readonly number[]>, totals: Totals, least: number): Hidden {
  const width = counts[0]?.length ?? 0;
  const flat: number[] = counts.flat();
  const sums: Sum[] = [];
  const totalOf = (parts: readonly number[]): number => {
    const total = flat.push(parts.reduce((sum, part) => sum + (flat[part] ?? 0), 0)) - 1;
    sums.push([total, ...parts]);
    return total;
  };
  const placesOf = (length: number, placeOf: (at: number) => number) =>
    Array.from({ length }, (_, at) => placeOf(at));
  const rowTotals = totals.rows
    ? counts.map((_, row) => totalOf(placesOf(width, (at) => row * width + at)))
    : [];
  const columnTotals = totals.columns
    ? placesOf(width, (column) => totalOf(placesOf(counts.length, (row) => row * width + column)))
    : [];
  const hidden = hideCounts(flat, sums, least);
  const isHidden = (place: number) => hidden[place] === true;
  return {
    cells: counts.map((row, at) => row.map((_, column) => isHidden(at * width + column))),
    rows: rowTotals.map(isHidden),
    columns: columnTotals.map(isHidden),
  };
}
