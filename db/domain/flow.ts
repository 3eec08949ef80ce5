import type { ChangedKind } from './changed.ts';
import { may, mayEver, type Action, type Subject } from './permissions.ts';
import type { Reason, ReasonRule } from './reasons.ts';
import { ROLES, type Role } from './roles.ts';

/** The author of steps that no person takes. */
export const PROGRAM = 'program';

/** The step that takes every signature back: what was signed is no longer what is there. */
export const VOID = 'void';

/** One step of a flow: from where to where, who may take it, and what it asks of them. */
export interface StepRule<State extends string> {
  readonly from: readonly State[];
  readonly to: State;
  /** The permission that it takes; or the program, which acts by itself. */
  readonly may: Action | typeof PROGRAM;
  /** Only the person who asked takes it. */
  readonly only?: 'asker';
  /** Who may not, by person: who asked, and who signed an earlier step of the same round. */
  readonly not?: ReadonlyArray<'asker' | 'signers'>;
  /** The reasons that it is taken for; without them it takes none. */
  readonly reason?: ReasonRule;
  /** It asks for the password again. */
  readonly password?: boolean;
  /** It is a signature: it binds what it was given for. */
  readonly signs?: boolean;
  /** Nobody waits for it: it is open all the same, as to end what goes on well. */
  readonly aside?: boolean;
  /** It ends the round: signatures before it count no longer. `refused` is drawn as a refusal. */
  readonly ends?: 'refused' | 'withdrawn';
}

/** How something is decided: its states, the steps between them, and which of them is waited for. */
export interface Flow<State extends string = string, Step extends string = string> {
  /** Begins the actions of the log: `filings` makes `filings.accept`. */
  readonly name: string;
  /** Names its records in the log: `filing` makes `filing:17`. */
  readonly object: string;
  /** What windows are told of when a step is taken. */
  readonly changes: ChangedKind;
  /** Of the rules below: raised with each change of them, so that open cases are signed anew. */
  readonly version: number;
  readonly states: readonly State[];
  readonly steps: Readonly<Record<Step, StepRule<State>>>;
  /** The step that is waited for in a state, on the way to the end; none where nothing is. */
  readonly next: Readonly<Partial<Record<State, Step>>>;
  /** Where a record goes when its signatures are void. */
  readonly voided: State;
}

/** One step as it is drawn: taken, waited for, or still to come. */
export interface LineStep {
  /** The step's name in its flow, or `void`. */
  readonly step: string;
  readonly state: 'done' | 'refused' | 'waiting' | 'ahead';
  /** Who took it, by the name of that time; null for nobody yet, and for the program. */
  readonly person: string | null;
  /** Their roles then, or those that are waited for; empty where it waits for whoever asked. */
  readonly roles: ReadonlyArray<Role | typeof PROGRAM>;
  /** Milliseconds UTC. */
  readonly at: number | null;
  /** A choice of the step, or what was written before there were choices. */
  readonly reason: string | null;
  /** What was added to the choice. */
  readonly reasonText: Reason['text'];
  /** The rule that allowed it, in the words of that time. */
  readonly rule: string | null;
  /** Whole days that it has waited; null where nothing waits for it. */
  readonly daysWaited: number | null;
}

/** What the rules of a step look at. */
export interface Situation<State extends string> {
  readonly state: State;
  readonly roles: readonly Role[];
  readonly personId: number;
  /** Class of the record, and what the person is to it. */
  readonly subject: Subject;
  /** The person who asked. */
  readonly askerId: number;
  /** People whose signatures count now; null stands for the program, who is nobody. */
  readonly signerIds: ReadonlyArray<number | null>;
}

export type StepRefusal = 'permission' | 'not_asker' | 'own' | 'state' | 'signed';

/** Why a person may not take a step now; null when they may. Persons are compared, never accounts. */
export function stepRefusal<State extends string>(
  rule: StepRule<State>,
  { state, roles, personId, subject, askerId, signerIds }: Situation<State>,
): StepRefusal | null {
  if (rule.may === PROGRAM || !may(roles, rule.may, subject)) return 'permission';
  if (rule.only === 'asker' && personId !== askerId) return 'not_asker';
  if (rule.not?.includes('asker') && personId === askerId) return 'own';
  if (!rule.from.includes(state)) return 'state';
  return rule.not?.includes('signers') && signerIds.includes(personId) ? 'signed' : null;
}

