/** 报表修改 (rules.md B3): single figures of a released report, approved by 总经理 and filed as a new revision. */
import { z } from 'zod';
import { sumOf, unitsOf } from '../figures/exact.ts';
import type { Flow } from '../flow.ts';
import { OTHER } from '../reasons.ts';
import type { StoredKind } from '../stored-json.ts';
import { enteredLines } from '../text/entered.ts';
import {
  HIDDEN,
  type AmendedFigure,
  type Figure,
  type ReportColumn,
  type ReportFigures,
  type ReportTable,
} from './figures.ts';

export const AMENDMENT_STATES = ['draft', 'submitted', 'approved', 'refused', 'withdrawn', 'filed'] as const;
export type AmendmentState = (typeof AMENDMENT_STATES)[number];
export type AmendmentStep = 'submit' | 'resubmit' | 'withdraw' | 'approve' | 'refuse' | 'file';

const asker = { may: 'reports.amend', only: 'asker' } as const;
const approver = { may: 'reports.approve_amendment', not: ['asker', 'signers'] } as const;

export const amendmentFlow: Flow<AmendmentState, AmendmentStep> = {
  name: 'report_amendments',
  object: 'report_amendment',
  changes: 'reportAmendments',
  version: 1,
  states: AMENDMENT_STATES,
  steps: {
    submit: { ...asker, from: ['draft'], to: 'submitted', signs: true },
    resubmit: { ...asker, from: ['refused', 'withdrawn'], to: 'submitted', signs: true },
    withdraw: {
      ...asker,
      from: ['submitted', 'approved'],
      to: 'withdrawn',
      reason: { choices: ['wrong_facts', 'more_to_come', 'not_needed', OTHER], needed: false },
      ends: 'withdrawn',
    },
    approve: { ...approver, from: ['submitted'], to: 'approved', signs: true, password: true },
    refuse: {
      ...approver,
      from: ['submitted'],
      to: 'refused',
      reason: { choices: ['no_grounds', 'compile_again', 'wrong_facts', OTHER], needed: true },
      ends: 'refused',
    },
    file: {
      may: 'reports.file_amendment',
      not: ['asker', 'signers'],
      from: ['approved'],
      to: 'filed',
      signs: true,
    },
  },
  next: { draft: 'submit', submitted: 'approve', approved: 'file', refused: 'resubmit' },
  voided: 'refused',
};

const key = z.string().min(1).max(80);

export const amendItemSchema = z.strictObject({
  table: key,
  /** Null: the line of totals. */
  row: key.nullable(),
  measure: key,
  value: z.union([z.int(), z.string().min(1).max(200), z.null()]),
  reason: enteredLines(300).pipe(z.string().min(2)),
});
export type AmendItem = z.infer<typeof amendItemSchema>;

export const MOST_ITEMS = 50;
export const amendItemsSchema = z.array(amendItemSchema).min(1).max(MOST_ITEMS);

/** The items of an amendment as it keeps them. */
export const STORED_ITEMS: StoredKind<AmendItem[]> = {
  name: 'report_amendment',
  version: 1,
  schema: z.array(
    z.strictObject({
      table: key,
      row: z.union([key, z.null()]),
      measure: key,
      value: z.union([z.int(), z.string().min(1).max(200), z.null()]),
      reason: z.string().min(2).max(300),
    }),
  ),
};

/** How a figure of each kind of column is printed; a count stays a number. */
const PRINTED: Readonly<Record<Exclude<ReportColumn['kind'], 'count' | 'days'>, RegExp>> = {
  percent: /^-?\d{1,9}\.\d$/,
  change: /^-?\d{1,9}\.\d$/,
  wan: /^-?\d{1,15}\.\d{2}$/,
  text: /^[^\p{C}]{1,200}$/u,
};

function isOfForm(kind: ReportColumn['kind'], value: Figure): boolean {
  if (value === null) return true;
  if (kind === 'count' || kind === 'days') return typeof value === 'number' && value >= 0;
  return typeof value === 'string' && value !== HIDDEN && PRINTED[kind].test(value);
}

/** Where an item stands: its table, and the places of its row and column; undefined where there is none such. */
function placeOf({ tables }: ReportFigures, item: Pick<AmendItem, 'table' | 'row' | 'measure'>) {
  const table = tables.find((one) => one.key === item.table);
  if (!table) return undefined;
  const column = table.columns.findIndex((one) => one.key === item.measure);
  const row = item.row === null ? -1 : table.rows.findIndex((one) => one.key === item.row);
  const figures = item.row === null ? table.totals : table.rows[row]?.figures;
  return column < 0 || !figures ? undefined : { table, column, old: figures[column] ?? null };
}

