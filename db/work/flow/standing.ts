import { AppError } from '../../domain/errors.ts';
import {
  askingStates,
  awaitedIn,
  findRule,
  nextStep,
  PROGRAM,
  stepsOpen,
  VOID,
  type Flow,
} from '../../domain/flow.ts';
import { mayEver, type Action } from '../../domain/permissions.ts';
import type { Role } from '../../domain/roles.ts';
import type { Unreadable } from '../../domain/stored-json.ts';
import type { QueryContext } from '../context.ts';
import type { FlowRow, FlowTable, Reach, TimePlace, Wanted } from './case-table.ts';
import { situationOf } from './engine.ts';
import { readSteps, type FlowStep } from './steps.ts';
import type { FlowSubject } from './subject.ts';

/** The records of a flow as they wait for people: cases that somebody asks for, or what is only decided. */
export interface Decided<Row extends FlowRow, Step extends string = string> extends FlowSubject<
  Row,
  Row['state'],
  Step
> {
  readonly table: FlowTable<Row>;
  /** Who reads them. */
  readonly read: Action;
  readonly unreadable: (row: Row) => Unreadable | null;
  reachOf(ctx: QueryContext): Reach;
}

/** A case with its steps, the oldest first. */
export interface Stepped<Row> {
  readonly row: Row;
  readonly steps: readonly FlowStep[];
}

interface From {
  readonly order: 'asc' | 'desc';
  readonly after: TimePlace | null;
}

/** Rows that are held at once. */
const CHUNK = 200;

/** The cases that somebody looks for, read in pieces: none is held longer than whoever asks needs it. */
export function* eachWanted<Row extends FlowRow, Step extends string>(
  ctx: QueryContext,
  { flow, table, reachOf }: Decided<Row, Step>,
  wanted: Wanted<Row['state']>,
  { order, after: from }: From,
): Generator<Stepped<Row>> {
  for (let after = from; ;) {
    const rows = table.listByTime(ctx.reader, reachOf(ctx), wanted, { order, after, limit: CHUNK });
    const ids = rows.map(({ id }) => id);
    const taken = readSteps(ctx.reader, flow.name, ids);
    for (const row of rows) yield { row, steps: taken.get(row.id) ?? [] };
    const last = rows.at(-1);
    if (rows.length < CHUNK || !last) return;
    after = { at: last.updated_at, id: last.id };
  }
}

type WhyWaiting = 'to_decide' | 'returned' | 'unreadable';

/** Where cases may wait for somebody: those of others by what their roles may do, and their own. */
export function whereWaiting<Row extends FlowRow, Step extends string>(
  { roles }: { readonly roles: readonly Role[] },
  { flow, read }: Pick<Decided<Row, Step>, 'flow' | 'read'>,
): Wanted<Row['state']> {
  if (!mayEver(roles, read)) return NOWHERE;
  const others = flow.states.filter((state) => {
    const may = nextStep(flow, state)?.rule.may ?? PROGRAM;
    return may !== PROGRAM && awaitedIn(flow, state) === 'others' && mayEver(roles, may);
  });
  return { own: askingStates(flow), others };
}

export const NOWHERE: Wanted<never> = { own: [], others: [] };

/** Why a case waits for the person; null where it does not. */
export function whyWaiting<Row extends FlowRow, Step extends string>(
  ctx: QueryContext,
  cases: Decided<Row, Step>,
  { row, steps }: Stepped<Row>,
): WhyWaiting | null {
  if (isOwn(ctx, cases, row)) {
    if (cases.unreadable(row) !== null) return 'unreadable';
    return cameBack(cases.flow, row, steps) ? 'returned' : null;
  }
  const next = nextStep(cases.flow, row.state)?.step;
  return openAfter(ctx, cases, row, steps).some((step) => step === next) ? 'to_decide' : null;
}

/** What waits for the person, longest waiting first. */
export function* eachWaiting<Row extends FlowRow, Step extends string>(
  ctx: QueryContext,
  cases: Decided<Row, Step>,
  after: TimePlace | null = null,
): Generator<Stepped<Row> & { readonly why: WhyWaiting }> {
  const wanted = whereWaiting(ctx.actor, cases);
  for (const stepped of eachWanted(ctx, cases, wanted, { order: 'asc', after })) {
    const why = whyWaiting(ctx, cases, stepped);
    if (why !== null) yield { ...stepped, why };
  }
}

/** The steps open to the person once those given are taken. */
export function openAfter<Row extends FlowRow, Step extends string>(
  { actor }: Pick<QueryContext, 'actor'>,
  cases: Decided<Row, Step>,
  row: Row,
  steps: readonly FlowStep[],
): Step[] {
  return stepsOpen(cases.flow, situationOf(actor, cases, cases.caseOf(row), steps));
}

/** Whether a case stands where a refusal, or signatures that became void, have put it. */
function cameBack(flow: Flow, { state }: FlowRow, steps: readonly FlowStep[]): boolean {
  const last = steps.at(-1);
  if (last?.state_after !== state) return false;
  return last.step === VOID || findRule(flow, last.step)?.ends === 'refused';
}

export function isOwn<Row extends FlowRow, Step extends string>(
  { actor }: Pick<QueryContext, 'actor'>,
  { table }: Decided<Row, Step>,
  row: Row,
): boolean {
  return table.askerOf(row) === actor.personId;
}

/** Nobody signs what nobody can read. Error: `<flow>.unreadable`. */
export function expectReadable<Row extends FlowRow, Step extends string>(
  { flow, unreadable }: Pick<Decided<Row, Step>, 'flow' | 'unreadable'>,
  row: Row,
): void {
  if (unreadable(row) !== null) throw new AppError(`${flow.name}.unreadable`);
}
