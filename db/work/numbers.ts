import type { ReadableDb, WritableDb } from '../connection/handles.ts';

/** Takes the next number of a counter, from 1; gap-free because it belongs to the caller's transaction. */
export function takeSerial(db: WritableDb, scope: string): number {
  const serial = db.value<number>(
    `insert into serial (scope, last) values (?, 1)
     on conflict (scope) do update set last = last + 1 returning last`,
    scope,
  );
  if (serial === undefined) throw new Error('no serial');
  return serial;
}

/** The number taken last, 0 before the first. A bulk counts on from it and says in the end how far it came. */
export function lastSerial(db: ReadableDb, scope: string): number {
  return db.value<number>('select last from serial where scope = ?', scope) ?? 0;
}

/** Numbers taken by all counters whose scope is like a pattern. */
export function sumSerials(db: ReadableDb, pattern: string): number {
  return db.value<number>('select coalesce(sum(last), 0) from serial where scope like ?', pattern) ?? 0;
}

export function setSerial(db: WritableDb, scope: string, last: number): void {
  db.execute(
    'insert into serial (scope, last) values (?, ?) on conflict (scope) do update set last = excluded.last',
    scope,
    last,
  );
}
