import type { ReadableDb } from '../../connection/handles.ts';
import {
  findRule,
  PROGRAM,
  signaturesOf,
  stepNames,
  stepRefusal,
  VOID,
  type Flow,
} from '../../domain/flow.ts';
import { INSPECTIONS_SINCE, REASONS_SINCE } from '../../domain/permissions.ts';
import { takesReason } from '../../domain/reasons.ts';
import type { Role } from '../../domain/roles.ts';
import type { QueryContext } from '../../work/context.ts';
import type { CheckedCase, CheckedFlow } from '../../work/flow/checked.ts';
import { digestOfStep, iterateStepped, listStraySteps, type FlowStep } from '../../work/flow/steps.ts';
import { factsAfter } from '../../work/flow/subject.ts';
import { TAKE_OVER } from '../../work/flow/take-over.ts';
import { CHAIN_START, type AuditRow } from '../../work/log/chain.ts';
import * as store from '../../work/log/store.ts';
import { sameBytes, sameOrNone } from '../../work/digest.ts';
import { Finding, type Check } from './finding.ts';

/** What the log says of one record: the row that last said what it is, and how many steps it tells of. */
interface Logged {
  readonly seq: number;
  readonly steps: number;
}

/** What the log says of the records that are decided in flows. */
export class LoggedFlows {
  readonly #db: ReadableDb;
  readonly #names: ReadonlyMap<string, { readonly flow: Flow; readonly isStep: boolean }>;
  #records = new Map<string, Logged>();
  readonly #taken = new Map<string, Logged>();
  /** Records where a row begins with something else than the one before it left. */
  #broken = new Set<string>();
  /** The row that closed the taking over of an older vault; 0 for none. Before it rows say other things. */
  takenOverAt = 0;
  readonly refused = new Finding();

  constructor(db: ReadableDb, flows: readonly CheckedFlow[]) {
    this.#db = db;
    this.#names = new Map(
      flows.flatMap(({ flow }) =>
        ['save', VOID, ...stepNames(flow)].map((name) => [
          `${flow.name}.${name}`,
          { flow, isStep: name !== 'save' },
        ]),
      ),
    );
  }

  look(row: AuditRow): void {
    if (row.decision === 'deny') return;
    if (row.action === TAKE_OVER) return this.#takeOver(row);
    const named = this.#names.get(row.action);
    if (!named || !row.object.startsWith(`${named.flow.object}:`)) return;
    const before = this.#records.get(row.object);
    const left =
      before === undefined ? null : (store.findLeftBehind(this.#db, before.seq)?.after_hash ?? null);
    if (!sameOrNone(left, row.before_hash)) this.#broken.add(row.object);
    this.#records.set(row.object, { seq: row.seq, steps: (before?.steps ?? 0) + (named.isStep ? 1 : 0) });
  }

  #takeOver({ seq, object, role }: AuditRow): void {
    if (this.takenOverAt > 0 || role !== PROGRAM) return this.refused.note(seq);
    if (object !== 'archive') this.#taken.set(object, { seq, steps: 0 });
    else {
      this.takenOverAt = seq;
      this.#records = this.#taken;
      this.#broken = new Set();
    }
  }

  find(object: string): Logged | undefined {
    return this.#records.get(object);
  }

  isBroken(object: string): boolean {
    return this.#broken.has(object);
  }

  objects(): IterableIterator<string> {
    return this.#records.keys();
  }
}

/**
 * Each record that is decided in a flow stands, and says, what the last row on it says; each of its steps is chained to
 * the one before and stands in the log as it stands in the table, and the log tells of no other.
 */
export function checkFlows(
  { reader, hash }: Pick<QueryContext, 'reader' | 'hash'>,
  flows: readonly CheckedFlow[],
  logged: LoggedFlows,
): Check {
  const wrong = logged.refused;
  let steps = 0;
  const seen = new Set<string>();
  for (const { flow, iterateCases } of flows) {
    for (const each of iterateCases({ reader, hash })) {
      const object = `${flow.object}:${each.id}`;
      seen.add(object);
      steps += each.steps.length;
      if (logged.isBroken(object) || !isAsLogged({ reader, hash }, each, logged, object)) wrong.note(each.id);
      else if (!followsRules(flow, each)) wrong.note(each.id);
      else if (!each.steps.every((step) => isStepAsLogged({ reader, hash }, step, flow, logged.takenOverAt)))
        wrong.note(each.id);
    }
    for (const { id } of iterateStepped(reader, flow.name))
      if (!seen.has(`${flow.object}:${id}`)) wrong.note(id);
  }
  const known = flows.map(({ flow }) => flow.name);
  for (const id of listStraySteps(reader, known)) wrong.note(id);
  for (const object of logged.objects()) if (!seen.has(object)) wrong.note(Number(object.split(':')[1]));
  return wrong.check('flow_steps', seen.size, { steps });
}

