import { expectOneChange, type WritableDb } from '../../connection/handles.ts';
import { blankCustomer, missingFields, type CustomerInput } from '../../domain/customer.ts';
import { daysBetween } from '../../domain/dates.ts';
import { AppError } from '../../domain/errors.ts';
import { FILING_EDITABLE, filingFlow, type FilingState, type FilingStep } from '../../domain/filing.ts';
import { stepsOpen, type LineStep } from '../../domain/flow.ts';
import { classesFor, may } from '../../domain/permissions.ts';
import type { Secrecy } from '../../domain/roles.ts';
import { read, write, type StoredRead, type Unreadable } from '../../domain/stored-json.ts';
import type { MutationContext, QueryContext } from '../../work/context.ts';
import { DeniedError } from '../../work/errors.ts';
import {
  factsNow,
  NOTHING,
  recordSaved,
  resultOf,
  situationOf,
  takeStep,
  takeStepIn,
} from '../../work/flow/engine.ts';
import { lastTaken, readLine } from '../../work/flow/line.ts';
import { listSteps } from '../../work/flow/steps.ts';
import { findPersonName } from '../accounts/service.ts';
import {
  checkInput,
  checkTerm,
  fileCustomer,
  isLogged,
  isLowered,
  readableWhere,
  type FiledCustomer,
} from '../customers/service.ts';
import { readSettings, setAside } from '../workspace/service.ts';
import { STORED_INPUT } from './stored-input.ts';
import * as store from './store.ts';
import { filingSubject, isOwn } from './flow.ts';

export { filingsChecked } from './flow.ts';

/** A 建档申请 in a list: what it is called and how it stands; a look at the rest is `getFiling`, which is logged. */
export interface FilingLine {
  readonly id: number;
  readonly state: FilingState;
  readonly name: string;
  readonly category: CustomerInput['category'];
  /** Why what was reported cannot be read; null where it can. */
  readonly unreadable: Unreadable | null;
  readonly secrecy: Secrecy;
  readonly reportedBy: string;
  /** When it was last submitted, milliseconds UTC. */
  readonly reportedAt: number | null;
  /** Days since first contact, and whether that is past the limit (A1); null without a contact date. */
  readonly lag: { readonly days: number; readonly late: boolean } | null;
}

/** One 建档申请 as people see it. */
export interface Filing extends FilingLine {
  readonly version: number;
  readonly input: CustomerInput;
  readonly missing: readonly string[];
  readonly customerId: number | null;
  readonly line: readonly LineStep[];
  /** The steps that are open to the person. */
  readonly open: readonly FilingStep[];
}

export interface FilingPage {
  readonly rows: readonly FilingLine[];
  /** The id after which the next page begins; null at the end. */
  readonly next: number | null;
}

/** The filings that the person may see, newest first, page by page. */
export function listFilings(
  ctx: QueryContext,
  query: { states: readonly FilingState[]; after: number | null; limit: number },
): FilingPage {
  const { rows, next } = store.listFilings(ctx.reader, reachOf(ctx), query);
  return {
    rows: rows.map((row) => toLine(ctx, row)),
    next: next === null ? null : Number(next[0]),
  };
}

/** How many the person may see of each state that has any. */
export function countFilings(ctx: QueryContext): Partial<Record<FilingState, number>> {
  const counted = store.countFilings(ctx.reader, reachOf(ctx));
  return Object.fromEntries(counted.map(({ state, count }) => [state, count]));
}

function reachOf(ctx: QueryContext): store.FilingReach {
  return {
    personId: ctx.actor.personId,
    classes: classesFor(ctx.actor.roles, 'filings.read', 'none'),
    archive: readableWhere(ctx.actor, ctx.clock.today(), 'filing.customer_id'),
  };
}

