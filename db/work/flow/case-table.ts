import type { SelectQueryBuilder } from 'kysely';
import type { ReadableDb, RunResult, SqlValue, WritableDb } from '../../connection/handles.ts';
import type { Secrecy } from '../../domain/roles.ts';
import type { Schema } from '../../schema.ts';
import { conditionOf, pageOf, type Condition, type Order } from '../page.ts';

/** What every record of a flow has, whether or not somebody asks for it. */
export interface FlowRow {
  readonly id: number;
  readonly version: number;
  readonly state: string;
  /** Milliseconds UTC. */
  readonly updated_at: number;
}

/** What every table of cases has, besides the column with the person who asks. */
export interface CaseRow extends FlowRow {
  readonly secrecy: Secrecy;
}

/** Values by their columns, which the program names itself. */
export type Columns = Readonly<Record<string, SqlValue>>;

/** The state of what is not submitted yet: nobody but the asker sees it. */
export const DRAFT = 'draft';

/** What somebody sees of a table: their own, and of those of others what is submitted and within reach. */
export interface Reach {
  readonly personId: number;
  /** Classes of other people's that are open to the person; none: only their own. */
  readonly classes: readonly Secrecy[];
  /** What else is true of other people's that the person sees. */
  readonly others: Condition;
}

export interface PageQuery<State extends string> {
  readonly states: readonly State[];
  /** The id that the page before ended with; null for the first. */
  readonly after: number | null;
  readonly limit: number;
}

/** Which cases somebody looks for: of their own, and of those of others that they see. */
export interface Wanted<State extends string> {
  readonly own: readonly State[];
  readonly others: readonly State[];
  /** What else is true of those of others. */
  readonly also?: Condition;
}

/** Where a list by time ends: when the case last changed, in milliseconds UTC, and its id. */
export interface TimePlace {
  readonly at: number;
  readonly id: number;
}

export interface TimeQuery {
  readonly order: 'asc' | 'desc';
  readonly after: TimePlace | null;
  readonly limit: number;
}

/** The records of a flow as the inbox looks through them. */
export interface FlowTable<Row extends FlowRow> {
  readonly name: string;
  /** The person who asked; 0 for nobody. */
  readonly askerOf: (row: Row) => number;
  /** Those that are looked for, by when they last changed. */
  listByTime(db: ReadableDb, reach: Reach, wanted: Wanted<Row['state']>, query: TimeQuery): Row[];
  countWanted(db: ReadableDb, reach: Reach, wanted: Wanted<Row['state']>): number;
  /** What whoever asked for a case had submitted before it, newest first. */
  listEarlier(db: ReadableDb, reach: Reach, row: Row, limit: number): Row[];
}

/** The table of a subject's cases: every statement that is the same for all of them. */
export interface CaseTable<Row extends CaseRow> extends FlowTable<Row> {
  find(db: ReadableDb, id: number): Row | undefined;
  isVisible(db: ReadableDb, reach: Reach, id: number): boolean;
  iterate(db: ReadableDb): IterableIterator<Row>;
  /** Newest first. */
  page(db: ReadableDb, reach: Reach, query: PageQuery<Row['state']>): { rows: Row[]; next: number | null };
  count(db: ReadableDb, reach: Reach): Array<{ state: Row['state']; count: number }>;
  /** A new case of the person who asks; returns its id. */
  insert(db: WritableDb, personId: number, columns: Columns): number;
  /** Writes columns while the version stays for the move. */
  update(db: WritableDb, id: number, columns: Columns): void;
  /** Moves a case that is still at its version to a state, and the version on by one. */
  move(db: WritableDb, row: CaseRow, state: Row['state'], at: number): RunResult;
}

/** `caseTable({ name: 'filing', rows: sqlFor.selectFrom('filing').selectAll(), asker: 'reporter_id' })` */
export function caseTable<
  Table extends keyof Schema & string,
  Asker extends string,
  Row extends CaseRow & Readonly<Record<Asker, number>>,
