/** The ready reports, and how each can be varied. */
import { z } from 'zod';
import { filtersSchema } from './filters.ts';

export const REPORTS = [
  'customer_statistics',
  'customer_profile',
  'grade_changes',
  'storage',
  'filing_timeliness',
] as const;
export type ReportName = (typeof REPORTS)[number];
export const reportNameSchema = z.enum(REPORTS);

/** The tables of each report, in the order in which they are printed. */
export const TABLES = {
  customer_statistics: [
    'summary',
    'category',
    'province',
    'city',
    'industry',
    'grade',
    'status',
    'secrecy',
    'contact_month',
    'completeness',
    'filing_lag',
    'volume',
    'volume_top',
  ],
  customer_profile: ['type', 'province', 'industry', 'size', 'grade', 'grade_area'],
  grade_changes: ['movement', 'changed'],
  storage: ['places', 'inspection', 'repairs'],
  filing_timeliness: ['timeliness', 'responsible', 'late'],
} as const satisfies Record<ReportName, readonly string[]>;

export type TableName = (typeof TABLES)[ReportName][number];
export const TABLE_NAMES: readonly TableName[] = [...new Set(REPORTS.flatMap((name) => TABLES[name]))];

export const CHARTS = ['bar', 'line', 'pie', 'provinces', 'none'] as const;
export type ChartChoice = (typeof CHARTS)[number];

/** How a table can be drawn: a map is of provinces, and a list of words alone has nothing to draw. */
export function chartsOf(table: string): readonly ChartChoice[] {
  if (table === 'changed') return [];
  return CHARTS.filter((chart) => chart !== 'provinces' || table === 'province');
}

const MOST_ROWS = 500;
const MOST_TABLES = 30;

export const choicesSchema = z.strictObject({
  /** Which tables, in the report's order; null for all. */
  tables: z.array(z.string().max(40)).max(MOST_TABLES).nullable().default(null),
  filters: filtersSchema.prefault({}),
  /** 环比: beside the period before. */
  before: z.boolean().default(false),
  /** 同比: beside the same period of the year before. */
  lastYear: z.boolean().default(false),
  /** `count`: the largest group first; `list`: as the department’s lists have them; `own`: as each table is used to. */
  order: z.enum(['own', 'list', 'count']).default('own'),
  /** The first so many groups of a table, the others as one row; null for all. */
  top: z.int().min(1).max(MOST_ROWS).nullable().default(null),
  /** Customers that a list by volume names. */
  names: z.int().min(1).max(MOST_ROWS).default(20),
  /** How a table is drawn, by its name; tables that are not named as the report has them. */
  charts: z
    .record(z.string().max(40), z.enum(CHARTS))
    .refine((charts) => Object.keys(charts).length <= MOST_TABLES)
    .default({}),
});
export type ReportChoices = z.infer<typeof choicesSchema>;
export const DEFAULT_CHOICES: ReportChoices = choicesSchema.parse({});
