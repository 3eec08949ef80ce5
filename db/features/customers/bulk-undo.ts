/** 撤销 of a 批量修改: each archive says again what it said before, but for those that something else has touched since. */
import type { ReadableDb, WritableDb } from '../../connection/handles.ts';
import { BULK_ACTS, BULK_UNDO_DAYS, type BulkAct } from '../../domain/customer-bulk.ts';
import { addDays, dayIn, type Day } from '../../domain/dates.ts';
import { AppError } from '../../domain/errors.ts';
import { may } from '../../domain/permissions.ts';
import { UNDONE } from '../../domain/reasons.ts';
import type { MutationContext, QueryContext } from '../../work/context.ts';
import { tellOnce } from '../../work/events.ts';
import { recordBulk, type Recorder } from '../../work/log/recorder.ts';
import {
  findClosingRow,
  hasRowOf,
  listClosingRows,
  listCoveredRows,
  type ClosingRow,
} from '../../work/log/store.ts';
import { reaches, reachOf } from '../../work/reach.ts';
import { findAccountName } from '../accounts/service.ts';
import { indexEntries, withEntryMaker, type EntryMaker } from '../search/service.ts';
import { zoneOf } from '../workspace/service.ts';
import { guardedOf, subjectToday } from './access.ts';
import { BULK_ACT } from './bulk-apply.ts';
import { expectMayChange, mayChange, STEP } from './bulk.ts';
import { applyUpdate } from './service.ts';
import { inputBefore } from './standing.ts';
import { findCustomerRow, listLinesOf, type CustomerRow } from './store.ts';
import { customersTouched } from './touched.ts';

const UNDO_ACT = 'customers.undo_many';
/** As its progress is told. */
const UNDO = 'customers.bulk_undo';

/** Acts that are listed, and archives that are named. */
const MOST_LISTED = 50;
const MOST_NAMED = 100;

const DAY_MS = 86_400_000;

export interface BulkLine {
  /** The number of the act. */
  readonly act: number;
  /** Milliseconds UTC. */
  readonly at: number;
  readonly by: string;
  readonly changed: number;
  /** The field that it changed, and what it says since; null for a word among others. */
  readonly field: string;
  readonly value: string | null;
  /** The last day on which it can be taken back. */
  readonly undoUntil: Day;
  /** Why it can not be taken back, whatever became of its archives; null: it can. */
  readonly closed: 'undone' | 'too_late' | null;
}

/** The acts of the last days, newest first; none for whoever changes no archives. */
export function listBulks(ctx: QueryContext): BulkLine[] {
  if (!mayChange(ctx)) return [];
  const since = ctx.clock.now() - (BULK_UNDO_DAYS + 1) * DAY_MS;
  return listClosingRows(ctx.reader, BULK_ACT, since, MOST_LISTED).map((row) => lineOf(ctx, row));
}

function lineOf({ reader, clock }: QueryContext, { seq, at, covers, name }: ClosingRow): BulkLine {
  const undoUntil = addDays(dayIn(zoneOf(reader), at), BULK_UNDO_DAYS);
  const isUndone = hasRowOf(reader, UNDO_ACT, objectOf(seq));
  const said = saidBy(reader, seq, covers);
  return {
    act: seq,
    at,
    by: name,
    changed: covers,
    field: said?.field ?? '',
    value: said?.field === 'indexTerms' ? null : (said?.newValue ?? null),
    undoUntil,
    closed: isUndone ? 'undone' : clock.today() > undoUntil ? 'too_late' : null,
  };
}

const objectOf = (act: number): string => `bulk:${act}`;

/** What the first of its archives says since; the proposal that went with an assignment is no news. */
function saidBy(db: ReadableDb, seq: number, covers: number) {
  const [first] = changesOf(db, { seq: seq - covers + 1, covers: 1 });
  return first?.lines.find(({ field }) => field !== 'proposedResponsibleId');
}

/** A change that the act made. */
interface Change {
  readonly id: number;
  readonly act: BulkAct;
  readonly version: number;
  readonly lines: ReturnType<typeof listLinesOf>;
}

const isBulkAct = (action: string): action is BulkAct => BULK_ACTS.some((act) => act === action);

/** The changes of an act by the rows of the log that it closes, which bind them. */
function changesOf(db: ReadableDb, closing: Pick<ClosingRow, 'seq' | 'covers'>): Change[] {
  return listCoveredRows(db, closing).flatMap(({ action, object, history }) => {
    const id = Number(/^customer:(\d{1,9})$/.exec(object)?.[1] ?? 0);
    const lines = history && id > 0 ? listLinesOf(db, id, history) : [];
    const version = lines[0]?.version;
    return version !== undefined && isBulkAct(action) ? [{ id, act: action, version, lines }] : [];
  });
}

