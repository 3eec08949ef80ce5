/** 批量修改 as it is looked at before: what would become of each of the archives that are meant, and why of some nothing. */
import { setImmediate } from 'node:timers/promises';
import type { ReadableDb } from '../../connection/handles.ts';
import { customerInputSchema, type CustomerInput } from '../../domain/customer.ts';
import {
  BULK_ACTS,
  bulkChanged,
  MOST_CHANGED,
  type BulkAct,
  type BulkChange,
  type BulkField,
  type BulkRefusal,
} from '../../domain/customer-bulk.ts';
import { AppError } from '../../domain/errors.ts';
import { may, mayEver } from '../../domain/permissions.ts';
import type { MutationContext, QueryContext } from '../../work/context.ts';
import { digestOf } from '../../work/digest.ts';
import { DeniedError } from '../../work/errors.ts';
import { chosenIds, type Chosen } from '../search/service.ts';
import { guardedOf, isLogged, subjectToday } from './access.ts';
import { checkAssigned, checkInput, checkPeople } from './check.ts';
import { lookAt } from './look.ts';
import { diffInputs, readInput } from './record.ts';
import { findCustomerRow, type CustomerRow } from './store.ts';

/** As its progress is told. */
export const BULK = 'customers.bulk';

/** Archives between two looks at whether the person has cancelled. */
export const STEP = 100;

/** Archives of each kind that are named. */
const MOST_SHOWN = 3;

export interface BulkRequest {
  readonly chosen: Chosen;
  readonly change: BulkChange;
}

/** What becomes of one archive. */
export type Verdict =
  | { readonly kind: 'changes'; readonly act: BulkAct; readonly input: CustomerInput }
  /** It says so already. */
  | { readonly kind: 'same' }
  /** Something else stands there, and only what is empty is filled. */
  | { readonly kind: 'kept' }
  | { readonly kind: 'cannot'; readonly why: BulkRefusal };

/** Whether somebody may change some archive by one of the acts. */
export function mayChange({ actor }: QueryContext, acts: readonly BulkAct[] = BULK_ACTS): boolean {
  return acts.some((act) => mayEver(actor.roles, act));
}

/** Errors: `access.denied`. */
export function expectMayChange(ctx: QueryContext, acts: readonly BulkAct[] = BULK_ACTS): void {
  if (mayChange(ctx, acts)) return;
  throw new DeniedError('access.denied', { action: 'customers.edit', object: 'list' });
}

/** The archives that are meant. Errors: `access.denied`, `customers.bulk_too_many` {most}. */
export function meantIds(ctx: QueryContext, { chosen, change }: BulkRequest): number[] {
  expectMayChange(ctx, change.field === 'responsibleId' ? BULK_ACTS : ['customers.edit']);
  const ids: number[] = [];
  for (const id of chosenIds(ctx, chosen)) {
    if (ids.length === MOST_CHANGED) throw new AppError('customers.bulk_too_many', { most: MOST_CHANGED });
    ids.push(id);
  }
  return ids;
}

/** The act by which this person changes the field of an archive, or why they may not. */
export function actOn(
  ctx: QueryContext,
  field: BulkField,
  row: CustomerRow,
): { readonly act: BulkAct } | { readonly why: BulkRefusal } {
  if (row.standing !== 'living') return { why: 'no_right' };
  const subject = subjectToday(ctx, guardedOf(row));
  const allowed = (act: BulkAct) => may(ctx.actor.roles, act, subject);
  const isAssigned = field === 'responsibleId' && isLogged(subject.secrecy);
  if (!isAssigned && allowed('customers.edit')) return { act: 'customers.edit' };
  if (field === 'responsibleId' && allowed('customers.assign')) return { act: 'customers.assign' };
  return { why: isAssigned && allowed('customers.edit') ? 'assign_apart' : 'no_right' };
}

/** Judges one archive as an edit of its own would be. Nothing is told of one that the person may not change. */
export function judge(ctx: QueryContext, db: ReadableDb, row: CustomerRow, change: BulkChange): Verdict {
  const allowed = actOn(ctx, change.field, row);
  if ('why' in allowed) return { kind: 'cannot', why: allowed.why };
  const { act } = allowed;
  const before = readInput(db, row);
  const changed = bulkChanged(before, change);
  if (changed === 'kept') return { kind: 'kept' };
  if (diffInputs(before, changed).length === 0) return { kind: 'same' };
  // Whatever is decided, what an import proposed has been seen.
  const input = act === 'customers.assign' ? { ...changed, proposedResponsibleId: null } : changed;
  const why = refusalOf(ctx, db, { act, row, before, input, field: change.field });
  return why ? { kind: 'cannot', why } : { kind: 'changes', act, input };
}

interface Judged {
  readonly act: BulkAct;
  readonly row: CustomerRow;
  readonly before: CustomerInput;
  readonly input: CustomerInput;
  readonly field: BulkField;
}

