import type { ReadableDb } from '../../../connection/handles.ts';
import type { Expression } from './expression.ts';

/** Places of entries of an expression, in order, after `after`. */
export function listPositions(db: ReadableDb, expression: string, after: number, limit: number): number[] {
  return db
    .rows<{ rowid: number }>(
      'select rowid from search_index where search_index match ? and rowid > ? order by rowid limit ?',
      expression,
      after,
      limit,
    )
    .map(({ rowid }) => rowid);
}

/** Entries of an expression, counted up to `limit`. */
export function countPositions(db: ReadableDb, expression: Expression, limit = -1): number {
  if (typeof expression !== 'string') return 0;
  return (
    db.value<number>(
      'select count(*) from (select 1 from search_index where search_index match ? limit ?)',
      expression,
      limit,
    ) ?? 0
  );
}

/** The earliest last day of a class that has lapsed; null for none. */
export function firstLapse(db: ReadableDb, today: string): string | null {
  return (
    db.value<string | null>(
      'select min(lapses_on) from search_row where lapses_on is not null and lapses_on < ?',
      today,
    ) ?? null
  );
}