/** Errors: `access.denied`, `customers.no_such_bulk`, `customers.bulk_undone`, `customers.bulk_too_late` {day}. */
function requireOpen(ctx: QueryContext, act: number): ClosingRow {
  expectMayChange(ctx);
  const row = findClosingRow(ctx.reader, BULK_ACT, act);
  if (!row) throw new AppError('customers.no_such_bulk');
  const { closed, undoUntil } = lineOf(ctx, row);
  if (closed !== null) throw new AppError(`customers.bulk_${closed}`, { day: undoUntil });
  return row;
}

/** An archive that stays as the act left it: something touched it since, or the person may not change it. */
interface Left {
  readonly row: CustomerRow;
  readonly touch: { kind: string; at: number; accountId: number } | null;
}

interface Sorted {
  readonly restored: ReadonlyArray<Change & { readonly row: CustomerRow }>;
  readonly left: readonly Left[];
}

/** Which of its archives can say again what they said before. */
function sortOut(ctx: QueryContext, db: ReadableDb, closing: ClosingRow): Sorted {
  const changes = changesOf(db, closing);
  const versions = changes.map(({ id, version }) => [id, version] as const);
  const since = { ranges: [], versions, after: closing.seq };
  const touched = new Map(customersTouched(ctx, db, since).map((one) => [one.customerId, one]));
  const restored: Array<Change & { row: CustomerRow }> = [];
  const left: Left[] = [];
  for (const change of changes) {
    const row = findCustomerRow(db, change.id);
    if (!row) continue;
    const touch = touched.get(change.id) ?? null;
    const isAllowed = may(ctx.actor.roles, change.act, subjectToday(ctx, guardedOf(row)));
    if (touch === null && isAllowed && row.version === change.version) restored.push({ ...change, row });
    else left.push({ row, touch });
  }
  return { restored, left };
}

/** What taking an act back would do, and which archives would stay as they are; of some nobody but their readers knows. */
export function previewUndoMany(ctx: QueryContext, act: number) {
  const closing = requireOpen(ctx, act);
  const { reader, actor, clock } = ctx;
  const { restored, left } = sortOut(ctx, reader, closing);
  const reach = reachOf(actor, 'customers.list');
  const archives = left.slice(0, MOST_NAMED).map(({ row, touch }) => {
    const isSeen = reaches(reach, guardedOf(row), clock.today());
    return {
      id: isSeen ? row.id : null,
      archiveNo: isSeen ? row.archive_no : null,
      name: isSeen ? row.name : null,
      touch: touch && { kind: touch.kind, at: touch.at, by: findAccountName(reader, touch.accountId) },
    };
  });
  return { line: lineOf(ctx, closing), restored: restored.length, left: left.length, archives };
}

export interface UndoneMany {
  readonly restored: number;
  readonly left: number;
}

/** Takes an act back in one transaction, as far as it can be. Errors: those of `requireOpen`, `customers.bulk_all_touched`, `common.cancelled`. */
export function undoMany(ctx: MutationContext, act: number): UndoneMany {
  const { covers } = requireOpen(ctx, act);
  return withEntryMaker(covers, (maker) => ctx.longTransaction((db) => writeUndo(ctx, db, { act, maker })));
}

function writeUndo(
  ctx: MutationContext,
  db: WritableDb,
  { act, maker }: { readonly act: number; readonly maker: EntryMaker },
): UndoneMany {
  const { restored, left } = sortOut(ctx, db, requireOpen(ctx, act));
  if (restored.length === 0) throw new AppError('customers.bulk_all_touched');
  const tell = (done: number) => {
    ctx.checkCancelled();
    ctx.progress(UNDO, done, 2 * restored.length);
  };
  const counts = { restored: restored.length, left: left.length };
  const emit = tellOnce(ctx.emit, 'customers');
  recordBulk(
    db,
    ctx,
    (recorder) => {
      const work = { ...ctx, ...recorder, emit };
      for (const [index, change] of restored.entries()) {
        if (index % STEP === 0) tell(index);
        restoreOne(work, db, change);
      }
    },
    () => ({ action: UNDO_ACT, object: objectOf(act), after: counts }),
  );
  const onProgress = (done: number) => tell(restored.length + done);
  const ids = restored.map(({ id }) => id);
  indexEntries(db, ctx.registries.search, ids, { maker, onProgress });
  return counts;
}

function restoreOne(
  ctx: MutationContext & Recorder,
  db: WritableDb,
  { row, act }: Sorted['restored'][number],
): void {
  const input = inputBefore(db, row);
  if (!input) throw new Error('a change that the history does not tell of');
  const { version } = row;
  applyUpdate(db, ctx, row, { version, input, reason: UNDONE, action: act, indexed: false });
}
