import type { Selectable } from 'kysely';
import { sqlFor, type ReadableDb } from '../../../connection/handles.ts';
import type { Day } from '../../../domain/dates.ts';
import type { Schema } from '../../../schema.ts';
import { caseTable } from '../../../work/flow/case-table.ts';

export type RequestRow = Selectable<Schema['report_request']>;

export const requestTable = caseTable({
  name: 'report_request',
  rows: sqlFor.selectFrom('report_request').selectAll(),
  asker: 'asker_id',
});

export function findRequest(db: ReadableDb, id: number): RequestRow | undefined {
  return requestTable.find(db, id);
}

/** Those that are compiled on their due dates, the oldest first. */
export function listApproved(db: ReadableDb): RequestRow[] {
  return db.rows("select * from report_request where state = 'approved' order by id");
}

/** The person's own whose validity ends on a day or before. */
export function listEnding(db: ReadableDb, personId: number, upTo: Day): RequestRow[] {
  return db.rows(
    `select * from report_request where asker_id = ? and state = 'approved' and valid_until <= ? order by id`,
    personId,
    upTo,
  );
}
