/** Repairs as they are shown: with the archive that each is about. */
import type { ReadableDb } from '../../connection/handles.ts';
import type { ArchiveLine } from '../../domain/customer-list.ts';
import type { Day } from '../../domain/dates.ts';
import { AppError } from '../../domain/errors.ts';
import type { RepairKind, Source } from '../../domain/finding.ts';
import { mayEver } from '../../domain/permissions.ts';
import { isOverdue, type RepairState } from '../../domain/repair.ts';
import type { QueryContext } from '../../work/context.ts';
import { findPersonName } from '../accounts/service.ts';
import { customerSource, listedWhere, roomOf } from '../customers/service.ts';
import * as store from './store.ts';

/** What a list is narrowed by. */
export interface RepairFilter {
  readonly state: RepairState;
  readonly kinds: readonly RepairKind[];
  /** Empty text: archives without a room, or without a place. */
  readonly rooms: readonly string[];
  readonly overdue: boolean;
}

/** Its archive as the index has it; null of one that the reader may not see there. */
type Archive = Pick<ArchiveLine, 'id' | 'archiveNo' | 'name' | 'shelf'>;

const COLUMN = 'repair.customer_id';

function archivesFor({ actor, clock }: QueryContext): store.Archives {
  return { listed: listedWhere(actor, clock.today(), COLUMN), room: roomOf(COLUMN) };
}

function narrowed({ clock }: QueryContext, { overdue, ...filter }: RepairFilter): store.RepairFilter {
  return { ...filter, overdueOn: overdue ? clock.today() : null };
}

/** A page of repairs: what is open by the day it is due, what is over by its number, the newest first. */
export function listRepairs(
  ctx: QueryContext,
  filter: RepairFilter,
  page: { readonly after: ReadonlyArray<string | number> | null; readonly limit: number },
) {
  const { rows, next } = store.listRepairs(ctx.reader, narrowed(ctx, filter), archivesFor(ctx), page);
  return { rows: linesOf(ctx, ctx.reader, rows), next };
}

/** How many there are in each state, and in the one that is shown of each kind, in each room, and past their day. */
export function countRepairs(ctx: QueryContext, filter: RepairFilter) {
  const { reader } = ctx;
  const archives = archivesFor(ctx);
  const wanted = narrowed(ctx, filter);
  const late = { ...wanted, overdueOn: ctx.clock.today() };
  return {
    states: store.countStates(reader, archives),
    total: store.countListed(reader, wanted, archives),
    kinds: store.countKinds(reader, { ...wanted, kinds: [] }, archives),
    rooms: store.countRooms(reader, { ...wanted, rooms: [] }, archives),
    overdue: filter.state === 'open' ? store.countListed(reader, late, archives) : 0,
  };
}

/** One repair with all that happened to it. Error: `repairs.not_found`. */
export function getRepair(ctx: QueryContext, id: number) {
  const { reader } = ctx;
  const repair = store.findRepair(reader, id);
  const [line] = repair ? linesOf(ctx, reader, [repair]) : [];
  if (!line?.archive) throw new AppError('repairs.not_found');
  const events = store.listNamedEvents(reader, id).map((event) => ({
    id: event.id,
    what: event.what,
    at: event.at,
    by: event.by,
    day: event.day,
    degree: event.degree,
    note: event.note,
    source: event.source_kind === null ? null : { kind: event.source_kind, id: event.source_id ?? 0 },
    method: event.method,
    doer: doerOf(reader, event),
    dueOn: event.due_on,
    doneOn: event.done_on,
    reason: event.reason,
    reasonText: event.reason_text,
  }));
  return { ...line, events, mayEdit: mayEver(ctx.actor.roles, 'repairs.edit') };
}

