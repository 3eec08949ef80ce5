/** What a statistics report says (rules.md B1), computed once: every writer and every screen takes it from here. */
import { z } from 'zod';
import { periodSchema } from '../figures/periods.ts';
import { daySchema } from '../dates.ts';
import { secrecySchema } from '../roles.ts';
import type { StoredKind } from '../stored-json.ts';

/** A count as a number, anything else as it is printed; null prints as —. */
export type Figure = number | string | null;

/** Stands where a small group is not told. */
export const HIDDEN = '*';

const text = z.string().max(2_000);
const key = z.string().min(1).max(80);
const figure = z.union([z.int(), text, z.null()]);

const columnSchema = z.strictObject({
  /** The measure, such as `count` or `share`. */
  key,
  title: text,
  /** `count` holds numbers; of `percent`, `wan` (万元) and `change` (per cent more than before) the text has the decimals. */
  kind: z.enum(['count', 'percent', 'wan', 'change', 'days', 'text']),
  /** What a percentage is of: the column with its base, or the total of the first column. */
  base: z.union([key, z.null()]).default(null),
});

const rowSchema = z.strictObject({
  /** Tells the row in its table and between runs: a code, a month, a 档号. */
  key,
  label: text,
  figures: z.array(figure).max(40),
  /** Heads the rows that follow with the same. */
  group: z.union([text, z.null()]).default(null),
  /** A row of one archive: its name is shown to those alone who may list it. */
  archive: z
    .union([z.strictObject({ id: z.int().positive(), secrecy: secrecySchema }), z.null()])
    .default(null),
});

const tableSchema = z.strictObject({
  key,
  title: text,
  /** Head of the column with the labels. */
  head: text,
  columns: z.array(columnSchema).min(1).max(40),
  rows: z.array(rowSchema),
  /** Figures of the last line; null for a table without one. */
  totals: z.union([z.array(figure).max(40), z.null()]),
  notes: z.array(text).max(20),
  /** How it is drawn besides, by the column charted; null for not at all. */
  chart: z.union([
    z.strictObject({ kind: z.enum(['bar', 'line', 'pie', 'provinces']), column: key }),
    z.null(),
  ]),
});
/** A figure that was amended after the report had been released (rules.md B3). */
const amendedSchema = z.strictObject({
  table: key,
  /** Null: the line of totals. */
  row: z.union([key, z.null()]),
  measure: key,
  old: figure,
  new: figure,
  reason: text,
});
export type AmendedFigure = z.infer<typeof amendedSchema>;

export type ReportTable = z.infer<typeof tableSchema>;
export type ReportColumn = z.infer<typeof columnSchema>;
export type ReportRow = z.infer<typeof rowSchema>;

export const figuresSchema = z.strictObject({
  /** The ready report that it is made of, such as `customer_statistics`. */
  name: key,
  title: text,
  period: periodSchema,
  from: daySchema,
  to: daySchema,
  /** 数据截至: the last day whose facts are in it. */
  asOf: daySchema,
  /** What was chosen, in words. */
  asked: z.array(text).max(20),
  tables: z.array(tableSchema).max(30),
  /** Of every revision up to this one, the oldest first. */
  amended: z.array(amendedSchema).max(1_000).default([]),
});
export type ReportFigures = z.infer<typeof figuresSchema>;

/** The figures of a run as they are kept. */
export const STORED_FIGURES: StoredKind<ReportFigures> = {
  name: 'report_figures',
  version: 1,
  schema: figuresSchema,
};
