import { hideSmall } from '../../../domain/figures/hiding.ts';
import { HIDDEN, type Figure, type ReportTable } from '../../../domain/reports/figures.ts';
import { word } from '../words.ts';

type Figures = Pick<ReportTable, 'columns' | 'rows' | 'totals' | 'notes'>;

/** A last column of counts that is the sum of those before it. */
const SUM = 'count';

/**
 * Hides counts of fewer than `least` archives, and what could be worked out from the others (rules.md B1 and the setting):
 * from raw counts, before anything is printed. Percentages of what is hidden go with it.
 */
export function hideGroups<Table extends Figures>(table: Table, least: number): Table {
  const { columns, rows, totals } = table;
  const counts = columns.flatMap(({ kind }, at) => (kind === 'count' ? [at] : []));
  if (least === 0 || counts.length === 0 || rows.every(({ archive }) => archive !== null)) return table;
  const isCross = counts.length > 2 && columns.at(-1)?.key === SUM;
  const cells = isCross ? counts.slice(0, -1) : counts;
  const raw = rows.map(({ figures }) => cells.map((at) => Number(figures[at] ?? 0)));
  const hidden = hideSmall(raw, { rows: isCross, columns: totals !== null }, least);
  const isHidden = (row: number, column: number): boolean => {
    const at = cells.indexOf(column);
    if (at >= 0) return hidden.cells[row]?.[at] === true;
    if (isCross) return hidden.rows[row] === true;
    // A percentage tells its count: that of its base, or the first of the row.
    const base = columns[column]?.base;
    const of = [cells[0] ?? 0, columns.findIndex(({ key }) => key === base)];
    return of.some((each) => hidden.cells[row]?.[cells.indexOf(each)] === true);
  };
  const masked = (figures: readonly Figure[], row: number) =>
    figures.map((figure, at) => (figure !== null && isHidden(row, at) ? HIDDEN : figure));
  const isTotalHidden = (at: number) => hidden.columns[cells.indexOf(at)] === true;
  if (!hidden.cells.some((row) => row.includes(true))) return table;
  return {
    ...table,
    rows: rows.map((row, at) => ({ ...row, figures: masked(row.figures, at) })),
    totals: totals && totals.map((figure, at) => (isTotalHidden(at) ? HIDDEN : figure)),
    notes: [...table.notes, word('note.hidden', { least })],
  };
}
