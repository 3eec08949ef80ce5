import { z } from 'zod';
import {
  amendItemSchema,
  figureAt,
  itemsRefusal,
  MOST_ITEMS,
  type AmendItem,
} from '../../../db/domain/reports/amendment.ts';
import { type Figure, type ReportColumn, type ReportFigures } from '../../../db/domain/reports/figures.ts';
import { fieldsDraft } from '../../components/form/use-kept-form.ts';
import type { ShownItem } from './items-table.tsx';

/** Stands for the line of totals among the rows of a table. */
export const TOTALS = '';

/** The items that are there, and the one that is being written. */
const fields = {
  items: z.array(amendItemSchema).max(MOST_ITEMS),
  table: z.string().nullable(),
  row: z.string().nullable(),
  measure: z.string().nullable(),
  value: z.string().max(200),
  reason: z.string().max(300),
};
export const amendValuesSchema = z.strictObject(fields);
export type AmendValues = z.infer<typeof amendValuesSchema>;
export const AMEND_DRAFT = fieldsDraft('report_amendment_draft', fields);

export const NO_ITEM = { row: null, measure: null, value: '', reason: '' } as const;

/** What was typed as a figure of a column: a count as a number, and nothing as —. */
export function figureOf(kind: ReportColumn['kind'], typed: string): Figure {
  const text = typed.trim().replaceAll(/[,，]/g, '');
  if (text === '' || text === '—') return null;
  if (kind === 'count' || kind === 'days') return /^\d{1,12}$/.test(text) ? Number(text) : text;
  return kind === 'text' ? typed.trim() : text;
}

/** The item that was written, or what is wrong with it and where. */
export function itemWritten(
  figures: ReportFigures,
  { items, table, row, measure, value, reason }: AmendValues,
):
  | { readonly item: AmendItem }
  | { readonly field: 'table' | 'row' | 'measure' | 'value' | 'reason'; readonly code: string | null } {
  if (table === null) return { field: 'table', code: null };
  if (row === null) return { field: 'row', code: null };
  if (measure === null) return { field: 'measure', code: null };
  const place = { table, row: row === TOTALS ? null : row, measure };
  const found = figureAt(figures, place);
  if (!found) return { field: 'row', code: 'reports.no_such_figure' };
  const read = amendItemSchema.safeParse({ ...place, value: figureOf(found.kind, value), reason });
  if (!read.success) {
    const isReason = read.error.issues.some(({ path }) => path[0] === 'reason');
    return isReason
      ? { field: 'reason', code: 'reports.amend_reason' }
      : { field: 'value', code: 'reports.figure_form' };
  }
  const refusal = itemsRefusal(figures, [...items, read.data]);
  return refusal ? { field: 'value', code: refusal.code } : { item: read.data };
}

/** The rows of a table that can be amended: those with a figure that is not hidden, and its totals. */
export function rowsOf(figures: ReportFigures, table: string | null, total: string) {
  const found = figures.tables.find(({ key }) => key === table);
  if (!found) return [];
  const rows = found.rows.map(({ key, label, group }) => ({
    value: key,
    label: group === null ? label : `${group}　${label}`,
  }));
  return found.totals ? [...rows, { value: TOTALS, label: total }] : rows;
}

/** Items in the words of their places. */
export function shownItems(figures: ReportFigures, items: readonly AmendItem[], total: string): ShownItem[] {
  return items.map((item) => {
    const table = figures.tables.find(({ key }) => key === item.table);
    const row = table?.rows.find(({ key }) => key === item.row);
    return {
      ...item,
      tableTitle: table?.title ?? item.table,
      rowLabel: item.row === null ? total : (row?.label ?? item.row),
      measureTitle: table?.columns.find(({ key }) => key === item.measure)?.title ?? item.measure,
      old: figureAt(figures, item)?.old ?? null,
    };
  });
}
