/** 修复单 (rules.md D2): what happens to one, and what it comes to. */
import type { Day } from './dates.ts';
import type { Degree, RepairKind } from './finding.ts';
import { OTHER, UNDONE, type Reason, type ReasonRule } from './reasons.ts';

export const REPAIR_STATES = ['open', 'done', 'withdrawn'] as const;
export type RepairState = (typeof REPAIR_STATES)[number];

/** 开立, 并入, 安排, 完成, 重开, 作废: what may follow on each state, and what it leads to. */
const STEPS = {
  open: { from: [null], to: 'open' },
  join: { from: ['open'], to: 'open' },
  plan: { from: ['open'], to: 'open' },
  done: { from: ['open'], to: 'done' },
  withdraw: { from: ['open'], to: 'withdrawn' },
  reopen: { from: ['done', 'withdrawn'], to: 'open' },
} as const satisfies Record<string, { from: readonly (RepairState | null)[]; to: RepairState }>;

export type RepairStep = keyof typeof STEPS;
export const REPAIR_STEPS = Object.keys(STEPS) as RepairStep[];

/** True when a step may be taken from a state; null: there is no repair yet. */
export function mayFollow(step: RepairStep, state: RepairState | null): boolean {
  const from: readonly (RepairState | null)[] = STEPS[step].from;
  return from.includes(state);
}

/** How it is done: 修裱, 复制, 除霉, 杀虫, 去酸、干燥, 补齐, 更换装具, 重新排列, 查找, 其他. */
export const REPAIR_METHODS = [
  'backing',
  'copying',
  'mould_removal',
  'pest_control',
  'drying',
  'completing',
  'new_container',
  'reordering',
  'searching',
  OTHER,
] as const;
export type RepairMethod = (typeof REPAIR_METHODS)[number];

const REOPEN_CHOICES = ['result_poor', 'recurred', 'entered_wrongly'] as const;

/** 重开: what was done is not enough, or should not have been written; what is taken back at once says so by itself. */
export const REOPEN_REASON = {
  choices: [...REOPEN_CHOICES, UNDONE, OTHER],
  needed: true,
} as const satisfies ReasonRule;

/** What a person is asked. */
export const REOPEN_ASKED = {
  choices: [...REOPEN_CHOICES, OTHER],
  needed: true,
} as const satisfies ReasonRule;

export type ReopenReason = Reason<(typeof REOPEN_REASON.choices)[number]>;

const WITHDRAW_CHOICES = ['wrong_archive', 'wrong_kind', 'not_found_again'] as const;
/** The finding was corrected away in the inspection that made it: said by the program. */
export const CORRECTED = 'corrected';

/** 作废: it should not have been opened. */
export const WITHDRAW_REASON = {
  choices: [...WITHDRAW_CHOICES, CORRECTED, OTHER],
  needed: true,
} as const satisfies ReasonRule;

/** What a person is asked. */
export const WITHDRAW_ASKED = {
  choices: [...WITHDRAW_CHOICES, OTHER],
  needed: true,
} as const satisfies ReasonRule;

export type WithdrawReason = Reason<(typeof WITHDRAW_REASON.choices)[number]>;

/** One thing that happened to a repair; what it does not say stays as it was. */
export interface RepairEvent {
  readonly what: RepairStep;
  readonly day: Day;
  /** Said by the first alone. */
  readonly customer_id: number | null;
  readonly kind: RepairKind | null;
  readonly degree: Degree | null;
  readonly method: RepairMethod | null;
  /** One of our own people, or in words whoever it is. */
  readonly person_id: number | null;
  readonly person_text: string | null;
  readonly due_on: Day | null;
  readonly done_on: Day | null;
}

/** What a repair is after all that happened to it. */
export interface RepairFacts {
  readonly customer_id: number;
  readonly kind: RepairKind;
  readonly state: RepairState;
  readonly degree: Degree | null;
  readonly method: RepairMethod | null;
  readonly person_id: number | null;
  readonly person_text: string | null;
  /** The day it was first opened. */
  readonly opened_on: Day;
  readonly due_on: Day | null;
  readonly done_on: Day | null;
  /** How much has happened to it. */
  readonly version: number;
}

/** What a repair comes to by its events, the oldest first; null where one could not follow on those before. */
export function repairAfter(events: readonly RepairEvent[]): RepairFacts | null {
  let facts: RepairFacts | null = null;
  for (const event of events) {
    const state: RepairState | null = facts === null ? null : facts.state;
    if (!mayFollow(event.what, state)) return null;
    facts = facts === null ? begun(event) : after(facts, event);
    if (facts === null) return null;
  }
  return facts;
}

function begun({ customer_id, kind, day, degree, due_on }: RepairEvent): RepairFacts | null {
  if (customer_id === null || kind === null) return null;
  const nothing = { method: null, person_id: null, person_text: null, done_on: null };
  return { customer_id, kind, state: 'open', degree, ...nothing, opened_on: day, due_on, version: 1 };
}

function after(facts: RepairFacts, event: RepairEvent): RepairFacts | null {
  if (event.customer_id !== null || event.kind !== null) return null;
  const isNamed = event.person_id !== null || event.person_text !== null;
  const { person_id, person_text } = isNamed ? event : facts;
  return {
    ...facts,
    state: STEPS[event.what].to,
    degree: event.degree ?? facts.degree,
    method: event.method ?? facts.method,
    person_id,
    person_text,
    due_on: event.due_on ?? facts.due_on,
    // Opened again, it is not done any more.
    done_on: event.done_on,
    version: facts.version + 1,
  };
}

/** Past its day: the day itself is not. */
export function isOverdue({ state, due_on }: Pick<RepairFacts, 'state' | 'due_on'>, today: Day): boolean {
  return state === 'open' && due_on !== null && due_on < today;
}