/** The steps that are open to a person now. */
export function stepsOpen<State extends string, Step extends string>(
  flow: Flow<State, Step>,
  situation: Situation<State>,
): Step[] {
  return stepNames(flow).filter((step) => stepRefusal(flow.steps[step], situation) === null);
}

export function stepNames<State extends string, Step extends string>(flow: Flow<State, Step>): Step[] {
  return Object.keys(flow.steps) as Step[];
}

/** The steps by which whoever asks submits. */
export function askingSteps<State extends string, Step extends string>(flow: Flow<State, Step>): Step[] {
  return stepNames(flow).filter((step) => flow.steps[step].only && flow.steps[step].signs);
}

/** The step by which whoever asks submits from a state; one that is not open there where none is. */
export function askingStep<State extends string, Step extends string>(
  flow: Flow<State, Step>,
  state: State,
): Step {
  const asking = askingSteps(flow);
  const step = asking.find((each) => flow.steps[each].from.includes(state)) ?? asking[0];
  if (step === undefined) throw new Error(`nobody asks in ${flow.name}`);
  return step;
}

/** The states in which whoever asked may change what they ask for. */
export function askingStates<State extends string, Step extends string>(flow: Flow<State, Step>): State[] {
  const asking = askingSteps(flow);
  return flow.states.filter((state) => asking.some((step) => flow.steps[step].from.includes(state)));
}

/** The step that is waited for in a state, with its rule; undefined where nothing is. */
export function nextStep(
  flow: Flow,
  state: string,
): { readonly step: string; readonly rule: StepRule<string> } | undefined {
  const step = Object.hasOwn(flow.next, state) ? flow.next[state] : undefined;
  const rule = step === undefined ? undefined : findRule(flow, step);
  return step === undefined || rule === undefined ? undefined : { step, rule };
}

/** Who is waited for in a state: whoever asked, others than them, or nobody, as where only the program goes on. */
export function awaitedIn(flow: Flow, state: string): 'asker' | 'others' | 'nobody' {
  const next = nextStep(flow, state);
  if (next?.rule.only === 'asker') return 'asker';
  return next && next.rule.may !== PROGRAM ? 'others' : 'nobody';
}

/** The rule of a step by its name as it is stored; undefined for one that the flow has no longer. */
export function findRule(flow: Flow, step: string): StepRule<string> | undefined {
  return Object.hasOwn(flow.steps, step) ? flow.steps[step] : undefined;
}

/** Of the steps taken so far, the oldest first, the signatures that count: those of the round that is open. */
export function signaturesOf<Taken extends { readonly step: string }>(
  flow: Flow,
  taken: readonly Taken[],
): Taken[] {
  let signatures: Taken[] = [];
  for (const each of taken) {
    const rule = findRule(flow, each.step);
    if (each.step === VOID || rule?.ends) signatures = [];
    if (rule?.signs) signatures.push(each);
  }
  return signatures;
}

/** The steps that are signatures, and those after which signatures count no longer. */
export function roundOf(flow: Flow): { readonly signs: string[]; readonly ends: string[] } {
  const names = stepNames(flow);
  return {
    signs: names.filter((step) => findRule(flow, step)?.signs),
    ends: [VOID, ...names.filter((step) => findRule(flow, step)?.ends)],
  };
}

/** The roles that a step waits for; none where it is the asker's or the program's own. */
export function rolesAwaited(rule: StepRule<string>): Role[] {
  const action = rule.may;
  if (action === PROGRAM || rule.only === 'asker') return [];
  return ROLES.filter((role) => mayEver([role], action));
}

/** The steps that others than the asker may take in a state. */
export function stepsAwaited(flow: Flow, state: string): string[] {
  return stepNames(flow).filter((step) => {
    const rule = findRule(flow, step);
    if (rule === undefined || rule.aside) return false;
    return rule.from.includes(state) && rolesAwaited(rule).length > 0;
  });
}
