/** 修复 (rules.md D2): what is found on archives, until it is repaired. */
import { expectOneChange, type ReadableDb, type WritableDb } from '../../connection/handles.ts';
import type { Day } from '../../domain/dates.ts';
import { AppError } from '../../domain/errors.ts';
import type { Finding, RepairKind, Source } from '../../domain/finding.ts';
import { mayEver } from '../../domain/permissions.ts';
import { keptReason, type Reason } from '../../domain/reasons.ts';
import {
  CORRECTED,
  mayFollow,
  repairAfter,
  type ReopenReason,
  type RepairEvent,
  type RepairMethod,
  type RepairStep,
  type WithdrawReason,
} from '../../domain/repair.ts';
import type { MutationContext } from '../../work/context.ts';
import { appendRows } from '../../work/ledger.ts';
import type { Recorder } from '../../work/log/recorder.ts';
import { findPersonName } from '../accounts/service.ts';
import { repairLedger } from './ledger.ts';
import * as store from './store.ts';

export { listRepairsOf, openRepairsOf, repairsBetween, repairsOf, type PrintedRepair } from './reading.ts';

/** What an act on repairs uses of a context. */
export type RepairContext = Recorder & Pick<MutationContext, 'emit'>;

/** What was found, and the repair that it opened or joined. */
export interface Noted {
  readonly repairId: number;
  readonly kind: RepairKind;
  readonly opened: boolean;
}

/** What an event says; the rest it leaves as it was. */
type Said = Partial<Omit<RepairEvent, 'what' | 'day'>> & {
  readonly note?: string | null;
  readonly source?: Source | null;
  readonly reason?: Reason | null;
};

/**
 * What was found on an archive, inside the caller's transaction: each opens a repair, or joins the open one of its kind,
 * whose degree it is from then on. The caller has asked who may.
 */
export function noteFindings(
  db: WritableDb,
  ctx: RepairContext,
  { customerId, findings, source }: { customerId: number; findings: readonly Finding[]; source: Source },
): Noted[] {
  return findings.map(({ kind, degree, note }) =>
    openOrJoin(db, ctx, { customerId, kind }, { degree, note, source }),
  );
}

/**
 * Findings were corrected away, inside the caller's transaction: a repair that such a one alone opened is 作废. One that was
 * there before, that another joined or that somebody has seen to stays: that is theirs to end.
 */
export function takeBackFindings(
  db: WritableDb,
  ctx: RepairContext,
  { customerId, kinds, source }: { customerId: number; kinds: readonly RepairKind[]; source: Source },
): void {
  for (const kind of kinds) {
    const open = store.findOpen(db, customerId, kind);
    if (!open || !store.listEvents(db, open.id).every((event) => isFinding(event, source))) continue;
    take(db, ctx, open, 'withdraw', { source, reason: { choice: CORRECTED, text: null } });
  }
}

const isFinding = ({ what, source_kind, source_id }: store.EventRow, { kind, id }: Source): boolean =>
  (what === 'open' || what === 'join') && source_kind === kind && source_id === id;

/** An archive that is not where it should be: a search that is to end by a day, or the one that is under way. */
export function noteMissing(
  db: WritableDb,
  ctx: RepairContext,
  { customerId, dueOn, source }: { customerId: number; dueOn: Day; source: Source },
): Noted {
  const open = store.findOpen(db, customerId, 'missing');
  // The end that was set stays: to look again puts nothing off.
  return openOrJoin(db, ctx, { customerId, kind: 'missing' }, { due_on: open?.due_on ?? dueOn, source });
}

/** It was found again: the search is over. Null where none was under way. */
export function settleMissing(
  db: WritableDb,
  ctx: RepairContext,
  { customerId, source }: { customerId: number; source: Source },
): { repairId: number } | null {
  const open = store.findOpen(db, customerId, 'missing');
  if (!open) return null;
  take(db, ctx, open, 'done', { done_on: ctx.clock.today(), source });
  return { repairId: open.id };
}

/** How many repairs are open. */
export function countOpen(db: ReadableDb): number {
  return store.countOpen(db, '').open;
}

/** How many are open of those that something found. */
export function countOpenOf(db: ReadableDb, { kind, id }: Source): number {
  return store.listOfSource(db, kind, id).filter(({ state }) => state === 'open').length;
}

function openOrJoin(
  db: WritableDb,
  ctx: RepairContext,
  { customerId, kind }: { customerId: number; kind: RepairKind },
  said: Said,
): Noted {
  const open = store.findOpen(db, customerId, kind);
  if (open) {
    take(db, ctx, open, 'join', said);
    return { repairId: open.id, kind, opened: false };
  }
  const event = eventOf(ctx, 'open', { ...said, customer_id: customerId, kind });
  const facts = repairAfter([event]);
  if (!facts) throw new Error('a repair that begins with nothing');
  const repairId = store.insertRepair(db, facts);
  record(db, ctx, repairId, event, said);
  return { repairId, kind, opened: true };
}

