import { sql, type Selectable } from 'kysely';
import { sqlFor, type ReadableDb, type RunResult, type WritableDb } from '../../connection/handles.ts';
import type { Day } from '../../domain/dates.ts';
import type { RepairKind } from '../../domain/finding.ts';
import type { RepairFacts, RepairState } from '../../domain/repair.ts';
import type { Schema } from '../../schema.ts';
import type { Touch } from '../../work/subject.ts';
import { conditionOf, pageOf, type Condition, type Order, type Page } from '../../work/page.ts';

export type RepairRow = Selectable<Schema['repair']>;
export type EventRow = Selectable<Schema['repair_event']>;

/** What is worked out from the events. */
export const FACTS = [
  'customer_id',
  'kind',
  'state',
  'degree',
  'method',
  'person_id',
  'person_text',
  'opened_on',
  'due_on',
  'done_on',
  'version',
] as const satisfies ReadonlyArray<keyof RepairFacts>;

export function insertRepair(db: WritableDb, facts: RepairFacts): number {
  return db.execute(
    `insert into repair (${FACTS.join(', ')}) values (${FACTS.map(() => '?').join(', ')})`,
    ...FACTS.map((column) => facts[column]),
  ).lastInsertRowid;
}

/** Changes a repair that is still as much has happened to it; nothing changed means that somebody was faster. */
export function updateRepair(db: WritableDb, id: number, facts: RepairFacts): RunResult {
  return db.execute(
    `update repair set ${FACTS.map((column) => `${column} = ?`).join(', ')} where id = ? and version = ?`,
    ...FACTS.map((column) => facts[column]),
    id,
    facts.version - 1,
  );
}

export function findRepair(db: ReadableDb, id: number): RepairRow | undefined {
  return db.row('select * from repair where id = ?', id);
}

/** The open repair of a kind; there is at most one. */
export function findOpen(db: ReadableDb, customerId: number, kind: RepairKind): RepairRow | undefined {
  return db.row(
    "select * from repair where customer_id = ? and kind = ? and state = 'open'",
    customerId,
    kind,
  );
}

export function listOpenOf(db: ReadableDb, customerIds: readonly number[]): RepairRow[] {
  return db.rows(
    `select * from repair where customer_id in (select value from json_each(?)) and state = 'open'
     order by customer_id, id`,
    JSON.stringify(customerIds),
  );
}

/** What happened to the repairs of some archives after a row of the log, the last of each repair. */
export function listTouches(db: ReadableDb, customerIds: readonly number[], after: number): Touch[] {
  return db
    .rows<Omit<Touch, 'kind' | 'open'> & { readonly isOpen: number }>(
      `select repair.customer_id as customerId, max(event.at) as at, event.account_id as accountId,
         repair.state = 'open' as isOpen
       from repair join repair_event as event on event.repair_id = repair.id
       where repair.customer_id in (select value from json_each(?)) and event.seq > ? group by repair.id`,
      JSON.stringify(customerIds),
      after,
    )
    .map(({ isOpen, ...touch }) => ({ ...touch, kind: 'repair', open: isOpen === 1 }));
}

export function iterateRepairs(db: ReadableDb): IterableIterator<RepairRow> {
  return db.iterate('select * from repair order by id');
}

/** What happened to one, the oldest first. */
export function listEvents(db: ReadableDb, id: number): EventRow[] {
  return db.rows('select * from repair_event where repair_id = ? order by id', id);
}

/** The same with who wrote it. */
export function listNamedEvents(db: ReadableDb, id: number): Array<EventRow & { readonly by: string }> {
  return db.rows(
    `select repair_event.*, account_name.name as by from repair_event join account_name using (account_id)
     where repair_id = ? order by repair_event.id`,
    id,
  );
}

/** What was noted of repairs last, by their ids. */
export function listLastNotes(
  db: ReadableDb,
  ids: readonly number[],
): Array<{ readonly id: number; readonly note: string }> {
  return db.rows(
    `select repair_id as id, note from repair_event
     where id in (
       select max(id) from repair_event
       where repair_id in (select value from json_each(?)) and note is not null group by repair_id
     )`,
    JSON.stringify(ids),
  );
}

/** What a list is narrowed by. */
export interface RepairFilter {
  readonly state: RepairState;
  readonly kinds: readonly RepairKind[];
  /** Empty text: a place without a room. */
  readonly rooms: readonly string[];
  /** Only those past their day, by the day today. */
  readonly overdueOn: Day | null;
}

/** Which archives may be seen, and in which room one stands: by who keeps them. */
export interface Archives {
  readonly listed: Condition;
  readonly room: string;
}

