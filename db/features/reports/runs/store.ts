import type { Selectable } from 'kysely';
import { sqlFor, type ReadableDb, type RunResult, type WritableDb } from '../../../connection/handles.ts';
import type { Period } from '../../../domain/figures/periods.ts';
import { REVIEWED_ONCE, type ReportState } from '../../../domain/reports/run.ts';
import type { Schema } from '../../../schema.ts';
import type { Ledger } from '../../../work/ledger.ts';
import { HAS_COPIES_OUT } from '../copies/store.ts';
import { countRows, marks, rowsByTime, type FlowTable, type Wanted } from '../../../work/flow/case-table.ts';
import { conditionOf, pageOf, type Condition, type Order, type Page } from '../../../work/page.ts';

export type ReportRow = Selectable<Schema['report']>;
export type CommentRow = Selectable<Schema['report_comment']>;

const common = { object: 'report', owner: 'report_id' } as const;

/** The figures of a report, packed; the last row counts. */
export const CONTENTS: Ledger = {
  ...common,
  table: 'report_content',
  columns: ['content'],
  acts: ['reports.keep'],
};

/** What reviewers said about single figures (rules.md B5). */
export const COMMENTS: Ledger = {
  ...common,
  table: 'report_comment',
  columns: ['table_key', 'row_key', 'measure', 'text'],
  acts: ['reports.comment'],
};

/** A report with the person who asked for it; null where nobody did. */
export type WithAsker = ReportRow & { readonly asker_id: number | null };

const WITH_ASKER = `select report.*, report_request.asker_id from report
  left join report_request on report_request.id = report.request_id`;

export function findReport(db: ReadableDb, id: number): WithAsker | undefined {
  return db.row(`${WITH_ASKER} where report.id = ?`, id);
}

export function iterateReports(db: ReadableDb): IterableIterator<WithAsker> {
  return db.iterate(`${WITH_ASKER} order by report.id`);
}

/** Whether a period of a request has a report, of whatever state. */
export function hasRun(db: ReadableDb, requestId: number, period: Period): boolean {
  return (
    db.value('select 1 from report where request_id = ? and period = ?', requestId, period) !== undefined
  );
}

/** The periods of a request that have a report. */
export function listPeriods(db: ReadableDb, requestId: number): Period[] {
  return db
    .rows<{ period: Period }>('select distinct period from report where request_id = ?', requestId)
    .map(({ period }) => period);
}

/** What was compiled for a request, the newest period first. */
export function listRunsOf(db: ReadableDb, requestId: number): ReportRow[] {
  return db.rows(
    'select * from report where request_id = ? order by due_on desc, revision desc limit 200',
    requestId,
  );
}

/** The revisions of the same report after one. */
export function findReplacing(db: ReadableDb, id: number): ReportRow | undefined {
  return db.row('select * from report where replaces = ?', id);
}

export interface ReportQuery {
  readonly states: readonly ReportState[];
  readonly requestId: number | null;
  /** Only those of which copies were called in and are not back. */
  readonly copiesOut: boolean;
  readonly after: number | null;
  readonly limit: number;
}

/** Who sees which: everything, or of what the person asked for all that was reviewed. */
export function visibleTo({ isOfDepartment, personId }: Sight): Condition {
  if (isOfDepartment) return { sql: 'true', values: [] };
  const states = REVIEWED_ONCE.map(() => '?').join(', ');
  return {
    sql: `(report.request_id in (select id from report_request where asker_id = ?) and report.state in (${states}))`,
    values: [personId, ...REVIEWED_ONCE],
  };
}

export interface Sight {
  readonly isOfDepartment: boolean;
  readonly personId: number;
}

export function isVisible(db: ReadableDb, sight: Sight, id: number): boolean {
  const { sql, values } = visibleTo(sight);
  return db.value(`select 1 from report where id = ? and ${sql}`, id, ...values) !== undefined;
}

/** Reports as the inbox looks through them: nobody asks for one by a step, so that none is anybody's own. */
export const reportTable: FlowTable<WithAsker> = {
  name: 'report',
  askerOf: () => 0,
  listByTime: (db, { others }, wanted, query) =>
    withAskers(db, rowsByTime<ReportRow>(db, 'report', wantedOf(others, wanted), query)),
  countWanted: (db, { others }, wanted) => countRows(db, 'report', wantedOf(others, wanted)),
  listEarlier: (db, { others: { sql, values } }, { id, name, request_id: request }, limit) =>
    withAskers(
      db,
      db.rows(
        `select * from report where name = ? and request_id is ? and id < ? and ${sql} order by id desc limit ?`,
        name,
        request,
        id,
        ...values,
        limit,
      ),
    ),
};

