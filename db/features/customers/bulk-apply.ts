/** 批量修改 carried out, as one act with a change of its own for each archive. */
import type { WritableDb } from '../../connection/handles.ts';
import { reasonOfBulk, type BulkAct, type BulkChange, type BulkReason } from '../../domain/customer-bulk.ts';
import { AppError } from '../../domain/errors.ts';
import { keptReason, takesReason } from '../../domain/reasons.ts';
import type { MutationContext } from '../../work/context.ts';
import { tellOnce } from '../../work/events.ts';
import { recordBulk, type Recorder } from '../../work/log/recorder.ts';
import { indexEntries, withEntryMaker, type EntryMaker } from '../search/service.ts';
import { BULK, judge, meantIds, Seen, STEP, type BulkRequest } from './bulk.ts';
import { applyUpdate } from './service.ts';
import { findCustomerRow } from './store.ts';

/** The act in the log, whose number names it from then on. */
export const BULK_ACT = 'customers.change_many';

export interface Bulk extends BulkRequest {
  readonly reason: BulkReason | null;
  /** What was looked at: see `BulkPreview`. */
  readonly seen: string;
}

export interface BulkDone {
  /** By which it can be taken back. */
  readonly act: number;
  readonly changed: number;
}

/**
 * Changes all of them in one transaction: all or nothing. What would change now has to be what was looked at. Errors:
 * those of `meantIds`, `customers.bulk_changed`, `customers.bulk_reason_needed`, `common.cancelled`.
 */
export function changeMany(ctx: MutationContext, bulk: Bulk): BulkDone {
  // Before others are kept waiting.
  const { length } = meantIds(ctx, bulk);
  return withEntryMaker(length, (maker) => ctx.longTransaction((db) => writeAll(ctx, db, bulk, maker)));
}

function writeAll(ctx: MutationContext, db: WritableDb, bulk: Bulk, maker: EntryMaker): BulkDone {
  const ids = meantIds(ctx, bulk);
  const tell = (done: number) => {
    ctx.checkCancelled();
    ctx.progress(BULK, done, 2 * ids.length);
  };
  const emit = tellOnce(ctx.emit, 'customers');
  const seen = new Seen(bulk);
  const changed: number[] = [];
  let act = 0;
  recordBulk(
    db,
    ctx,
    (recorder) => {
      const work = { ...ctx, ...recorder, emit };
      for (const [index, id] of ids.entries()) {
        if (index % STEP === 0) tell(index);
        if (changeOne(work, db, { id, bulk, seen })) changed.push(id);
      }
      if (changed.length === 0 || seen.digest() !== bulk.seen) throw new AppError('customers.bulk_changed');
    },
    (_result, { seq }) => {
      act = seq;
      return { action: BULK_ACT, object: 'list', after: { change: bulk.change, changed: changed.length } };
    },
  );
  const onProgress = (done: number) => tell(ids.length + done);
  indexEntries(db, ctx.registries.search, changed, { maker, onProgress });
  return { act, changed: changed.length };
}

interface One {
  readonly id: number;
  readonly bulk: Bulk;
  readonly seen: Seen;
}

/** False for one that stays as it is. */
function changeOne(ctx: MutationContext & Recorder, db: WritableDb, { id, bulk, seen }: One): boolean {
  const row = findCustomerRow(db, id);
  if (!row) return false;
  const verdict = judge(ctx, db, row, bulk.change);
  if (verdict.kind !== 'changes') return false;
  seen.note(row);
  const { act, input } = verdict;
  const reason = reasonOf(bulk, act);
  applyUpdate(db, ctx, row, { version: row.version, input, ...reason, action: act, indexed: false });
  return true;
}

/** As each archive keeps it; where people are named without 指定 there is nothing to be said. */
function reasonOf({ change, reason }: { change: BulkChange; reason: BulkReason | null }, act: BulkAct) {
  const rule = reasonOfBulk(change.field, act);
  if (rule === null && change.field === 'responsibleId') return keptReason(null);
  if (!takesReason(rule, reason)) throw new AppError('customers.bulk_reason_needed');
  return keptReason(reason);
}
