import {
  sqlFor,
  type ReadableDb,
  type RunResult,
  type SqlValue,
  type WritableDb,
} from '../../connection/handles.ts';
import type { FilingState } from '../../domain/filing.ts';
import type { Secrecy } from '../../domain/roles.ts';
import type { Schema } from '../../schema.ts';
import { conditionOf, pageOf, type Order, type Page } from '../../work/page.ts';

export type FilingRow = Omit<Schema['filing'], 'id' | 'version'> & { id: number; version: number };

/** What of the filings somebody sees: their own, and of those of others what is submitted and within reach. */
export interface FilingReach {
  readonly personId: number;
  /** Classes of other people's that are open to the person; none: only their own. */
  readonly classes: readonly Secrecy[];
  /** True of an archive, `customer`, that the person may read, which an accepted one has become. */
  readonly archive: { readonly sql: string; readonly values: readonly SqlValue[] };
}

const NEWEST_FIRST: Order<FilingRow> = {
  columns: ['filing.id'],
  direction: 'desc',
  placeOf: ({ id }) => [id],
};

export function findFiling(db: ReadableDb, id: number): FilingRow | undefined {
  return db.row('select * from filing where id = ?', id);
}

export function iterateFilings(db: ReadableDb): IterableIterator<FilingRow> {
  return db.iterate('select * from filing order by id');
}

function visible({ personId, classes, archive }: FilingReach) {
  const query = sqlFor.selectFrom('filing');
  if (classes.length === 0) return query.where('reporter_id', '=', personId);
  return query.where((on) =>
    on.or([
      on('reporter_id', '=', personId),
      on.and([
        on('state', '<>', 'draft'),
        on('secrecy', 'in', classes),
        on.or([on('customer_id', 'is', null), conditionOf(archive.sql, archive.values)]),
      ]),
    ]),
  );
}

/** One page, newest first, after the filing with the id `after`. */
export function listFilings(
  db: ReadableDb,
  reach: FilingReach,
  { states, after, limit }: { states: readonly FilingState[]; after: number | null; limit: number },
): Page<FilingRow> {
  const query = visible(reach).where('state', 'in', states).selectAll();
  return pageOf(db, query, NEWEST_FIRST, after === null ? null : [after], limit);
}

export function countFilings(
  db: ReadableDb,
  reach: FilingReach,
): Array<{ state: FilingState; count: number }> {
  return db.all(
    visible(reach)
      .select((on) => ['state', on.fn.countAll<number>().as('count')])
      .groupBy('state'),
  );
}

/** What others have submitted, as it waits for a decision. */
export function listSubmitted(db: ReadableDb, reach: FilingReach): FilingRow[] {
  const query = visible(reach).where('state', '=', 'submitted').where('reporter_id', '<>', reach.personId);
  return db.all(query.selectAll());
}

/** What the person is still writing or has to mend. */
export function listEditable(db: ReadableDb, personId: number): FilingRow[] {
  return db.rows(
    "select * from filing where reporter_id = ? and state in ('draft', 'returned', 'withdrawn')",
    personId,
  );
}

/** `version` is that before its first step: 0 for one that is submitted at once. */
export function insertFiling(
  db: WritableDb,
  filing: Pick<FilingRow, 'input' | 'secrecy' | 'reporter_id' | 'version' | 'updated_at'>,
): number {
  return db.run(sqlFor.insertInto('filing').values({ ...filing, state: 'draft' })).lastInsertRowid;
}

/** Changes a filing that is still at `version`, and moves that on. */
export function updateFiling(
  db: WritableDb,
  {
    id,
    version,
    ...change
  }: Pick<FilingRow, 'id' | 'version' | 'updated_at'> &
    Partial<Pick<FilingRow, 'state' | 'input' | 'secrecy'>>,
): RunResult {
  const set = { ...change, version: version + 1 };
  return db.run(sqlFor.updateTable('filing').set(set).where('id', '=', id).where('version', '=', version));
}

/** What a step changes besides, while the version stays for the step itself. */
export function setFiling(
  db: WritableDb,
  id: number,
  change: Partial<Pick<FilingRow, 'input' | 'secrecy' | 'customer_id'>>,
): RunResult {
  return db.run(sqlFor.updateTable('filing').set(change).where('id', '=', id));
}