/** The figure that an item stands for; undefined where the report has none such. */
export function figureAt(
  figures: ReportFigures,
  item: Pick<AmendItem, 'table' | 'row' | 'measure'>,
): { readonly old: Figure; readonly kind: ReportColumn['kind'] } | undefined {
  const place = placeOf(figures, item);
  return place && { old: place.old, kind: place.table.columns[place.column]?.kind ?? 'text' };
}

/** What is wrong with the items of an amendment: the first that is not right, and why; null for nothing. */
export function itemsRefusal(
  figures: ReportFigures,
  items: readonly AmendItem[],
): { readonly code: string; readonly item: AmendItem } | null {
  const seen = new Set<string>();
  for (const item of items) {
    const found = figureAt(figures, item);
    const place = JSON.stringify([item.table, item.row, item.measure]);
    if (!found || found.old === HIDDEN) return { code: 'reports.no_such_figure', item };
    if (seen.has(place) || item.value === found.old) return { code: 'reports.nothing_amended', item };
    if (!isOfForm(found.kind, item.value)) return { code: 'reports.figure_form', item };
    seen.add(place);
  }
  return null;
}

/**
 * A report with its items amended: each old → new with its reason beside it, and a note under a table whose printed
 * parts do not add to its total any more. The items are right: `itemsRefusal`.
 */
export function amendedFigures(
  figures: ReportFigures,
  items: readonly AmendItem[],
  noteOf: (difference: { readonly column: string; readonly parts: string; readonly total: string }) => string,
): ReportFigures {
  const amended = items.map(({ value, ...item }): AmendedFigure => ({
    table: item.table,
    row: item.row,
    measure: item.measure,
    old: figureAt(figures, item)?.old ?? null,
    new: value,
    reason: item.reason,
  }));
  const tables = figures.tables.map((table) => {
    const own = amended.filter((one) => one.table === table.key);
    if (own.length === 0) return table;
    const changed = withFigures(table, own);
    const notes = brokenSums(table, changed).map(noteOf);
    return { ...changed, notes: [...changed.notes, ...notes].slice(0, MOST_NOTES) };
  });
  return { ...figures, tables, amended: [...figures.amended, ...amended] };
}

/** As the schema of figures has it. */
const MOST_NOTES = 20;

function withFigures(table: ReportTable, amended: readonly AmendedFigure[]): ReportTable {
  const renewed = (row: string | null, figures: readonly Figure[]): Figure[] =>
    figures.map((figure, at) => {
      const one = amended.find((item) => item.row === row && item.measure === table.columns[at]?.key);
      return one ? one.new : figure;
    });
  return {
    ...table,
    rows: table.rows.map((row) => ({ ...row, figures: renewed(row.key, row.figures) })),
    totals: table.totals && renewed(null, table.totals),
  };
}

/** The columns whose printed parts added to their total before, and do not now. */
function brokenSums(before: ReportTable, after: ReportTable) {
  return after.columns.flatMap(({ title }, at) => {
    const [was, is] = [sumIn(before, at), sumIn(after, at)];
    if (!was || !is || was.parts !== was.total || is.parts === is.total) return [];
    return [{ column: title, parts: is.shown(is.parts), total: is.shown(is.total) }];
  });
}

/** The sum of a column and its total in units of their last decimal; null where there is nothing that adds. */
function sumIn({ rows, totals }: ReportTable, at: number) {
  const total = totals?.[at] ?? null;
  const parts = rows.map(({ figures }) => figures[at] ?? null).filter((figure) => figure !== null);
  if (total === null || parts.length === 0) return null;
  const all = [total, ...parts].map(String);
  if (!all.every((text) => /^-?\d+(?:\.\d+)?$/.test(text))) return null;
  const decimals = (all[0]?.split('.')[1] ?? '').length;
  const shown = (units: bigint): string => {
    const digits = String(units < 0n ? -units : units).padStart(decimals + 1, '0');
    const whole = digits.slice(0, digits.length - decimals);
    return `${units < 0n ? '-' : ''}${whole}${decimals === 0 ? '' : `.${digits.slice(-decimals)}`}`;
  };
  return { parts: sumOf(all.slice(1).map(unitsOf)), total: unitsOf(all[0] ?? '0'), shown };
}
