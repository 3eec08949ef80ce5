import type { Selectable } from 'kysely';
import type { ReadableDb } from '../../../connection/handles.ts';
import type { Schema } from '../../../schema.ts';
import type { Ledger } from '../../../work/ledger.ts';

export type CopyRow = Selectable<Schema['report_copy']>;

/** 印发登记 (rules.md B4): what happened to each numbered copy. */
export const COPIES: Ledger = {
  object: 'report',
  owner: 'report_id',
  table: 'report_copy',
  columns: ['copy_no', 'what', 'recipient', 'department', 'on_day', 'note'],
  acts: ['reports.register_copy', 'reports.hand_out', 'reports.take_back', 'reports.call_in'],
};

/** Everything that happened to the copies of a report, the oldest first. */
export function listCopyEvents(db: ReadableDb, reportId: number): CopyRow[] {
  return db.rows('select * from report_copy where report_id = ? order by id', reportId);
}

/** The copy that a row of the log registered. */
export function findRegisteredBy(db: ReadableDb, seq: number): CopyRow | undefined {
  return db.row("select * from report_copy where seq = ? and what = 'register'", seq);
}

/** True of a row of `report_copy as called` whose copy was called in and is not back. */
const IS_OUT = `called.what = 'call_in' and not exists (
  select 1 from report_copy as back
  where back.report_id = called.report_id and back.copy_no = called.copy_no and back.what = 'take_back')`;

/** True of a report with such copies. */
export const HAS_COPIES_OUT = `exists (
  select 1 from report_copy as called where called.report_id = report.id and ${IS_OUT})`;

/** Copies that were called in and are not back. */
export function countCalledIn(db: ReadableDb): number {
  return db.value(`select count(*) from report_copy as called where ${IS_OUT}`) ?? 0;
}

/** Reports with such copies. */
export function countWithCopiesOut(db: ReadableDb): number {
  return db.value(`select count(distinct report_id) from report_copy as called where ${IS_OUT}`) ?? 0;
}
