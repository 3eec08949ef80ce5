import { expectOneChange, type ReadableDb } from '../../connection/handles.ts';
import {
  blankCustomer,
  customerInputSchema,
  missingFields,
  type CustomerInput,
} from '../../domain/customer.ts';
import { daysBetween } from '../../domain/dates.ts';
import { AppError } from '../../domain/errors.ts';
import { FILING_TRANSITIONS, type FilingState } from '../../domain/filing.ts';
import { may, type Subject } from '../../domain/permissions.ts';
import type { MutationContext, QueryContext } from '../../work/context.ts';
import { DeniedError } from '../../work/errors.ts';
import { recordAudit } from '../../work/log/recorder.ts';
import {
  checkInput,
  checkTerm,
  fileCustomer,
  isLogged,
  isLowered,
  mayReadCustomer,
  type FiledCustomer,
} from '../customers/service.ts';
import { readSettings } from '../workspace/service.ts';
import * as store from './store.ts';

type Row = NonNullable<ReturnType<typeof store.findFiling>>;

/** One 建档申请 as people see it. */
export interface Filing {
  readonly id: number;
  readonly version: number;
  readonly state: FilingState;
  readonly input: CustomerInput;
  readonly missing: readonly string[];
  readonly reportedBy: string;
  readonly reportedAt: number | null;
  readonly decidedBy: string | null;
  readonly decidedAt: number | null;
  readonly reason: string | null;
  readonly customerId: number | null;
  /** Days since first contact, and whether that is past the limit (A1); null without a contact date. */
  readonly lag: { readonly days: number; readonly late: boolean } | null;
  readonly may: { readonly edit: boolean; readonly decide: boolean };
}

/**
 * The filings that the person may see, newest first. Of classified ones of other people only what the inbox shows:
 * a look at the rest is `getFiling`, which is logged.
 */
export function listFilings(ctx: QueryContext, states: readonly FilingState[]): Filing[] {
  const everyones = may(ctx.actor.roles, 'filings.read', { secrecy: 'normal', relation: 'none' });
  return store
    .listFilings(ctx.reader, { states, personId: ctx.actor.personId, own: !everyones, limit: 500 })
    .filter((row) => mayRead(ctx, ctx.reader, row))
    .map((row) => {
      const filing = toFiling(ctx, row);
      return isGuarded(ctx, row) ? { ...filing, input: headingOf(filing.input) } : filing;
    });
}

/** One filing; a look at a classified one of somebody else is logged. */
export function getFiling(ctx: QueryContext, id: number): Filing {
  const row = requireFiling(ctx, ctx.reader, id);
  if (isGuarded(ctx, row)) ctx.log({ action: 'filings.read', object: `filing:${id}`, secrecy: row.secrecy });
  return toFiling(ctx, row);
}

function isOwn(ctx: QueryContext, row: Row): boolean {
  return row.reporterPersonId === ctx.actor.personId;
}

function isGuarded(ctx: QueryContext, row: Row): boolean {
  return !isOwn(ctx, row) && isLogged(row.secrecy);
}

function headingOf({ category, name, secrecy, firstContactOn }: CustomerInput): CustomerInput {
  return { ...blankCustomer(category), name, secrecy, firstContactOn };
}

/** Nobody reads what somebody else is still writing, nor in an accepted filing what its archive keeps from them. */
function mayRead(ctx: QueryContext, db: ReadableDb, row: Row): boolean {
  const own = isOwn(ctx, row);
  const subject: Subject = { secrecy: row.secrecy, relation: own ? 'own' : 'none' };
  if (!may(ctx.actor.roles, 'filings.read', subject)) return false;
  if (own) return true;
  return row.state !== 'draft' && (row.customer_id === null || mayReadCustomer(ctx, db, row.customer_id));
}

function requireFiling(ctx: QueryContext, db: ReadableDb, id: number): Row {
  const row = store.findFiling(db, id);
  if (!row) throw new AppError('filings.not_found');
  if (!mayRead(ctx, db, row))
    throw new DeniedError('filings.not_found', {
      action: 'filings.read',
      object: `filing:${id}`,
      secrecy: row.secrecy,
    });
  return row;
}

function inputOf(row: Row): CustomerInput {
  return customerInputSchema.parse(JSON.parse(row.input));
}

function toFiling(ctx: QueryContext, row: Row): Filing {
  const input = inputOf(row);
  const own = isOwn(ctx, row);
  return {
    id: row.id,
    version: row.version,
    state: row.state,
    input,
    missing: missingFields(input),
    reportedBy: row.reporterName,
    reportedAt: row.reported_at,
    decidedBy: row.deciderName,
    decidedAt: row.decided_at,
    reason: row.reason,
    customerId: row.customer_id,
    lag: lagOf(ctx, input),
    may: {
      edit: own && FILING_TRANSITIONS[row.state].includes('draft'),
      decide: !own && row.state === 'submitted' && mayDecide(ctx),
    },
  };
}

