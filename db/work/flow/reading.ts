import {
  askingStates,
  askingSteps,
  findRule,
  stepsAwaited,
  stepsOpen,
  VOID,
  type Flow,
} from '../../domain/flow.ts';
import { mayEver } from '../../domain/permissions.ts';
import { isLogged } from '../../domain/roles.ts';
import type { QueryContext } from '../context.ts';
import type { Waiting } from '../subject.ts';
import type { CaseRow, PageQuery } from './case-table.ts';
import type { Cases } from './cases.ts';
import { situationOf } from './engine.ts';
import { lastTaken, readLine } from './line.ts';
import { listSteps, readSteps, type FlowStep } from './steps.ts';

/** How a case stands: what a list shows of it, where a look is not logged. Times in milliseconds UTC. */
export function lineOf<Row extends CaseRow, Step extends string>(
  ctx: QueryContext,
  cases: Cases<Row, Step>,
  row: Row,
) {
  const { id, secrecy } = row;
  const state: Row['state'] = row.state;
  const asked = lastTaken(ctx.reader, cases.flow, id, askingSteps(cases.flow));
  return {
    id,
    state,
    secrecy,
    /** Why what is in it cannot be read; null where it can. */
    unreadable: cases.unreadable(row),
    askedBy: asked?.person_name ?? (isOwn(ctx, cases, row) ? ctx.actor.name : ''),
    askedAt: asked?.at ?? null,
  };
}

/** One page of those that the person sees, newest first, without what is in them. */
export function listCases<Row extends CaseRow, Step extends string, Line>(
  ctx: QueryContext,
  { table, reachOf }: Cases<Row, Step>,
  query: PageQuery<Row['state']>,
  toLine: (ctx: QueryContext, row: Row) => Line,
): { rows: Line[]; next: number | null } {
  const { rows, next } = table.page(ctx.reader, reachOf(ctx), query);
  return { rows: rows.map((row) => toLine(ctx, row)), next };
}

/** How many the person sees of each state that has any. */
export function countCases<Row extends CaseRow, Step extends string>(
  ctx: QueryContext,
  { table, reachOf }: Cases<Row, Step>,
): Partial<Record<Row['state'], number>> {
  const counted: Partial<Record<Row['state'], number>> = {};
  for (const { state, count } of table.count(ctx.reader, reachOf(ctx))) counted[state] = count;
  return counted;
}

/** A case that somebody opens, and how it goes on; a look at a classified one of somebody else is logged. */
export function openCase<Row extends CaseRow, Step extends string>(
  ctx: QueryContext,
  cases: Cases<Row, Step>,
  id: number,
) {
  const { flow, read } = cases;
  const row = cases.guard(ctx, ctx.reader, id);
  const { version, secrecy } = row;
  if (!isOwn(ctx, cases, row) && isLogged(secrecy))
    ctx.log({ action: read, object: `${flow.object}:${id}`, secrecy });
  const open = openAfter(ctx, cases, row, listSteps(ctx.reader, flow.name, id));
  return { row, shown: { version, line: readLine(ctx, flow, row), open } };
}

/**
 * What of the cases waits for the person: to be decided by them, returned to them, or theirs to be filled in anew.
 * Kinds: `<flow>_to_decide`, `<flow>_returned`, `<flow>_unreadable`.
 */
export function waitingCases<Row extends CaseRow, Step extends string>(
  ctx: QueryContext,
  cases: Cases<Row, Step>,
  isLate: (row: Row) => boolean = () => false,
): Waiting[] {
  const { flow, table, reachOf, unreadable } = cases;
  const { roles, personId } = ctx.actor;
  if (!mayEver(roles, cases.read)) return [];
  const decided = flow.states.filter((state) => stepsAwaited(flow, state).length > 0);
  const others = table.listOthers(ctx.reader, reachOf(ctx), decided);
  const own = table.listOwn(ctx.reader, personId, askingStates(flow));
  const ids = [...others, ...own].map(({ id }) => id);
  const taken = readSteps(ctx.reader, flow.name, ids);
  const stepsOf = ({ id }: Row) => taken.get(id) ?? [];
  const toDecide = others.filter((row) => openAfter(ctx, cases, row, stepsOf(row)).length > 0);
  const returned = own.filter((row) => unreadable(row) === null && cameBack(flow, row, stepsOf(row)));
  const spoilt = own.filter((row) => unreadable(row) !== null);
  const waits = (kind: string, rows: readonly Row[], late = 0): Waiting => ({
    kind: `${flow.name}_${kind}`,
    count: rows.length,
    late,
    link: `/${flow.name}?state=${rows[0]?.state}`,
  });
  return [
    waits('to_decide', toDecide, toDecide.filter(isLate).length),
    waits('returned', returned),
    waits('unreadable', spoilt),
  ];
}

/** The steps open to the person once those given are taken. */
function openAfter<Row extends CaseRow, Step extends string>(
  { actor }: QueryContext,
  cases: Cases<Row, Step>,
  row: Row,
  steps: readonly FlowStep[],
): Step[] {
  return stepsOpen(cases.flow, situationOf(actor, cases, cases.caseOf(row), steps));
}

/** Whether a case stands where a refusal, or signatures that became void, have put it. */
function cameBack(flow: Flow, { state }: CaseRow, steps: readonly FlowStep[]): boolean {
  const last = steps.at(-1);
  if (last?.state_after !== state) return false;
  return last.step === VOID || findRule(flow, last.step)?.ends === 'refused';
}

export function isOwn<Row extends CaseRow, Step extends string>(
  { actor }: Pick<QueryContext, 'actor'>,
  { table }: Cases<Row, Step>,
  row: Row,
): boolean {
  return table.askerOf(row) === actor.personId;
}
