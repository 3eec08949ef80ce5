import type { ReadableDb } from '../../connection/handles.ts';
import {
  findRule,
  nextStep,
  PROGRAM,
  rolesAwaited,
  VOID,
  type Flow,
  type LineStep,
} from '../../domain/flow.ts';
import type { Clock } from '../../domain/dates.ts';
import { roleSchema, type Role } from '../../domain/roles.ts';
import type { QueryContext } from '../context.ts';
import { listSteps, type FlowStep } from './steps.ts';

const DAY_MS = 86_400_000;

/** A record's steps from the first to the last that is to come. */
export function readLine(
  ctx: Pick<QueryContext, 'reader' | 'clock'>,
  flow: Flow,
  { id, state }: { readonly id: number; readonly state: string },
): LineStep[] {
  const taken = listSteps(ctx.reader, flow.name, id);
  return [...taken.map((step) => drawn(flow, step)), ...stepsToCome(ctx, flow, state, taken.at(-1))];
}

function drawn(
  flow: Flow,
  { step, person_id, person_name, roles, at, reason, reason_text, rule }: FlowStep,
): LineStep {
  const refused = step === VOID || findRule(flow, step)?.ends === 'refused';
  return {
    step,
    state: refused ? 'refused' : 'done',
    person: person_id === null ? null : person_name,
    roles: readRoles(roles),
    at,
    reason,
    reasonText: reason_text,
    rule,
    daysWaited: null,
  };
}

function stepsToCome(
  { clock }: Pick<QueryContext, 'clock'>,
  flow: Flow,
  state: string,
  last: FlowStep | undefined,
): LineStep[] {
  const steps: LineStep[] = [];
  const seen = new Set<string>();
  for (let at = state; !seen.has(at);) {
    seen.add(at);
    const next = nextStep(flow, at);
    if (!next) break;
    const { step, rule } = next;
    const waits = steps.length === 0;
    steps.push({
      step,
      state: waits ? 'waiting' : 'ahead',
      person: null,
      roles: rolesAwaited(rule),
      at: null,
      reason: null,
      reasonText: null,
      rule: null,
      daysWaited: waits ? daysSince(clock, last) : null,
    });
    at = rule.to;
  }
  return steps;
}

/** Whole days since a step; null where there was none. */
export function daysSince(clock: Clock, step: FlowStep | undefined): number | null {
  return step ? Math.max(0, Math.floor((clock.now() - step.at) / DAY_MS)) : null;
}

/** Roles as they stand in a step; what a later program knows no more is left out. */
function readRoles(stored: string): Array<Role | typeof PROGRAM> {
  return stored.split('+').flatMap((role) => {
    if (role === PROGRAM) return [role];
    const read = roleSchema.safeParse(role);
    return read.success ? [read.data] : [];
  });
}

/** The last time that one of the steps was taken; undefined when none was. */
export function lastTaken(
  db: ReadableDb,
  flow: Flow,
  id: number,
  steps: readonly string[],
): FlowStep | undefined {
  return listSteps(db, flow.name, id).findLast(({ step }) => steps.includes(step));
}