function mayDecide(ctx: QueryContext): boolean {
  return may(ctx.actor.roles, 'filings.decide', { secrecy: 'normal', relation: 'none' });
}

function lagOf(ctx: QueryContext, input: CustomerInput): Filing['lag'] {
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

/** Keeps a filing as a draft, or submits it. Only the person who reports may. */
export function saveFiling(ctx: MutationContext, save: FilingSave): { id: number; version: number } {
  return ctx.transaction((db) => {
    if (save.submit) {
      checkInput(db, save.input);
      checkTerm(save.input, ctx.clock.today());
    }
    const now = ctx.clock.now();
    const change = {
      state: save.submit ? ('submitted' as const) : ('draft' as const),
      input: JSON.stringify(save.input),
      secrecy: save.input.secrecy,
      reported_at: save.submit ? now : null,
      updated_at: now,
    };
    const id = save.id ?? store.insertFiling(db, { ...change, reported_by: ctx.actor.accountId });
    if (save.id !== null) {
      const row = requireFiling(ctx, db, save.id);
      if (!isOwn(ctx, row))
        throw new DeniedError('filings.not_own', { action: 'filings.submit', object: `filing:${id}` });
      expectTransition(row.state, change.state);
      expectOneChange(
        store.updateFiling(db, id, save.version ?? 0, { ...change, reason: null }),
        'filings.version_conflict',
      );
    }
    const action = save.submit ? 'filings.submit' : 'filings.save';
    recordAudit(db, ctx, {
      action,
      object: `filing:${id}`,
      secrecy: save.input.secrecy,
      after: save.input,
    });
    ctx.emit({ type: 'changed', kind: 'filings' });
    return { id, version: save.id === null ? 1 : (save.version ?? 0) + 1 };
  });
}

function expectTransition(from: FilingState, to: FilingState): void {
  if (!FILING_TRANSITIONS[from].includes(to)) throw new AppError('filings.already_decided');
}

/** 受理: the reported customer becomes an archive. Nobody accepts what they reported themselves. */
export function acceptFiling(
  ctx: MutationContext,
  decision: { id: number; version: number; input: CustomerInput },
): FiledCustomer {
  return ctx.transaction((db) => {
    const row = requireDecidable(ctx, db, decision.id, 'accepted');
    expectClass(ctx, row, decision.input);
    checkInput(db, decision.input);
    checkTerm(decision.input, ctx.clock.today());
    const filed = fileCustomer(db, ctx, decision.input, { filedOn: ctx.clock.today() });
    decide(ctx, db, row, decision.version, { state: 'accepted', customer_id: filed.id, reason: null });
    recordAudit(db, ctx, {
      action: 'filings.accept',
      object: `filing:${row.id}`,
      secrecy: decision.input.secrecy,
      before: JSON.parse(row.input) as unknown,
      after: decision.input,
    });
    ctx.emit({ type: 'changed', kind: 'customers' });
    return filed;
  });
}

/** A lower class than the reporter named, or an earlier end of it, takes who may classify (S1). */
function expectClass(ctx: MutationContext, row: Row, accepted: CustomerInput): void {
  const reported = inputOf(row);
  const { secrecy } = reported;
  if (!isLowered(reported, accepted, ctx.clock.today())) return;
  if (may(ctx.actor.roles, 'customers.classify', { secrecy, relation: 'none' })) return;
  const entry = { action: 'customers.classify', object: `filing:${row.id}`, secrecy };
  throw new DeniedError('filings.class_lowered', entry);
}

/** 退回, with a reason. */
export function returnFiling(
  ctx: MutationContext,
  decision: { id: number; version: number; reason: string },
): void {
  ctx.transaction((db) => {
    const row = requireDecidable(ctx, db, decision.id, 'returned');
    decide(ctx, db, row, decision.version, { state: 'returned', reason: decision.reason });
    const { secrecy } = row;
    const object = `filing:${row.id}`;
    recordAudit(db, ctx, { action: 'filings.return', object, secrecy, reason: decision.reason });
  });
}

function requireDecidable(ctx: MutationContext, db: ReadableDb, id: number, to: FilingState): Row {
  const row = requireFiling(ctx, db, id);
  if (isOwn(ctx, row))
    throw new DeniedError('access.not_own_request', { action: 'filings.decide', object: `filing:${id}` });
  expectTransition(row.state, to);
  return row;
}

function decide(
  ctx: MutationContext,
  db: Parameters<typeof store.updateFiling>[0],
  row: Row,
  version: number,
  change: Pick<store.FilingRow, 'state' | 'reason'> & { customer_id?: number },
): void {
  const now = ctx.clock.now();
  const decided = { ...change, decided_by: ctx.actor.accountId, decided_at: now, updated_at: now };
  expectOneChange(store.updateFiling(db, row.id, version, decided), 'filings.version_conflict');
  ctx.emit({ type: 'changed', kind: 'filings' });
}