/** In the order of the rows, each with its archive. */
function linesOf(ctx: QueryContext, db: ReadableDb, rows: readonly store.RepairRow[]) {
  const today = ctx.clock.today();
  const archives = customerSource.readLines(db, [...new Set(rows.map((row) => row.customer_id))]);
  return rows.map((row) => {
    const found = archives.get(row.customer_id)?.line;
    const archive: Archive | null = found
      ? { id: found.id, archiveNo: found.archiveNo, name: found.name, shelf: found.shelf }
      : null;
    return {
      id: row.id,
      archive,
      kind: row.kind,
      state: row.state,
      degree: row.degree,
      method: row.method,
      personId: row.person_id,
      doer: doerOf(db, row),
      openedOn: row.opened_on,
      dueOn: row.due_on,
      doneOn: row.done_on,
      isOverdue: isOverdue(row, today),
      version: row.version,
    };
  });
}

function doerOf(
  db: ReadableDb,
  { person_id, person_text }: Pick<store.RepairRow, 'person_id' | 'person_text'>,
): string | null {
  return person_id === null ? person_text : (findPersonName(db, person_id) ?? null);
}

/** A repair as printed records have it. */
export type PrintedRepair = ReturnType<typeof linesOf>[number] & { readonly note: string | null };

/** The repairs that something found or ended, for its printed record; each once, the oldest first. */
export function listRepairsOf(ctx: QueryContext, db: ReadableDb, { kind, id }: Source): PrintedRepair[] {
  return withNotes(ctx, db, store.listOfSource(db, kind, id));
}

/** Every open repair that the reader may see, by the day it is due. */
export function listAllOpen(ctx: QueryContext, db: ReadableDb): PrintedRepair[] {
  const filter = { state: 'open', kinds: [], rooms: [], overdueOn: null } as const;
  const { rows } = store.listRepairs(db, filter, archivesFor(ctx), { after: null, limit: MOST_PRINTED });
  return withNotes(ctx, db, rows);
}

/** More open repairs than a department will ever have. */
const MOST_PRINTED = 100_000;

function withNotes(ctx: QueryContext, db: ReadableDb, rows: readonly store.RepairRow[]): PrintedRepair[] {
  const lastNotes = store.listLastNotes(
    db,
    rows.map(({ id }) => id),
  );
  const notes = new Map(lastNotes.map(({ id, note }) => [id, note]));
  return linesOf(ctx, db, rows).map((line) => ({ ...line, note: notes.get(line.id) ?? null }));
}

/** What a record keeps of the repairs that something found or ended, whoever reads it: not of those taken back. */
export function repairsOf(db: ReadableDb, { kind, id }: Source) {
  const standing = store.listOfSource(db, kind, id).filter(({ state }) => state !== 'withdrawn');
  return standing.map((row) => ({
    customerId: row.customer_id,
    kind: row.kind,
    degree: row.degree,
    method: row.method,
    person: doerOf(db, row),
    dueOn: row.due_on,
    doneOn: row.done_on,
  }));
}

/** What is open of archives. */
export function openRepairsOf(db: ReadableDb, customerIds: readonly number[]) {
  return store
    .listOpenOf(db, customerIds)
    .map(({ id, customer_id: customerId, kind, degree, due_on: dueOn }) => ({
      id,
      customerId,
      kind,
      degree,
      dueOn,
    }));
}

/** Repairs of one kind over some days. */
export interface RepairFlow {
  readonly openBefore: number;
  /** Opened, or opened again. */
  readonly opened: number;
  readonly done: number;
  readonly withdrawn: number;
}

/** What became of repairs from one day to another, both in it, by the days of their events. */
export function repairsBetween(db: ReadableDb, from: Day, to: Day): Map<RepairKind, RepairFlow> {
  const flows = new Map<
    RepairKind,
    { openBefore: number; opened: number; done: number; withdrawn: number }
  >();
  for (const { kind, what, day } of store.iterateEventsUpTo(db, to)) {
    const flow = flows.get(kind) ?? { openBefore: 0, opened: 0, done: 0, withdrawn: 0 };
    flows.set(kind, flow);
    const opens = what === 'open' || what === 'reopen';
    const ends = what === 'done' || what === 'withdraw';
    if (day < from) flow.openBefore += Number(opens) - Number(ends);
    else if (opens) flow.opened += 1;
    else if (what === 'done') flow.done += 1;
    else if (what === 'withdraw') flow.withdrawn += 1;
  }
  return flows;
}
