/**
 * Hides counts of fewer than `least` archives, and what could be worked out from the others (rules.md B1 and the setting):
 * from raw counts, in all tables of a report together, before anything is printed. What is worked out from a count that is
 * hidden goes with it.
 */
import { hideCounts, type Sum } from '../../../domain/figures/hiding.ts';
import { HIDDEN, type Figure, type ReportColumn } from '../../../domain/reports/figures.ts';
import { word } from '../words.ts';
import { Counts, isCounted, keysOf, sumOf, TOTALS, type Made } from './counts.ts';
import { samePlaces } from './same-counts.ts';
import { measure, type FigurePlace } from './table-maker.ts';

/** A last column of counts that is the sum of those before it. */
const SUM = 'count';

export function hideGroups(all: readonly Made[], least: number): Array<Pick<Made, 'key' | 'table'>> {
  if (least === 0) return [...all];
  const counts = new Counts(all);
  const sums = [...all.flatMap((made) => sumsIn(made, counts)), ...samePlaces(all, counts)];
  const hidden = hideCounts(counts.counts, sums, least);
  return all.map((made) => {
    const isHidden = (row: string, column: string) => {
      const place = counts.at(made.key, row, column);
      return place !== undefined && hidden[place] === true;
    };
    return { key: made.key, table: masked(made, least, isHidden) };
  });
}

/** The counts of a table that add: columns to their totals, and in each row what the table says of itself. */
function sumsIn({ key, table, sums, across }: Made, counts: Counts): Sum[] {
  if (!isCounted(table)) return [];
  const columns = keysOf(table);
  const rows = table.rows.map((row) => row.key);
  const isCross = columns.length > 2 && table.columns.at(-1)?.key === SUM;
  const inRow = [...sums, ...(isCross ? [[SUM, ...columns.slice(0, -1)]] : [])];
  const lines: FigurePlace[][] = [
    ...columns.map((column) => [TOTALS, ...rows].map((row) => ({ row, measure: column }))),
    ...[...rows, TOTALS].flatMap((row) =>
      inRow.map((some) => some.map((column) => ({ row, measure: column }))),
    ),
    ...across.map((places) => [...places]),
  ];
  return lines.flatMap((line) => sumOf(line.map((place) => counts.at(key, place.row, place.measure))));
}

function masked(
  made: Made,
  least: number,
  isCountHidden: (row: string, column: string) => boolean,
): Made['table'] {
  const { table, rates = {}, tellsAll = [], countsInNotes = false } = made;
  const { columns, rows, totals } = table;
  const counted = keysOf(table);
  const all = [...rows.map(({ key }) => key), TOTALS];
  if (!all.some((row) => counted.some((column) => isCountHidden(row, column)))) return table;
  const isHidden = (row: string, { key, kind, base }: ReportColumn): boolean => {
    if (kind === 'count') return isCountHidden(row, key);
    if (tellsAll.includes(key) && row !== TOTALS) return true;
    const sources = rates[key] ?? [counted[0] ?? '', base ?? ''];
    return sources.some((column) => isCountHidden(row, column));
  };
  const shown = (row: string, figures: readonly Figure[]): Figure[] =>
    figures.map((figure, at) => {
      const column = columns[at];
      return figure !== null && column && isHidden(row, column) ? HIDDEN : figure;
    });
  return {
    ...table,
    // The head of a share says what it is of.
    columns: columns.map((column) =>
      column.key === 'share' && isHidden(TOTALS, column)
        ? { ...column, title: measure('share', { base: HIDDEN }) }
        : column,
    ),
    rows: rows.map((row) => ({ ...row, figures: shown(row.key, row.figures) })),
    totals: totals && shown(TOTALS, totals),
    notes: [...(countsInNotes ? [] : table.notes), word('note.hidden', { least })],
  };
}
