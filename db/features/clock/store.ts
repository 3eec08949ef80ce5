import type { ReadableDb } from '../../connection/handles.ts';

/** Who gave their word for the computer's date after a row of the log, and when (milliseconds UTC); the oldest first. */
export function listWords(db: ReadableDb, since: number): Array<{ accountId: number; at: number }> {
  return db.rows(
    `select account_id as accountId, at from audit
     where action = 'clock.vouch' and decision = 'allow' and seq > ? order by seq`,
    since,
  );
}
