import { changeText, sharesOf } from '../../../domain/figures/rates.ts';
import type { TableName } from '../../../domain/reports/choices.ts';
import type { Figure, ReportColumn, ReportTable } from '../../../domain/reports/figures.ts';
import type { AsOfField } from '../../customers/service.ts';
import { wordOf } from '../words.ts';
import type { Scene } from './scene.ts';

/** One figure of a table: its row, an empty text for the line of totals, and its column. */
export interface FigurePlace {
  readonly row: string;
  readonly measure: string;
}

/** How one table of a report is made, and what has to be read for it. */
export interface TableMaker {
  readonly fields?: readonly AsOfField[];
  readonly completeness?: boolean;
  /** What it asks of the archives as they were before the period began. */
  readonly starts?: readonly AsOfField[];
  readonly chart?: NonNullable<ReportTable['chart']>;
  /** Columns of counts that add in each row, the sum first: where some are hidden the others could tell them. */
  readonly sums?: (scene: Scene) => ReadonlyArray<readonly string[]>;
  /** The same of single figures. */
  readonly across?: (scene: Scene) => ReadonlyArray<readonly FigurePlace[]>;
  /** What each rate is worked out from; absent: the first column, and its base. */
  readonly rates?: Readonly<Record<string, readonly string[]>>;
  /** Columns that tell of every row as soon as one of its rows is hidden. */
  readonly tellsAll?: readonly string[];
  /** Its notes count archives, and go where some of them are hidden. */
  readonly countsInNotes?: boolean;
  /** The archives that a figure counts; null for one that counts none, such as a percentage. Absent: for all of its figures. */
  readonly behind?: (scene: Scene, place: FigurePlace) => Uint8Array | null;
  make(scene: Scene): Omit<ReportTable, 'key' | 'title' | 'chart'>;
}

/** A column of counts that add, by the keys of rows. */
export interface CountColumn {
  readonly key: string;
  readonly title: string;
  readonly counts: ReadonlyMap<string, number>;
}

/** The title of a measure. */
export function measure(key: string, values?: Readonly<Record<string, string | number>>): string {
  return wordOf(`measure.${key}`, values);
}

/** A table’s columns as their figures by row, put together beside one another. */
export interface Columns {
  readonly columns: ReportColumn[];
  readonly rows: Figure[][];
  readonly totals: Figure[];
}

const total = (counts: ReadonlyMap<string, number>): number => {
  let sum = 0;
  for (const count of counts.values()) sum += count;
  return sum;
};

/** Counts by row with their total; `share`: with what per cent of the total each is. */
export function countColumns(
  keys: readonly string[],
  { key, title, counts }: CountColumn,
  { share = false }: { readonly share?: boolean } = {},
): Columns {
  const numbers = keys.map((one) => counts.get(one) ?? 0);
  const sum = total(counts);
  const column: ReportColumn = { key, title, kind: 'count', base: null };
  if (!share) return { columns: [column], rows: numbers.map((number) => [number]), totals: [sum] };
  const shares = sharesOf(numbers);
  const title2 = measure('share', { base: grouped(sum) });
  return {
    columns: [column, { key: 'share', title: title2, kind: 'percent', base: key }],
    rows: numbers.map((number, at) => [number, shares[at] ?? null]),
    totals: [sum, sum === 0 ? null : '100.0'],
  };
}

/** Counts of an earlier day, and by how many per cent those of now are more. */
export function comparedColumns(
  keys: readonly string[],
  now: ReadonlyMap<string, number>,
  { key, counts }: { readonly key: 'before' | 'last_year'; readonly counts: ReadonlyMap<string, number> },
): Columns {
  const figuresOf = (is: number, was: number): Figure[] => [was, changeText({ now: is, before: was })];
  return {
    columns: [
      { key, title: measure(key), kind: 'count', base: null },
      { key: `${key}_change`, title: measure(`${key}_change`), kind: 'change', base: key },
    ],
    rows: keys.map((one) => figuresOf(now.get(one) ?? 0, counts.get(one) ?? 0)),
    totals: figuresOf(total(now), total(counts)),
  };
}

export function beside(...parts: readonly Columns[]): Columns {
  const [first] = parts;
  return {
    columns: parts.flatMap(({ columns }) => columns),
    rows: (first?.rows ?? []).map((_, at) => parts.flatMap(({ rows }) => rows[at] ?? [])),
    totals: parts.flatMap(({ totals }) => totals),
  };
}

/** A whole number as people read it: 1,900. */
export function grouped(count: number | bigint): string {
  return String(count).replace(/\B(?=(?:\d{3})+$)/g, ',');
}

export function titleOf(name: TableName): string {
  return wordOf(`table.${name}`);
}
