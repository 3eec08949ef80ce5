/** 撤回: a whole import is taken back as one act, as long as nothing else has touched its archives. */
import type { ReadableDb, WritableDb } from '../../connection/handles.ts';
import { AppError } from '../../domain/errors.ts';
import { mayEver } from '../../domain/permissions.ts';
import { UNDONE } from '../../domain/reasons.ts';
import type { MutationContext, QueryContext } from '../../work/context.ts';
import { tellOnce } from '../../work/events.ts';
import { writeRows } from '../../work/ledger.ts';
import { recordBulk, type Recorder } from '../../work/log/recorder.ts';
import { reaches, reachOf } from '../../work/reach.ts';
import {
  applyUpdate,
  customersTouched,
  inputBefore,
  lastChange,
  readNames,
  requireCustomer,
  requireFiled,
  takeBack,
  type Touched,
} from '../customers/service.ts';
import { findAccountName } from '../accounts/service.ts';
import { indexEntries, removeEntries, withEntryMaker, type EntryMaker } from '../search/service.ts';
import { readKept, requireImport, tellOfImports } from './kept.ts';
import { pairsOf, type KeptContent } from './kept-content.ts';
import { IMPORTS } from './kept-store.ts';

/** Archives in the way that are named. */
const MOST_NAMED = 100;

/** What taking an import back would do, and what stands in its way. */
export function previewUndo(ctx: QueryContext, id: number) {
  const { row, line } = requireImport(ctx, ctx.reader, id);
  const kept = readKept(ctx.reader, id);
  const touched = touchedSince(ctx, ctx.reader, kept, row.seq);
  const shown = touched.slice(0, MOST_NAMED);
  const { reader, actor, clock } = ctx;
  const ids = shown.map(({ customerId }) => customerId);
  const named = new Map(readNames(reader, ids, lastChange(reader)).map((one) => [one.id, one]));
  const reach = reachOf(actor, 'customers.list');
  return {
    closed: line.closed,
    undoUntil: line.undoUntil,
    takenBack: kept.added.length === 0 ? 0 : countIn(kept.added),
    restored: kept.updated.length / 2,
    blocked: touched.length,
    archives: shown.map(({ customerId, kind, at, accountId }) => {
      const archive = named.get(customerId);
      const isSeen = archive !== undefined && reaches(reach, archive.guarded, clock.today());
      return {
        id: isSeen ? customerId : null,
        archiveNo: isSeen ? archive.archiveNo : null,
        name: isSeen ? archive.name : null,
        kind,
        at,
        by: findAccountName(reader, accountId),
      };
    }),
  };
}

const countIn = (ranges: readonly number[]): number =>
  pairsOf(ranges).reduce((sum, [first, last]) => sum + last - first + 1, 0);

/** The archives of an import that something else has touched, each with the last such act. */
function touchedSince(
  ctx: Pick<QueryContext, 'registries'>,
  db: ReadableDb,
  { added, updated }: KeptContent,
  seq: number,
): Touched[] {
  return customersTouched(ctx, db, { ranges: pairsOf(added), versions: pairsOf(updated), after: seq });
}

/** What was taken back. */
export interface Undone {
  readonly takenBack: number;
  readonly restored: number;
}

/**
 * Takes an import back in one transaction: all or nothing. Its archives are 已撤回, those that it changed say again what
 * they said before. Errors: `import.no_such_import`, `import.undone`, `import.not_yours`, `import.too_late` {day},
 * `import.touched` {count}, `import.record_unreadable`, those of `requireCustomer`, `common.cancelled`.
 */
export function undoImport(ctx: MutationContext, id: number): Undone {
  // Before others are kept waiting.
  expectOpen(ctx, ctx.reader, id);
  const { updated } = readKept(ctx.reader, id);
  return withEntryMaker(updated.length / 2, (maker) =>
    ctx.longTransaction((db) => {
      const seq = expectOpen(ctx, db, id);
      const kept = readKept(db, id);
      const touched = touchedSince(ctx, db, kept, seq);
      if (touched.length > 0) throw new AppError('import.touched', { count: touched.length });
      return writeUndo(ctx, db, { id, kept, maker });
    }),
  );
}

/** Returns the number of the import's row in the log. */
function expectOpen(ctx: QueryContext, db: ReadableDb, id: number): number {
  const { row, line } = requireImport(ctx, db, id);
  if (line.closed !== null) throw new AppError(`import.${line.closed}`, { day: line.undoUntil });
  return row.seq;
}

/** Archives between two looks at whether the person has cancelled. */
const STEP = 100;

interface Undoing {
  readonly id: number;
  readonly kept: KeptContent;
  readonly maker: EntryMaker;
}

function writeUndo(ctx: MutationContext, db: WritableDb, { id, kept, maker }: Undoing): Undone {
  const total = 2 * (countIn(kept.added) + kept.updated.length / 2);
  const tell = (done: number) => {
    ctx.checkCancelled();
    ctx.progress('import.undo', done, total);
  };
  const emit = tellOnce(ctx.emit, 'customers');
  tellOfImports(ctx);
  let removed: readonly number[] = [];
  let restored: readonly number[] = [];
  const undone = recordBulk(
    db,
    ctx,
    (recorder) => {
      const work = { ...ctx, ...recorder, emit };
      removed = takeAllBack(work, db, kept, tell);
      restored = restoreAll(work, db, kept, (done) => tell(removed.length + done));
      return { takenBack: removed.length, restored: restored.length };
    },
    (result, row) => ({
      action: 'import.undo',
      object: `${IMPORTS.object}:${id}`,
      after: result,
      history: writeRows(db, ctx, IMPORTS, id, [entryOf(result)], row).digest,
    }),
  );
  const done = removed.length + restored.length;
  removeEntries(db, removed, (more) => tell(done + more));
  const onProgress = (more: number) => tell(done + removed.length + more);
  indexEntries(db, ctx.registries.search, restored, { maker, onProgress });
  return undone;
}

const entryOf = ({ takenBack, restored }: Undone) => ({
  what: 'undo',
  total: takenBack + restored,
  added: takenBack,
  updated: restored,
  skipped: 0,
  merged: 0,
  refused: 0,
  warned: 0,
});

type Work = MutationContext & Recorder;

function takeAllBack(
  ctx: Work,
  db: WritableDb,
  { added }: KeptContent,
  tell: (done: number) => void,
): number[] {
  const ids: number[] = [];
  // One of them is enough for everybody to read their lists anew.
  ctx.emit(({ roles }) => (mayEver(roles, 'customers.list') ? { type: 'changed', kind: 'customers' } : null));
  for (const [first, last] of pairsOf(added))
    for (let id = first; id <= last; id += 1) {
      if (ids.length % STEP === 0) tell(ids.length);
      takeBack(db, ctx, requireFiled(db, id));
      ids.push(id);
    }
  return ids;
}

function restoreAll(
  ctx: Work,
  db: WritableDb,
  { updated }: KeptContent,
  tell: (done: number) => void,
): number[] {
  const ids: number[] = [];
  for (const [id] of pairsOf(updated)) {
    if (ids.length % STEP === 0) tell(ids.length);
    const { row } = requireCustomer(ctx, db, id, 'customers.edit');
    const input = inputBefore(db, row);
    if (!input) throw new AppError('import.record_unreadable');
    applyUpdate(db, ctx, row, { version: row.version, input, reason: UNDONE, indexed: false });
    ids.push(id);
  }
  return ids;
}