function withAskers(db: ReadableDb, rows: readonly ReportRow[]): WithAsker[] {
  const ids = rows.flatMap(({ request_id: id }) => id ?? []);
  const requests = db.rows<{ id: number; asker_id: number }>(
    'select id, asker_id from report_request where id in (select value from json_each(?))',
    JSON.stringify(ids),
  );
  const askers = new Map(requests.map(({ id, asker_id: asker }) => [id, asker]));
  return rows.map((row) => ({ ...row, asker_id: askers.get(row.request_id ?? 0) ?? null }));
}

function wantedOf(seen: Condition, { others, also }: Wanted<ReportState>): Condition {
  return {
    sql: `(state in (${marks(others)}) and ${seen.sql} and ${also?.sql ?? 'true'})`,
    values: [...others, ...seen.values, ...(also?.values ?? [])],
  };
}

const NEWEST: Order<ReportRow> = {
  columns: ['report.id'],
  direction: 'desc',
  placeOf: ({ id }) => [id],
};

/** Newest first. */
export function listReports(
  db: ReadableDb,
  sight: Sight,
  { states, requestId, copiesOut, after, limit }: ReportQuery,
): Page<ReportRow> {
  const { sql, values } = visibleTo(sight);
  const query = sqlFor
    .selectFrom('report')
    .selectAll()
    .where(conditionOf(sql, values))
    .where('state', 'in', states)
    .where(conditionOf('(? is null or request_id = ?)', [requestId, requestId]))
    .where(conditionOf(copiesOut ? HAS_COPIES_OUT : 'true', []));
  return pageOf(db, query, NEWEST, after === null ? null : [after], limit);
}

export function countReports(db: ReadableDb, sight: Sight): Array<{ state: ReportState; count: number }> {
  const { sql, values } = visibleTo(sight);
  return db.rows(`select state, count(*) as count from report where ${sql} group by state`, ...values);
}

/** Those in some states, the oldest first. */
export function listInStates(db: ReadableDb, states: readonly ReportState[]): ReportRow[] {
  return db.rows(
    'select * from report where state in (select value from json_each(?)) order by id',
    JSON.stringify(states),
  );
}

export type NewReport = Omit<ReportRow, 'id' | 'version' | 'state'>;
/** What a report is made of anew when it was given back. */
export type Compiled = Pick<
  ReportRow,
  'compiled_by' | 'compiled_at' | 'as_of' | 'head_seq' | 'head_hash' | 'last_change'
>;

export function insertReport(db: WritableDb, row: NewReport): number {
  return db.run(sqlFor.insertInto('report').values({ ...row, state: 'planned' })).lastInsertRowid;
}

export function updateCompiled(db: WritableDb, id: number, compiled: Compiled): void {
  db.run(sqlFor.updateTable('report').set(compiled).where('id', '=', id));
}

export function moveReport(
  db: WritableDb,
  { id, version }: Pick<ReportRow, 'id' | 'version'>,
  state: ReportState,
  at: number,
): RunResult {
  return db.execute(
    'update report set state = ?, version = ?, updated_at = ? where id = ? and version = ?',
    state,
    version + 1,
    at,
    id,
    version,
  );
}

/** The figures as they are kept; undefined before the first. */
export function lastContent(db: ReadableDb, reportId: number): Uint8Array | undefined {
  return db.value(
    'select content from report_content where report_id = ? order by id desc limit 1',
    reportId,
  );
}

/** With who wrote each, the oldest first. */
export function listComments(db: ReadableDb, reportId: number): Array<CommentRow & { readonly by: string }> {
  return db.rows(
    `select report_comment.*, account_name.name as by from report_comment join account_name using (account_id)
     where report_id = ? order by report_comment.id`,
    reportId,
  );
}

export function countComments(db: ReadableDb, reportId: number): number {
  return db.value('select count(*) from report_comment where report_id = ?', reportId) ?? 0;
}
