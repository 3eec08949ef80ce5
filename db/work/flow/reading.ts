import { askingSteps } from '../../domain/flow.ts';
import { isLogged } from '../../domain/roles.ts';
import type { QueryContext } from '../context.ts';
import type { Waiting } from '../subject.ts';
import type { CaseRow, PageQuery } from './case-table.ts';
import type { Cases } from './cases.ts';
import { lastTaken, readLine } from './line.ts';
import { eachWaiting, isOwn, openAfter } from './standing.ts';
import { listSteps } from './steps.ts';

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

/**
 * A case that somebody opens, and how it goes on; a look at a classified one of somebody else is logged. What was opened
 * counts as looked at while the session lasts.
 */
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
  ctx.looked.note(flow.name, id, version);
  const open = openAfter(ctx, cases, row, listSteps(ctx.reader, flow.name, id));
  return { row, shown: { version, line: readLine(ctx, flow, row), open, mine: isOwn(ctx, cases, row) } };
}

/**
 * What of the cases waits for the person: to be decided by them, returned to them, or theirs to be filled in anew.
 * Kinds: `<flow>_to_decide`, `<flow>_returned`, `<flow>_unreadable`; all are in the inbox.
 */
export function waitingCases<Row extends CaseRow, Step extends string>(
  ctx: QueryContext,
  cases: Cases<Row, Step>,
  isLate: (row: Row) => boolean = () => false,
): Waiting[] {
  const counts = { to_decide: 0, returned: 0, unreadable: 0 };
  let late = 0;
  for (const { row, why } of eachWaiting(ctx, cases)) {
    counts[why] += 1;
    if (why === 'to_decide' && isLate(row)) late += 1;
  }
  const waits = (kind: keyof typeof counts): Waiting => ({
    kind: `${cases.flow.name}_${kind}`,
    count: counts[kind],
    late: kind === 'to_decide' ? late : 0,
    link: INBOX,
  });
  return [waits('to_decide'), waits('returned'), waits('unreadable')];
}

/** Where what waits is listed, whatever its flow. */
const INBOX = '/inbox';
