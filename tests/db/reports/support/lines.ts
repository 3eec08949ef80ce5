import type { Figure, ReportFigures, ReportTable } from '../../../../db/domain/reports/figures.ts';

/** A figure as a reader reads it: — for none, thousands apart. */
export const printed = (figure: Figure): string =>
  typeof figure === 'number' ? figure.toLocaleString('en-GB') : (figure ?? '—');

/** Each line of a table as texts: its label and its figures. */
export function linesOf({ rows, totals }: ReportTable): string[][] {
  const lines = rows.map(({ label, figures }) => [label, ...figures.map(printed)]);
  return totals ? [...lines, ['合计', ...totals.map(printed)]] : lines;
}

/** Without the rows whose names stay in the vault. */
export function openRowsOf(figures: ReportFigures): ReportFigures {
  const isOpen = ({ archive }: ReportTable['rows'][number]) =>
    archive === null || archive.secrecy === 'normal' || archive.secrecy === 'confidential';
  return {
    ...figures,
    tables: figures.tables.map((table) => ({ ...table, rows: table.rows.filter(isOpen) })),
  };
}