/** One filing; a look at a classified one of somebody else is logged. */
export function getFiling(ctx: QueryContext, id: number): Filing {
  const row = filingSubject.guard(ctx, ctx.reader, id);
  const { version, secrecy, customer_id } = row;
  if (!isOwn(ctx, row) && isLogged(secrecy))
    ctx.log({ action: 'filings.read', object: `filing:${id}`, secrecy });
  const stored = readInput(row);
  const input = stored.ok ? stored.value : blankOf(row);
  const steps = listSteps(ctx.reader, filingFlow.name, id);
  return {
    ...toLine(ctx, row),
    version,
    input,
    missing: missingFields(input),
    customerId: customer_id,
    line: readLine(ctx, filingFlow, row),
    open: stepsOpen(filingFlow, situationOf(ctx.actor, filingSubject, filingSubject.caseOf(row), steps)),
  };
}

/** Numbers, and the state of each that the person has to fill in anew. */
export interface WaitingFilings {
  readonly toDecide: number;
  readonly late: number;
  readonly returned: number;
  readonly unreadable: readonly FilingState[];
}

/** What of other people's and of their own waits for the person. */
export function countWaiting(ctx: QueryContext): WaitingFilings {
  const mayDecide = may(ctx.actor.roles, 'filings.decide', { secrecy: 'normal', relation: 'none' });
  const open = mayDecide ? store.listSubmitted(ctx.reader, reachOf(ctx)) : [];
  const late = open.filter((row) => {
    const stored = readInput(row);
    return stored.ok && lagOf(ctx, stored.value)?.late;
  }).length;
  const own = Object.groupBy(store.listEditable(ctx.reader, ctx.actor.personId), (row) =>
    readInput(row).ok ? 'readable' : 'unreadable',
  );
  return {
    toDecide: open.length,
    late,
    returned: (own.readable ?? []).filter(({ state }) => state === 'returned').length,
    unreadable: (own.unreadable ?? []).map(({ state }) => state),
  };
}

/** What was reported, as it is kept. */
function readInput({ input }: store.FilingRow): StoredRead<CustomerInput> {
  return read(STORED_INPUT, input);
}

/** Errors: `filings.unreadable`. */
function requireInput(row: store.FilingRow): CustomerInput {
  const stored = readInput(row);
  if (!stored.ok) throw new AppError('filings.unreadable');
  return stored.value;
}

/** In place of what cannot be read. */
function blankOf({ secrecy }: store.FilingRow): CustomerInput {
  return { ...blankCustomer('client'), secrecy };
}

function toKept(input: CustomerInput): Pick<store.FilingRow, 'input' | 'secrecy'> {
  return { input: write(STORED_INPUT, input), secrecy: input.secrecy };
}

function toLine(ctx: QueryContext, row: store.FilingRow): FilingLine {
  const stored = readInput(row);
  const input = stored.ok ? stored.value : blankOf(row);
  const { id, state, secrecy, reporter_id } = row;
  const submitted = lastTaken(ctx.reader, filingFlow, id, ['submit', 'resubmit']);
  return {
    id,
    state,
    name: input.name,
    category: input.category,
    unreadable: stored.ok ? null : stored.why,
    secrecy,
    reportedBy: submitted?.person_name ?? findPersonName(ctx.reader, reporter_id) ?? '',
    reportedAt: submitted?.at ?? null,
    lag: stored.ok ? lagOf(ctx, input) : null,
  };
}

function lagOf(ctx: QueryContext, input: CustomerInput): FilingLine['lag'] {
  if (input.firstContactOn === null) return null;
  const days = daysBetween(input.firstContactOn, ctx.clock.today());
  return { days, late: days > readSettings(ctx.reader).filingLimitDays };
}

export interface FilingSave {
  /** Null for a new one. */
  readonly id: number | null;
  readonly version: number | null;
  readonly input: CustomerInput;
  readonly submit: boolean;
}

/** Keeps a filing while it is being written, or submits it. Only the person who reports may. */
export function saveFiling(ctx: MutationContext, { id, version, input, submit }: FilingSave) {
  return submit ? submitFiling(ctx, { id, version, input }) : keepFiling(ctx, { id, version, input });
}

type Kept = Omit<FilingSave, 'submit'>;

