import { expectOneChange, type ReadableDb, type WritableDb } from '../../connection/handles.ts';
import { stopped } from '../../domain/dates.ts';
import { AppError, unreachable } from '../../domain/errors.ts';
import {
  PROGRAM,
  signaturesOf,
  stepRefusal,
  VOID,
  type Situation,
  type StepRefusal,
  type StepRule,
} from '../../domain/flow.ts';
import { keptReason, takesReason, type Reason } from '../../domain/reasons.ts';
import type { Actor, AuditEntry, MutationContext, QueryContext } from '../context.ts';
import { DeniedError } from '../errors.ts';
import { newestRow, nextRow, recordAudit, rolesOf, type Recorder } from '../log/recorder.ts';
import type { Confirmation } from './confirmation.ts';
import { appendStep, listSteps, type FlowStep } from './steps.ts';
import { contentHash, factsOf, toHex, type Case, type FlowSubject } from './subject.ts';

/** A step that somebody takes: at the version that they saw. */
export interface Move<Step extends string> {
  readonly id: number;
  readonly version: number;
  readonly step: Step;
  readonly reason?: Reason | null | undefined;
  /** That the password was given again, where the step asks for it. */
  readonly confirmed?: Confirmation | null;
  /** The record was made in the same transaction: the log knows nothing of it yet. */
  readonly isNew?: boolean;
}

/** What is done together with a step, in its transaction: after every check, before the record moves on. */
type Effect<Row, Result> = (db: WritableDb, row: Row) => Result;

/** For a step that changes nothing but where the record stands. */
export const NOTHING = (): void => undefined;

/** What came of a step; `void`: what was signed is no longer what is there, so it was not taken. */
export type Outcome<Result> = { readonly void: true } | { readonly void: false; readonly result: Result };

type Engine = Pick<MutationContext, 'emit'> & Recorder;

/**
 * Takes a step of a flow in one transaction. Errors: those of the subject's guard, `access.denied`,
 * `access.not_own_request`, `flow.asker_only`, `flow.signed_before`, `flow.already_decided`, `flow.version_conflict`,
 * `flow.reason_needed`, `flow.password_needed`, and `flow.signatures_void` once the signatures have been taken back.
 */
export function takeStep<Row, State extends string, Step extends string, Result>(
  ctx: MutationContext,
  subject: FlowSubject<Row, State, Step>,
  move: Move<Step>,
  effect: Effect<Row, Result>,
): Result {
  return resultOf(ctx.transaction((db) => takeStepIn(db, ctx, subject, move, effect)));
}

/** What came of a step; asked once the transaction is over, so that void signatures stay taken back. */
export function resultOf<Result>(outcome: Outcome<Result>): Result {
  if (outcome.void) throw new AppError('flow.signatures_void');
  return outcome.result;
}

/** The same inside the caller's transaction. */
export function takeStepIn<Row, State extends string, Step extends string, Result>(
  db: WritableDb,
  ctx: QueryContext & Engine,
  subject: FlowSubject<Row, State, Step>,
  move: Move<Step>,
  effect: Effect<Row, Result>,
): Outcome<Result> {
  const row = subject.guard(ctx, db, move.id);
  const record = subject.caseOf(row);
  const rule = subject.flow.steps[move.step];
  const steps = listSteps(db, subject.flow.name, record.id);
  const refusal = stepRefusal(rule, situationOf(ctx.actor, subject, record, steps));
  if (refusal !== null) throw refused(refusal, rule, objectOf(subject, record));
  if (record.version !== move.version) throw new AppError('flow.version_conflict');
  const { reason = null } = move;
  if (!takesReason(rule.reason, reason)) throw new AppError('flow.reason_needed');
  if (rule.password && !move.confirmed?.use(ctx, { flow: subject.flow.name, ...move }))
    throw new AppError('flow.password_needed');
  if (voidIfChanged(db, ctx, subject, record.id)) return { void: true };
  const author = { personId: ctx.actor.personId, name: ctx.actor.name, roles: rolesOf(ctx.actor) };
  const { step, isNew } = move;
  return { void: false, result: advance(db, ctx, subject, { row, step, isNew, reason, author }, effect) };
}

/** Takes a step of the program's own; its reach is that of the act, not of whoever is signed in. */
export function takeProgramStep<Row, State extends string, Step extends string>(
  db: WritableDb,
  program: Engine,
  subject: FlowSubject<Row, State, Step>,
  { id, step, isNew }: { readonly id: number; readonly step: Step; readonly isNew?: boolean },
): void {
  const row = subject.load(db, id);
  const rule = subject.flow.steps[step];
  if (rule.may !== PROGRAM || !rule.from.includes(subject.caseOf(row).state))
    throw new AppError('flow.already_decided');
  advance(db, program, subject, { row, step, isNew, reason: null, author: NOBODY }, NOTHING);
}

/** Who took a step. */
interface Author {
  readonly personId: number | null;
  readonly name: string;
  readonly roles: string;
}

const NOBODY: Author = { personId: null, name: '', roles: PROGRAM };

