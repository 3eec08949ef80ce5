import { z } from 'zod';
import { line, printable } from './text.ts';

export const CHART_KINDS = ['bar', 'line', 'pie', 'provinces'] as const;
export type ChartKind = (typeof CHART_KINDS)[number];

/** Of A4 upright between its margins, so that a screen shows what paper will. */
export const CHART_WIDTH_MM = 170;
/** How high a picture of a kind is in a report. */
export const CHART_HEIGHT_MM = { bar: 70, line: 60, pie: 65, provinces: 110 } as const satisfies Record<
  ChartKind,
  number
>;

const MOST_CATEGORIES = 60;
const MOST_SERIES = 6;
/** Larger numbers lose their last digits as they are counted with. */
const LARGEST = 1e15;

const seriesSchema = z.strictObject({
  name: line,
  /** How long a bar is and nothing more; null draws nothing. */
  values: z.array(z.number().min(-LARGEST).max(LARGEST).nullable()).max(MOST_CATEGORIES),
  /** What is printed for each, exact already; empty prints nothing. */
  texts: z.array(line).max(MOST_CATEGORIES),
});

/**
 * Figures as a picture. `provinces` lays them on tiles that lie roughly as the provinces do, by the first two digits of
 * their codes (GB/T 2260) in `code`; the other kinds need no codes. A pie and provinces show one series, a pie nothing
 * below zero.
 */
export const chartBlock = z
  .strictObject({
    kind: z.literal('chart'),
    chart: z.enum(CHART_KINDS),
    /** Above the picture. */
    title: line,
    /** What is counted, at the picture's corner. */
    unit: line.nullable().default(null),
    categories: z
      .array(
        z.strictObject({
          label: line,
          code: z
            .string()
            .regex(/^\d{2}$/)
            .nullable()
            .default(null),
        }),
      )
      .max(MOST_CATEGORIES),
    series: z.array(seriesSchema).max(MOST_SERIES),
    /** Of the picture without its title; less where the paper has less. */
    heightMm: z.number().min(20).max(240).default(80),
  })
  .refine(
    ({ categories, series }) =>
      series.every(
        ({ values, texts }) => values.length === categories.length && texts.length === categories.length,
      ),
    { path: ['series'] },
  )
  .refine(({ chart, series }) => chart === 'bar' || chart === 'line' || series.length <= 1, {
    path: ['series'],
  })
  .refine(
    ({ chart, series }) =>
      chart !== 'pie' || series.every(({ values }) => values.every((value) => (value ?? 0) >= 0)),
    { path: ['series'] },
  )
  .refine(({ chart, categories }) => chart !== 'provinces' || differ(categories), { path: ['categories'] });

/** True when no province is told of twice. */
function differ(categories: ReadonlyArray<{ readonly code: string | null }>): boolean {
  const codes = categories.flatMap(({ code }) => (code === null ? [] : [code]));
  return new Set(codes).size === codes.length;
}

export type ChartBlock = z.infer<typeof chartBlock>;

/** What a picture shows, with what is counted. */
export function captionOf({ title, unit }: Pick<ChartBlock, 'title' | 'unit'>): string {
  return [title, unit].filter(Boolean).join(' · ');
}

/** As long as a person listens to, and any program takes. */
const LONGEST_WORDS = 4_000;

/** A picture in words, for who cannot see it: every figure with its name. */
export function chartWords(block: ChartBlock): string {
  const told = block.series.map(({ name, texts }) => {
    const figures = block.categories.map(({ label }, at) => [label, texts[at]].filter(Boolean).join(' '));
    const all = figures.join('; ');
    return block.series.length > 1 ? `${name}: ${all}` : all;
  });
  const words = [captionOf(block), ...told].filter(Boolean).join('. ');
  return words.length > LONGEST_WORDS ? `${printable(words.slice(0, LONGEST_WORDS))}…` : words;
}
