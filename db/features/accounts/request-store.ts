import { sqlFor, type ReadableDb, type WritableDb } from '../../connection/handles.ts';
import type { Schema } from '../../schema.ts';

/** What waits for a second person as it is stored; by whom, when and why stands in the rows of the log that it names. */
export type StoredRequest = Schema['account_request'];

const requests = sqlFor.selectFrom('account_request').selectAll();

/** The oldest first; there are no more than `MOST_REQUESTS`. */
export function listRequests(db: ReadableDb): StoredRequest[] {
  return db.all(requests.orderBy('asked_row'));
}

export function findRequest(db: ReadableDb, askedRow: number): StoredRequest | undefined {
  return db.get(requests.where('asked_row', '=', askedRow));
}

/** What was asked for an account last and is not over, refused or not. */
export function findRequestFor(db: ReadableDb, accountId: number): StoredRequest | undefined {
  return db.get(requests.where('account_id', '=', accountId));
}

export function insertRequest(
  db: WritableDb,
  row: Pick<StoredRequest, 'account_id' | 'request' | 'asked_row'>,
): void {
  db.run(sqlFor.insertInto('account_request').values({ ...row, refused_row: null, refused_text: null }));
}

export function markRefused(
  db: WritableDb,
  { asked_row, refused_row, refused_text }: Omit<StoredRequest, 'account_id' | 'request'>,
) {
  return db.run(
    sqlFor
      .updateTable('account_request')
      .set({ refused_row, refused_text })
      .where('asked_row', '=', asked_row)
      .where('refused_row', 'is', null),
  );
}

/** Takes away what is asked for an account, if anything is. */
export function deleteRequest(db: WritableDb, accountId: number) {
  return db.run(sqlFor.deleteFrom('account_request').where('account_id', '=', accountId));
}
