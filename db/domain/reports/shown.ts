/** What a reader is shown of a report: names of archives that they may not list stay away (rules.md B4, S1). */
import { HIDDEN, type ReportFigures, type ReportRow, type ReportTable } from './figures.ts';

export type ArchiveOfRow = NonNullable<ReportRow['archive']>;

/**
 * A report for a reader: of the row of an archive that `maySee` refuses no name, number or text is left, only its
 * figures, since the totals count them. Every door shows a report through this.
 */
export function shownTo(
  figures: ReportFigures,
  { maySee, hidden }: { readonly maySee: (archive: ArchiveOfRow) => boolean; readonly hidden: string },
): ReportFigures {
  /** The keys of rows that are hidden, by what they are shown as. */
  const keys = new Map<string, string>();
  const placeOf = (table: string, row: string) => `${table} ${row}`;
  const tables = figures.tables.map((table) => ({
    ...table,
    rows: table.rows.map((row, at) => {
      if (!row.archive || maySee(row.archive)) return row;
      const key = `hidden-${at + 1}`;
      keys.set(placeOf(table.key, row.key), key);
      return hiddenRow(table, row, { key, hidden });
    }),
  }));
  const amended = figures.amended.map((one) => {
    const key = one.row === null ? undefined : keys.get(placeOf(one.table, one.row));
    if (key === undefined) return one;
    const isText = isTextColumn(figures, one.table, one.measure);
    // A reason may name whom it is about.
    return { ...one, row: key, reason: HIDDEN, ...(isText && { old: HIDDEN, new: HIDDEN }) };
  });
  return { ...figures, tables, amended };
}

function hiddenRow(
  { columns }: ReportTable,
  { figures }: ReportRow,
  { key, hidden }: { readonly key: string; readonly hidden: string },
): ReportRow {
  return {
    key,
    label: hidden,
    figures: figures.map((figure, at) => (columns[at]?.kind === 'text' ? HIDDEN : figure)),
    group: null,
    archive: null,
  };
}

function isTextColumn({ tables }: ReportFigures, table: string, measure: string): boolean {
  const columns = tables.find(({ key }) => key === table)?.columns ?? [];
  return columns.some(({ key, kind }) => key === measure && kind === 'text');
}

/** The archives whose names a report tells. */
export function archivesIn({ tables }: ReportFigures): ArchiveOfRow[] {
  return tables.flatMap(({ rows }) => rows.flatMap(({ archive }) => archive ?? []));
}