/** One more event of a repair as it was read in this transaction. */
function take(
  db: WritableDb,
  ctx: RepairContext,
  repair: store.RepairRow,
  step: RepairStep,
  said: Said,
): void {
  if (!mayFollow(step, repair.state)) throw new AppError('repairs.not_now');
  const event = eventOf(ctx, step, said);
  record(db, ctx, repair.id, event, said);
  const facts = repairAfter(store.listEvents(db, repair.id));
  if (!facts) throw new Error('a repair that its events do not lead to');
  expectOneChange(store.updateRepair(db, repair.id, facts), 'repairs.version_conflict');
}

function eventOf({ clock }: RepairContext, what: RepairStep, said: Said): RepairEvent {
  return {
    what,
    day: clock.today(),
    customer_id: said.customer_id ?? null,
    kind: said.kind ?? null,
    degree: said.degree ?? null,
    method: said.method ?? null,
    person_id: said.person_id ?? null,
    person_text: said.person_text ?? null,
    due_on: said.due_on ?? null,
    done_on: said.done_on ?? null,
  };
}

function record(db: WritableDb, ctx: RepairContext, id: number, event: RepairEvent, said: Said): void {
  const { reason, reasonText } = keptReason(said.reason ?? null);
  const { note = null, source = null } = said;
  const row = {
    ...event,
    note,
    source_kind: source?.kind ?? null,
    source_id: source?.id ?? null,
    reason,
    reason_text: reasonText,
  };
  appendRows(db, ctx, repairLedger, id, [row], { action: `repairs.${event.what}`, reason });
  ctx.emit(({ roles }) => (mayEver(roles, 'repairs.read') ? { type: 'changed', kind: 'repairs', id } : null));
}

/** A repair at the version that the person saw. */
interface Seen {
  readonly id: number;
  readonly version: number;
}

function requireSeen(db: ReadableDb, { id, version }: Seen): store.RepairRow {
  const repair = store.findRepair(db, id);
  if (!repair) throw new AppError('repairs.not_found');
  if (repair.version !== version) throw new AppError('repairs.version_conflict');
  return repair;
}

/** Whoever is to do it: one of our own people, or somebody in words. */
export type Doer = { readonly id: number } | { readonly text: string };

export interface Plan extends Seen {
  readonly method: RepairMethod;
  readonly doer: Doer;
  readonly dueOn: Day;
  readonly note: string | null;
}

/** 安排: how it is to be done, by whom, until when. Errors: `repairs.unknown_person`, `repairs.before_opening`. */
export function planRepair(ctx: MutationContext, plan: Plan): { version: number } {
  const { method, doer, dueOn, note } = plan;
  return ctx.transaction((db) => {
    const repair = requireSeen(db, plan);
    expectNotBefore(repair, dueOn);
    if ('id' in doer && findPersonName(db, doer.id) === undefined)
      throw new AppError('repairs.unknown_person');
    const person = 'id' in doer ? { person_id: doer.id } : { person_text: doer.text };
    take(db, ctx, repair, 'plan', { method, ...person, due_on: dueOn, note });
    return { version: repair.version + 1 };
  });
}

export interface Done extends Seen {
  readonly doneOn: Day;
  readonly method: RepairMethod;
  readonly note: string | null;
}

/** 完成. Errors: `repairs.before_opening`, `repairs.not_yet`. */
export function finishRepair(ctx: MutationContext, done: Done): { version: number } {
  const { doneOn, method, note } = done;
  return ctx.transaction((db) => {
    const repair = requireSeen(db, done);
    expectNotBefore(repair, doneOn);
    if (doneOn > ctx.clock.today()) throw new AppError('repairs.not_yet');
    take(db, ctx, repair, 'done', { done_on: doneOn, method, note });
    return { version: repair.version + 1 };
  });
}

/** 重开 what was done or withdrawn. Error: `repairs.open_already` where another of its kind was opened since. */
export function reopenRepair(
  ctx: MutationContext,
  again: Seen & { readonly reason: ReopenReason },
): { version: number } {
  return ctx.transaction((db) => {
    const repair = requireSeen(db, again);
    const other = store.findOpen(db, repair.customer_id, repair.kind);
    if (other && other.id !== repair.id) throw new AppError('repairs.open_already');
    take(db, ctx, repair, 'reopen', { reason: again.reason });
    return { version: repair.version + 1 };
  });
}

/** 作废 what should not have been opened. */
export function withdrawRepair(
  ctx: MutationContext,
  withdrawn: Seen & { readonly reason: WithdrawReason },
): { version: number } {
  return ctx.transaction((db) => {
    const repair = requireSeen(db, withdrawn);
    take(db, ctx, repair, 'withdraw', { reason: withdrawn.reason });
    return { version: repair.version + 1 };
  });
}

function expectNotBefore({ opened_on }: store.RepairRow, day: Day): void {
  if (day < opened_on) throw new AppError('repairs.before_opening', { day: opened_on });
}
