import { sqlFor, type ReadableDb, type RunResult, type WritableDb } from '../../connection/handles.ts';
import type { Schema } from '../../schema.ts';

export type FilingRow = Omit<Schema['filing'], 'id' | 'version'> & { id: number; version: number };
export type FilingState = FilingRow['state'];

const filings = sqlFor
  .selectFrom('filing')
  .innerJoin('account as reporter', 'reporter.id', 'filing.reported_by')
  .innerJoin('person as reporter_person', 'reporter_person.id', 'reporter.person_id')
  .leftJoin('account as decider', 'decider.id', 'filing.decided_by')
  .leftJoin('person as decider_person', 'decider_person.id', 'decider.person_id')
  .selectAll('filing')
  .select([
    'reporter.person_id as reporterPersonId',
    'reporter_person.name as reporterName',
    'decider_person.name as deciderName',
  ]);

export function findFiling(db: ReadableDb, id: number) {
  return db.get(filings.where('filing.id', '=', id));
}

/** Newest first: everybody's, or one person's `own`; what is still being written shows to its writer alone. */
export function listFilings(
  db: ReadableDb,
  filter: { states: readonly FilingState[]; personId: number; own: boolean; limit: number },
) {
  const query = filings
    .where('filing.state', 'in', filter.states)
    .where((on) => {
      const own = on('reporter.person_id', '=', filter.personId);
      return filter.own ? own : on.or([own, on('filing.state', '<>', 'draft')]);
    })
    .orderBy('filing.id', 'desc');
  return db.all(query.limit(filter.limit));
}

export function insertFiling(
  db: WritableDb,
  filing: Pick<FilingRow, 'state' | 'input' | 'secrecy' | 'reported_by' | 'reported_at' | 'updated_at'>,
): number {
  return db.run(sqlFor.insertInto('filing').values(filing)).lastInsertRowid;
}

/** Changes a filing that is still at `version`. */
export function updateFiling(
  db: WritableDb,
  id: number,
  version: number,
  change: Partial<
    Pick<
      FilingRow,
      'state' | 'input' | 'secrecy' | 'reported_at' | 'decided_by' | 'decided_at' | 'reason' | 'customer_id'
    >
  > & { updated_at: number },
): RunResult {
  return db.run(
    sqlFor
      .updateTable('filing')
      .set({ ...change, version: version + 1 })
      .where('id', '=', id)
      .where('version', '=', version),
  );
}