/**
 * True when each step led on from where the one before left the record, and was open to whoever took it: by state, by
 * person, and with the reason that it asks for. What an older vault had decided is where it begins.
 */
function followsRules(flow: Flow, { steps, askerId, secrecy }: CheckedCase): boolean {
  let state: string | null | undefined = flow.states[0];
  return steps.every((step, index) => {
    const before = state;
    // Vaults of before went from state to state without a step, too.
    state = step.taken_over === 1 ? null : step.state_after;
    if (step.taken_over === 1) return true;
    if (before !== null && step.state_before !== before) return false;
    if (step.step === VOID) return step.state_after === flow.voided;
    // Judged by the rules of its time; those of before are kept with the flow once there are any.
    const rule = step.rule_version === flow.version ? findRule(flow, step.step) : undefined;
    if (!rule || step.state_after !== rule.to || (rule.reason?.needed && !step.reason)) return false;
    if (step.roles === PROGRAM) return rule.may === PROGRAM && rule.from.includes(step.state_before);
    const refusal = stepRefusal(rule, {
      state: step.state_before,
      roles: step.roles.split('+') as Role[],
      personId: step.person_id ?? 0,
      askerId,
      signerIds: signaturesOf(flow, steps.slice(0, index)).map(({ person_id }) => person_id),
      subject: { secrecy, relations: step.person_id === askerId ? ['own'] : [] },
    });
    return refusal === null;
  });
}

function isAsLogged(
  { reader, hash }: Pick<QueryContext, 'reader' | 'hash'>,
  { steps, facts }: CheckedCase,
  logged: LoggedFlows,
  object: string,
): boolean {
  const last = logged.find(object);
  if (!last || last.steps !== steps.filter(({ taken_over }) => taken_over === 0).length) return false;
  const said = store.findLeftBehind(reader, last.seq)?.after_hash;
  if (!sameBytes(said, hash(facts))) return false;
  let head: Uint8Array = CHAIN_START;
  return steps.every((step, index) => {
    head = digestOfStep(head, step);
    const isChained = step.digest === null ? step.taken_over === 1 : sameBytes(step.digest, head);
    return isChained && step.no === index + 1;
  });
}

/** The row of a step: by the same account, of the same time, for the same reason, and it left what the step left. */
function isStepAsLogged(
  { reader, hash }: Pick<QueryContext, 'reader' | 'hash'>,
  step: FlowStep,
  flow: Flow,
  takenOverAt: number,
): boolean {
  const taken = step.taken_over === 1;
  // One that stood in no log when it was taken over.
  if (step.seq === null) return taken;
  if (taken !== step.seq < takenOverAt) return false;
  const row = store.findAuditRow(reader, step.seq);
  if (row?.object !== `${flow.object}:${step.record_id}`) return false;
  const isSame =
    row.account_id === step.account_id &&
    row.role === step.roles &&
    isOfTime(step, row) &&
    row.reason === step.reason;
  if (!isSame || taken) return isSame;
  if (!isReasonOfTime(step, flow, row)) return false;
  const left = factsAfter(step);
  return row.action === `${flow.name}.${step.step}` && sameBytes(row.after_hash, left && hash(left));
}

/** Programs of before read the clock once more for the row; the digest of the steps binds the time of each all the same. */
const MOST_LATER_MS = 60_000;

function isOfTime({ at }: FlowStep, row: Pick<AuditRow, 'at' | 'rules'>): boolean {
  if ((row.rules ?? 0) >= INSPECTIONS_SINCE) return row.at === at;
  return row.at >= at && row.at - at <= MOST_LATER_MS;
}

/** A step of the present rules has a reason that it takes; one of before has what was written, and no text besides. */
function isReasonOfTime(
  { step, reason, reason_text: text }: FlowStep,
  flow: Flow,
  { rules }: Pick<AuditRow, 'rules'>,
): boolean {
  if ((rules ?? 0) < REASONS_SINCE) return text === null;
  const given = reason === null ? null : { choice: reason, text };
  return takesReason(findRule(flow, step)?.reason, given) && (reason !== null || text === null);
}