function keepFiling(ctx: MutationContext, { id, version, input }: Kept): { id: number; version: number } {
  return ctx.transaction((db) => {
    const kept = { ...toKept(input), updated_at: ctx.clock.now() };
    let before;
    if (id !== null) {
      const row = filingSubject.guard(ctx, db, id);
      before = factsNow(db, ctx, filingSubject, id);
      if (!isOwn(ctx, row))
        throw new DeniedError('flow.asker_only', { action: 'filings.submit', object: `filing:${id}` });
      if (!FILING_EDITABLE.includes(row.state)) throw new AppError('flow.already_decided');
      keepUnreadable(db, ctx, row);
      const change = { ...kept, id, version: version ?? 0 };
      expectOneChange(store.updateFiling(db, change), 'flow.version_conflict');
    }
    const saved = id ?? store.insertFiling(db, { ...kept, reporter_id: ctx.actor.personId, version: 1 });
    recordSaved(db, ctx, filingSubject, { id: saved, action: 'filings.save', before });
    ctx.emit({ type: 'changed', kind: 'filings' });
    return { id: saved, version: id === null ? 1 : (version ?? 0) + 1 };
  });
}

function submitFiling(ctx: MutationContext, { id, version, input }: Kept): { id: number; version: number } {
  return ctx.transaction((db) => {
    checkInput(db, input);
    checkTerm(input, ctx.clock.today());
    const kept = toKept(input);
    const made = { ...kept, reporter_id: ctx.actor.personId, version: 0, updated_at: ctx.clock.now() };
    const move = { id: id ?? store.insertFiling(db, made), version: id === null ? 0 : (version ?? 0) };
    const { state } = filingSubject.load(db, move.id);
    const step = state === 'draft' ? 'submit' : 'resubmit';
    resultOf(
      takeStepIn(db, ctx, filingSubject, { ...move, step, isNew: id === null }, (_, row) => {
        keepUnreadable(db, ctx, row);
        store.setFiling(db, move.id, kept);
      }),
    );
    return { id: move.id, version: move.version + 1 };
  });
}

/** What could not be read and is written over is set aside for whoever reported it. */
function keepUnreadable(db: WritableDb, ctx: MutationContext, { id, input }: store.FilingRow): void {
  const stored = read(STORED_INPUT, input);
  if (!stored.ok) setAside(db, ctx, { source: 'filing', key: `filing:${id}`, why: stored.why, value: input });
}

interface Decision {
  readonly id: number;
  readonly version: number;
}

/** 受理: the reported customer becomes an archive. Nobody accepts what they reported themselves. */
export function acceptFiling(
  ctx: MutationContext,
  { input, ...decision }: Decision & { input: CustomerInput },
): FiledCustomer {
  const filed = takeStep(ctx, filingSubject, { ...decision, step: 'accept' }, (db, row) => {
    expectClass(ctx, row, input);
    checkInput(db, input);
    checkTerm(input, ctx.clock.today());
    const made = fileCustomer(db, ctx, input, { filedOn: ctx.clock.today() });
    store.setFiling(db, row.id, { customer_id: made.id });
    return made;
  });
  ctx.emit({ type: 'changed', kind: 'customers' });
  return filed;
}

/** A lower class than the reporter named, or an earlier end of it, takes who may classify (S1). */
function expectClass(ctx: MutationContext, row: store.FilingRow, accepted: CustomerInput): void {
  const reported = requireInput(row);
  const { secrecy } = reported;
  if (!isLowered(reported, accepted, ctx.clock.today())) return;
  if (may(ctx.actor.roles, 'customers.classify', { secrecy, relation: 'none' })) return;
  const entry = { action: 'customers.classify', object: `filing:${row.id}`, secrecy };
  throw new DeniedError('filings.class_lowered', entry);
}

/** 退回, with a reason. */
export function returnFiling(ctx: MutationContext, decision: Decision & { reason: string }): void {
  takeStep(ctx, filingSubject, { ...decision, step: 'return' }, NOTHING);
}

/** 撤回: whoever reported takes it back, to change it or to leave it. */
export function withdrawFiling(ctx: MutationContext, decision: Decision & { reason: string | null }): void {
  takeStep(ctx, filingSubject, { ...decision, step: 'withdraw' }, NOTHING);
}