/** `repair` with what open ones are ordered by: those without a day last. */
const WITH_DUE = sqlFor
  .selectFrom('repair')
  .selectAll()
  .select(sql<string>`coalesce(due_on, '9999-12-31')`.as('due_key'));

type ListedRow = RepairRow & { readonly due_key: string };

/** What is open by the day it is due; what is over, the newest first. */
const BY_DUE: Order<ListedRow> = {
  columns: ['due_key', 'id'],
  direction: 'asc',
  placeOf: ({ due_key, id }) => [due_key, id],
};
const NEWEST: Order<ListedRow> = { columns: ['id'], direction: 'desc', placeOf: ({ id }) => [id] };

function whereOf({ kinds, rooms, overdueOn, state }: RepairFilter, { listed, room }: Archives) {
  const parts: Condition[] = [{ sql: 'state = ?', values: [state] }, listed];
  if (kinds.length > 0)
    parts.push({ sql: 'kind in (select value from json_each(?))', values: [JSON.stringify(kinds)] });
  if (rooms.length > 0)
    parts.push({
      sql: `coalesce(${room}, '') in (select value from json_each(?))`,
      values: [JSON.stringify(rooms)],
    });
  if (overdueOn !== null) parts.push({ sql: 'due_on < ?', values: [overdueOn] });
  return conditionOf(
    parts.map((part) => part.sql).join(' and '),
    parts.flatMap(({ values }) => values),
  );
}

export function listRepairs(
  db: ReadableDb,
  filter: RepairFilter,
  archives: Archives,
  { after, limit }: { readonly after: ReadonlyArray<string | number> | null; readonly limit: number },
): Page<ListedRow> {
  const query = sqlFor.selectFrom(WITH_DUE.as('repair')).selectAll().where(whereOf(filter, archives));
  return pageOf(db, query, filter.state === 'open' ? BY_DUE : NEWEST, after, limit);
}

/** How many there are of each value. */
type Counted<Name extends string, Value> = Array<Readonly<Record<Name, Value>> & { readonly count: number }>;

export function countStates(db: ReadableDb, { listed }: Archives): Counted<'state', RepairState> {
  return db.rows(
    `select state, count(*) as count from repair where ${listed.sql} group by state`,
    ...listed.values,
  );
}

export function countKinds(
  db: ReadableDb,
  filter: RepairFilter,
  archives: Archives,
): Counted<'kind', RepairKind> {
  return db.all(
    sqlFor
      .selectFrom('repair')
      .select(['kind', sql<number>`count(*)`.as('count')])
      .where(whereOf(filter, archives))
      .groupBy('kind'),
  );
}

export function countRooms(
  db: ReadableDb,
  filter: RepairFilter,
  archives: Archives,
): Counted<'room', string> {
  return db.all(
    sqlFor
      .selectFrom('repair')
      .select([
        sql<string>`coalesce(${sql.raw(archives.room)}, '')`.as('room'),
        sql<number>`count(*)`.as('count'),
      ])
      .where(whereOf(filter, archives))
      .groupBy('room')
      .orderBy('room'),
  );
}

export function countListed(db: ReadableDb, filter: RepairFilter, archives: Archives): number {
  const query = sqlFor
    .selectFrom('repair')
    .select(sql<number>`count(*)`.as('count'))
    .where(whereOf(filter, archives));
  return db.get(query)?.count ?? 0;
}

/** How many are open, and how many of them are past their day. */
export function countOpen(db: ReadableDb, today: Day): { open: number; overdue: number } {
  const count = db.row<{ open: number; overdue: number }>(
    `select count(*) as open, count(iif(due_on < ?, 1, null)) as overdue from repair where state = 'open'`,
    today,
  );
  return count ?? { open: 0, overdue: 0 };
}

/** Those that something found, or that it ended: each once. */
export function listOfSource(db: ReadableDb, kind: string, id: number): RepairRow[] {
  return db.rows(
    `select * from repair
     where id in (select repair_id from repair_event where source_kind = ? and source_id = ?) order by id`,
    kind,
    id,
  );
}

/** Every event up to a day, each with the kind of its repair, in the order in which they came. */
export function iterateEventsUpTo(
  db: ReadableDb,
  day: Day,
): IterableIterator<{ readonly kind: RepairKind; readonly what: EventRow['what']; readonly day: Day }> {
  return db.iterate(
    `select repair.kind, what, day from repair_event join repair on repair.id = repair_id
     where day <= ? order by repair_event.id`,
    day,
  );
}