interface Advance<Row, Step> {
  readonly row: Row;
  readonly step: Step | typeof VOID;
  readonly isNew?: boolean | undefined;
  readonly reason: Reason | null;
  readonly author: Author;
}

function advance<Row, State extends string, Step extends string, Result>(
  db: WritableDb,
  ctx: Engine,
  subject: FlowSubject<Row, State, Step>,
  { row, step, isNew, reason: given, author }: Advance<Row, Step>,
  effect: Effect<Row, Result>,
): Result {
  const { flow } = subject;
  const { reason, reasonText } = keptReason(given);
  const steps = listSteps(db, flow.name, subject.caseOf(row).id);
  const before = isNew ? undefined : factsOf({ reader: db, hash: ctx.hash }, subject, row, steps);
  const result = effect(db, row);
  const to = step === VOID ? flow.voided : flow.steps[step].to;
  // The step and its row of the log are of one time.
  const recorder = { ...ctx, clock: stopped(ctx.clock) };
  const at = recorder.clock.now();
  expectOneChange(subject.move(db, row, to, at), 'flow.version_conflict');
  const moved = subject.load(db, subject.caseOf(row).id);
  const { id, version, secrecy } = subject.caseOf(moved);
  const action = `${flow.name}.${step}`;
  const seq = nextRow(db, recorder, { action });
  const taken = appendStep(db, steps, {
    flow: flow.name,
    record_id: id,
    step,
    state_before: subject.caseOf(row).state,
    state_after: to,
    account_id: ctx.actor.accountId,
    person_id: author.personId,
    person_name: author.name,
    roles: author.roles,
    rule_version: flow.version,
    rule: subject.ruleOf(step),
    reason,
    reason_text: reasonText,
    at,
    version,
    content_hash: hashNow(db, ctx, subject, moved),
    seq,
  });
  const entry = { action, object: `${flow.object}:${id}`, secrecy, reason };
  const after = factsOf({ reader: db, hash: ctx.hash }, subject, moved, [...steps, taken]);
  recordAudit(db, recorder, { ...entry, before, after });
  if (newestRow(db) !== seq) throw new Error('a step without its row in the log');
  const change = { type: 'changed', kind: flow.changes, id } as const;
  ctx.emit((actor) => (subject.hears(actor, row) || subject.hears(actor, moved) ? change : null));
  return result;
}

/**
 * Takes every signature back where the content, a part of it, a file or the rule is no longer what was signed: to be
 * asked wherever content changes, and before each step. True when signatures were void.
 */
export function voidIfChanged<Row, State extends string, Step extends string>(
  db: WritableDb,
  ctx: Engine,
  subject: FlowSubject<Row, State, Step>,
  id: number,
): boolean {
  const row = subject.load(db, id);
  const signatures = signaturesOf(subject.flow, listSteps(db, subject.flow.name, id));
  const now = toHex(hashNow(db, ctx, subject, row));
  const isSame = (signed: FlowStep) => signed.content_hash === null || toHex(signed.content_hash) === now;
  if (signatures.every(isSame)) return false;
  const { personId, name } = ctx.actor;
  const author = ctx.program ? NOBODY : { personId, name, roles: rolesOf(ctx.actor) };
  advance(db, ctx, subject, { row, step: VOID, reason: null, author }, NOTHING);
  return true;
}

function hashNow<Row, State extends string, Step extends string>(
  db: ReadableDb,
  { hash }: Pick<QueryContext, 'hash'>,
  subject: FlowSubject<Row, State, Step>,
  row: Row,
): Uint8Array {
  const { flow } = subject;
  return contentHash(hash, flow, { rule: flow.version, content: subject.contentOf(db, row) });
}

/** What the rules of the steps look at, for a person and a record. */
export function situationOf<Row, State extends string, Step extends string>(
  { personId, roles }: Pick<Actor, 'personId' | 'roles'>,
  { flow }: FlowSubject<Row, State, Step>,
  { state, askerId, secrecy }: Case<State>,
  steps: readonly FlowStep[],
): Situation<State> {
  const relations = personId === askerId ? (['own'] as const) : [];
  const signerIds = signaturesOf(flow, steps).map(({ person_id }) => person_id);
  return { state, roles, personId, askerId, signerIds, subject: { secrecy, relations } };
}

function objectOf<Row, State extends string, Step extends string>(
  { flow }: FlowSubject<Row, State, Step>,
  { id, secrecy }: Case<State>,
): Pick<AuditEntry, 'object' | 'secrecy'> {
  return { object: `${flow.object}:${id}`, secrecy };
}

function refused(
  refusal: StepRefusal,
  rule: StepRule<string>,
  object: Pick<AuditEntry, 'object' | 'secrecy'>,
): AppError {
  const entry = { action: rule.may, ...object };
  switch (refusal) {
    case 'permission':
      return new DeniedError('access.denied', entry);
    case 'not_asker':
      return new DeniedError('flow.asker_only', entry);
    case 'own':
      return new DeniedError('access.not_own_request', entry);
    case 'signed':
      return new DeniedError('flow.signed_before', entry);
    case 'state':
      return new AppError('flow.already_decided');
    default:
      return unreachable(refusal);
  }
}
