import type { Selectable } from 'kysely';
import { sqlFor, type ReadableDb } from '../../../connection/handles.ts';
import type { Schema } from '../../../schema.ts';
import { caseTable } from '../../../work/flow/case-table.ts';

export type AmendmentRow = Selectable<Schema['report_amendment']>;

export const amendmentTable = caseTable({
  name: 'report_amendment',
  rows: sqlFor.selectFrom('report_amendment').selectAll(),
  asker: 'asker_id',
});

/** Those of a report that somebody has to decide or file, but for one. */
export function countOpenOf(db: ReadableDb, reportId: number, exceptId: number): number {
  return (
    db.value(
      `select count(*) from report_amendment
       where report_id = ? and id <> ? and state in ('submitted', 'approved')`,
      reportId,
      exceptId,
    ) ?? 0
  );
}
