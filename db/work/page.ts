import { sql, type RawBuilder, type SelectQueryBuilder } from 'kysely';
import type { ReadableDb, SqlValue } from '../connection/handles.ts';

/** The order of a list: columns that together tell every row apart, all in one direction. */
export interface Order<Row> {
  readonly columns: readonly string[];
  readonly direction: 'asc' | 'desc';
  /** The columns' values in a row: where a page ends. */
  readonly placeOf: (row: Row) => Place;
}

/** Where a page ends: the values of its last row, in the order of the columns. */
export type Place = ReadonlyArray<string | number>;

export interface Page<Row> {
  readonly rows: Row[];
  /** Where the next page begins; null at the end. */
  readonly next: Place | null;
}

/**
 * One page of a query, after a place (null: from the beginning). It reads no row before the place, and one more than
 * the page has, so that the end is known without a count.
 */
export function pageOf<Schema, Tables extends keyof Schema, Row>(
  db: ReadableDb,
  query: SelectQueryBuilder<Schema, Tables, Row>,
  { columns, direction, placeOf }: Order<Row>,
  after: Place | null,
  limit: number,
): Page<Row> {
  const sign = sql.raw(direction === 'asc' ? '>' : '<');
  const placed =
    after === null
      ? query
      : query.where(
          sql<boolean>`(${sql.join(columns.map((column) => sql.ref(column)))}) ${sign} (${sql.join(after)})`,
        );
  const ordered = columns.reduce((built, column) => built.orderBy(sql.ref(column), direction), placed);
  const rows = db.all(ordered.limit(limit + 1));
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  return { rows: rows.slice(0, limit), next: last === undefined ? null : placeOf(last) };
}

/** SQL with `?` that is true of a row. */
export interface Condition {
  readonly sql: string;
  readonly values: readonly SqlValue[];
}

/** Hand-written SQL with `?` parameters as a condition of a built query. */
export function conditionOf(text: string, values: readonly SqlValue[]): RawBuilder<boolean> {
  const parts = text
    .split('?')
    .flatMap((part, index) => (index === 0 ? [sql.raw(part)] : [sql.val(values[index - 1]), sql.raw(part)]));
  return sql<boolean>`${sql.join(parts, sql.raw(''))}`;
}