function refusalOf(
  ctx: QueryContext,
  db: ReadableDb,
  { act, row, before, input, field }: Judged,
): BulkRefusal | null {
  if (field === 'status' && input.category !== 'client') return 'no_status';
  try {
    if (act === 'customers.assign') checkPeople(db, input);
    else {
      const read = customerInputSchema.safeParse(input);
      if (!read.success)
        return isOf('indexTerms', read.error.issues[0]?.path) ? 'too_many_terms' : 'mend_first';
      checkInput(db, input, () => before);
      checkAssigned(input, guardedOf(row), ctx.clock.today());
    }
    return null;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    if (error.code !== 'customers.unknown_code') return 'mend_first';
    return error.data.field === field ? 'other_category' : 'mend_first';
  }
}

const isOf = (field: string, path: readonly PropertyKey[] | undefined): boolean => path?.[0] === field;

/** Archives of one kind: how many, and the first of them. */
export interface BulkGroup {
  count: number;
  readonly archives: Array<{ readonly id: number; readonly archiveNo: string; readonly name: string }>;
}

function noteIn(group: BulkGroup, { id, archive_no: archiveNo, name }: CustomerRow): void {
  group.count += 1;
  if (group.archives.length < MOST_SHOWN) group.archives.push({ id, archiveNo, name });
}

const newGroup = (): BulkGroup => ({ count: 0, archives: [] });

export interface BulkPreview {
  /** How many are meant. */
  readonly total: number;
  readonly changes: BulkGroup;
  readonly same: BulkGroup;
  readonly kept: BulkGroup;
  readonly cannot: ReadonlyArray<BulkGroup & { readonly why: BulkRefusal }>;
  /** Some of them are assigned, which takes a reason (S2). */
  readonly isAssigned: boolean;
  /** What was looked at: the act is refused when it is no longer that. */
  readonly seen: string;
}

/**
 * What the change would do, and to how many of those that are meant. Of what is not in the index the answer tells
 * something, so that it is a look at each 机密 and 绝密 archive. Errors: those of `meantIds`, `common.cancelled`.
 */
export async function previewBulk(ctx: MutationContext, request: BulkRequest): Promise<BulkPreview> {
  const ids = meantIds(ctx, request);
  const { reader } = ctx;
  const [changes, same, kept] = [newGroup(), newGroup(), newGroup()];
  const cannot = new Map<BulkRefusal, BulkGroup>();
  const seen = new Seen(request);
  const looked: CustomerRow[] = [];
  let isAssigned = false;
  for (const [index, id] of ids.entries()) {
    if (index % STEP === 0) {
      ctx.checkCancelled();
      ctx.progress(BULK, index, ids.length);
      if (index > 0) await setImmediate();
    }
    const row = findCustomerRow(reader, id);
    if (!row) continue;
    const verdict = judge(ctx, reader, row, request.change);
    if (verdict.kind === 'cannot') {
      const group = cannot.get(verdict.why) ?? newGroup();
      cannot.set(verdict.why, group);
      noteIn(group, row);
      if (verdict.why === 'no_right' || verdict.why === 'assign_apart') continue;
    } else noteIn({ changes, same, kept }[verdict.kind], row);
    looked.push(row);
    if (verdict.kind !== 'changes') continue;
    isAssigned ||= verdict.act === 'customers.assign';
    seen.note(row);
  }
  noteLooks(ctx, looked);
  const refused = [...cannot].map(([why, group]) => ({ why, ...group }));
  return { total: ids.length, changes, same, kept, cannot: refused, isAssigned, seen: seen.digest() };
}

/** Tells the log of the 机密 and 绝密 archives that an answer told something of, each once in a while. */
function noteLooks(ctx: QueryContext, rows: readonly CustomerRow[]): void {
  const now = ctx.clock.now();
  const fresh = rows.flatMap((row) => {
    const { secrecy } = subjectToday(ctx, guardedOf(row));
    return isLogged(secrecy) && !ctx.looked.wasFound(row.id, now) ? [{ row, secrecy }] : [];
  });
  if (fresh.length === 0) return;
  ctx.log(...fresh.map(({ row, secrecy }) => lookAt(row, secrecy)));
  for (const { row } of fresh) ctx.looked.noteFound(row.id, now);
}

/** What was looked at, as a digest: each archive that changes, at the version that it had. */
export class Seen {
  readonly #parts: Array<string | number>;

  constructor({ change }: BulkRequest) {
    this.#parts = [change.field, change.way, change.value];
  }

  note({ id, version }: Pick<CustomerRow, 'id' | 'version'>): void {
    this.#parts.push(id, version);
  }

  digest(): string {
    return Buffer.from(digestOf(this.#parts)).toString('hex');
  }
}