>({
  name,
  rows,
  asker,
}: {
  readonly name: Table;
  readonly rows: SelectQueryBuilder<Schema, Table, Row>;
  /** The column with the person who asks. */
  readonly asker: Asker;
}): CaseTable<Row> {
  const visible = ({ personId, classes, others }: Reach): Condition => {
    if (classes.length === 0) return { sql: `${asker} = ?`, values: [personId] };
    return {
      sql: `(${asker} = ? or (state <> '${DRAFT}' and secrecy in (${marks(classes)}) and ${others.sql}))`,
      values: [personId, ...classes, ...others.values],
    };
  };
  const looksFor = (reach: Reach, { own, others, also = ANY }: Wanted<Row['state']>): Condition => {
    const { sql, values } = visible(reach);
    const ofOthers = `${asker} <> ? and state in (${marks(others)}) and ${sql} and ${also.sql}`;
    return {
      sql: `((${asker} = ? and state in (${marks(own)})) or (${ofOthers}))`,
      values: [reach.personId, ...own, reach.personId, ...others, ...values, ...also.values],
    };
  };
  const newestFirst: Order<Row> = {
    columns: [`${name}.id`],
    direction: 'desc',
    placeOf: ({ id }) => [id],
  };
  return {
    name,
    askerOf: (row) => row[asker],
    find: (db, id) => db.row(`select * from ${name} where id = ?`, id),
    isVisible(db, reach, id) {
      const { sql, values } = visible(reach);
      return db.value(`select 1 from ${name} where id = ? and ${sql}`, id, ...values) !== undefined;
    },
    iterate: (db) => db.iterate(`select * from ${name} order by id`),
    page(db, reach, { states, after, limit }) {
      const { sql, values } = visible(reach);
      const query = rows
        .where(conditionOf(sql, values))
        .where(conditionOf(`state in (${marks(states)})`, states));
      const page = pageOf(db, query, newestFirst, after === null ? null : [after], limit);
      return { rows: page.rows, next: page.next && (page.rows.at(-1)?.id ?? null) };
    },
    count(db, reach) {
      const { sql, values } = visible(reach);
      return db.rows(`select state, count(*) as count from ${name} where ${sql} group by state`, ...values);
    },
    listByTime: (db, reach, wanted, query) => rowsByTime(db, name, looksFor(reach, wanted), query),
    countWanted: (db, reach, wanted) => countRows(db, name, looksFor(reach, wanted)),
    listEarlier(db, reach, row, limit) {
      const { sql, values } = visible(reach);
      const where = `${asker} = ? and id < ? and state <> '${DRAFT}' and ${sql}`;
      const query = `select * from ${name} where ${where} order by id desc limit ?`;
      return db.rows(query, row[asker], row.id, ...values, limit);
    },
    insert(db, personId, columns) {
      const all: Columns = { ...columns, [asker]: personId };
      const names = Object.keys(all);
      const sql = `insert into ${name} (${names.join(', ')}) values (${marks(names)})`;
      return db.execute(sql, ...Object.values(all)).lastInsertRowid;
    },
    update(db, id, columns) {
      const set = Object.keys(columns).map((column) => `${column} = ?`);
      db.execute(`update ${name} set ${set.join(', ')} where id = ?`, ...Object.values(columns), id);
    },
    move: (db, { id, version }, state, at) =>
      db.execute(
        `update ${name} set state = ?, version = ?, updated_at = ? where id = ? and version = ?`,
        state,
        version + 1,
        at,
        id,
        version,
      ),
  };
}

/** Rows of a table by when they last changed. */
export function rowsByTime<Row extends FlowRow>(
  db: ReadableDb,
  name: string,
  { sql, values }: Condition,
  { order, after, limit }: TimeQuery,
): Row[] {
  const { at, id } = after ?? (order === 'asc' ? BEFORE_ALL : AFTER_ALL);
  const place = `(updated_at, id) ${order === 'asc' ? '>' : '<'} (?, ?)`;
  const query = `select * from ${name} where ${place} and ${sql}`;
  return db.rows(`${query} order by updated_at ${order}, id ${order} limit ?`, at, id, ...values, limit);
}

export function countRows(db: ReadableDb, name: string, { sql, values }: Condition): number {
  return Number(db.value(`select count(*) from ${name} where ${sql}`, ...values));
}

const ANY: Condition = { sql: 'true', values: [] };
const BEFORE_ALL: TimePlace = { at: -1, id: 0 };
const AFTER_ALL: TimePlace = { at: Number.MAX_SAFE_INTEGER, id: 0 };

export const marks = (values: readonly unknown[]): string => values.map(() => '?').join(', ');
