import type { WritableDb } from './handles.ts';

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
