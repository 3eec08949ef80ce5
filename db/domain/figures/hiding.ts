/**
 * Small groups in a table, from which a reader could tell who is meant. A cell of 1 or more, but less than `least`, is
 * hidden; and where that is the only hidden one of a row or column with a printed total, from which it could be worked
 * out, the smallest other one that is not 0 is hidden with it. 0 says nothing of anybody and is shown.
 */

/** `true`: hidden. Rows of cells, as they were given. */
export type Mask = ReadonlyArray<readonly boolean[]>;

export interface Totals {
  /** Each row has its total printed, each column has. */
  readonly rows: boolean;
  readonly columns: boolean;
}

export interface Hidden {
  readonly cells: Mask;
  /** Totals that would tell their only group, which is hidden: by row, by column. */
  readonly rows: readonly boolean[];
  readonly columns: readonly boolean[];
}

/** What is hidden of raw counts; all rows are of one length. */
export function hideSmall(counts: ReadonlyArray<readonly number[]>, totals: Totals, least: number): Hidden {
  const cells = counts.map((row) => row.map((count) => count > 0 && count < least));
  const width = counts[0]?.length ?? 0;
  const rowLines = totals.rows ? counts.map((row, at) => row.map((_, column) => [at, column] as const)) : [];
  const columnLines = totals.columns
    ? Array.from({ length: width }, (_, column) => counts.map((_row, at) => [at, column] as const))
    : [];
  // What is hidden for a row may be the only one of its column: until nothing more is to be hidden.
  let goesOn = true;
  while (goesOn) goesOn = [...rowLines, ...columnLines].some((line) => hideSecond(counts, cells, line));
  const isLone = (line: Line) => line.filter(([row, column]) => cells[row]?.[column]).length === 1;
  return { cells, rows: rowLines.map(isLone), columns: columnLines.map(isLone) };
}

type Line = ReadonlyArray<readonly [row: number, column: number]>;

/** Hides a second cell of a line where one alone is hidden; returns whether it did. */
function hideSecond(counts: ReadonlyArray<readonly number[]>, cells: boolean[][], line: Line): boolean {
  const isHidden = ([row, column]: Line[number]) => cells[row]?.[column] === true;
  const countAt = ([row, column]: Line[number]) => counts[row]?.[column] ?? 0;
  if (line.filter(isHidden).length !== 1) return false;
  const others = line.filter((place) => !isHidden(place) && countAt(place) > 0);
  const [smallest] = others.toSorted((a, b) => countAt(a) - countAt(b));
  if (!smallest) return false;
  const [row, column] = smallest;
  const cellsOfRow = cells[row];
  if (cellsOfRow) cellsOfRow[column] = true;
  return true;
}
