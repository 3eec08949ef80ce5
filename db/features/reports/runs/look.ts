/** How a report stands, and its figures for whoever may see them. */
import { minuteIn } from '../../../domain/dates.ts';
import { AppError } from '../../../domain/errors.ts';
import { kindOf } from '../../../domain/figures/periods.ts';
import { stepsAwaited, stepsOpen } from '../../../domain/flow.ts';
import { mayEver } from '../../../domain/permissions.ts';
import { isReviewedOnce, reportFlow, type ReportStep } from '../../../domain/reports/run.ts';
import type { MutationContext, QueryContext } from '../../../work/context.ts';
import { situationOf } from '../../../work/flow/engine.ts';
import { readLine } from '../../../work/flow/line.ts';
import { listSteps } from '../../../work/flow/steps.ts';
import { toHex } from '../../../work/flow/subject.ts';
import type { About, Waiting } from '../../../work/subject.ts';
import { findPersonName } from '../../accounts/service.ts';
import { zoneOf } from '../../workspace/service.ts';
import { periodText } from '../compile/compile.ts';
import { copiesOf } from '../copies/state.ts';
import { countCalledIn, countWithCopiesOut } from '../copies/store.ts';
import { findRequest } from '../requests/store.ts';
import { drawTables } from '../run.ts';
import { caseOfReport, isOfDepartment, reports, sightOf } from './flow.ts';
import { figuresOf } from './freeze.ts';
import { forReader } from './sight.ts';
import {
  countReports,
  findReplacing,
  listComments,
  listInStates,
  listReports,
  type ReportQuery,
  type ReportRow,
} from './store.ts';

export function lineOfReport(ctx: QueryContext, row: ReportRow) {
  const request = row.request_id === null ? undefined : findRequest(ctx.reader, row.request_id);
  return {
    id: row.id,
    name: row.name,
    title: row.title,
    period: row.period,
    dueOn: row.due_on,
    revision: row.revision,
    state: row.state,
    requestId: row.request_id,
    /** Who asked for it, and their department; null where nobody did. */
    askedBy: request ? (findPersonName(ctx.reader, request.asker_id) ?? '') : null,
    department: request?.department ?? null,
    /** Null: the program. */
    compiledBy: row.compiled_by === null ? null : (findPersonName(ctx.reader, row.compiled_by) ?? ''),
    /** Milliseconds UTC. */
    compiledAt: row.compiled_at,
    asOf: row.as_of,
  };
}
/** What it is called in a list: 客户信息统计表 2025年6月. */
export const titleWithPeriod = ({ title, period }: Pick<ReportRow, 'title' | 'period'>): string =>
  `${title}　${periodText(period)}`;

/** Which of the ready reports it is and of when, for the log: not the title that somebody gave it. */
export function aboutReport({ name, period }: Pick<ReportRow, 'name' | 'period'>): About {
  const year = period.slice(0, 4);
  const half = { key: `reports:half.${period.slice(-1)}`, values: { year } };
  const month = { key: 'reports:period.month', values: { year, month: Number(period.slice(5)) } };
  const of = { year: { key: 'reports:period.year', values: { year } }, half, month };
  return { words: [{ key: `reports:report.${name}` }, of[kindOf(period)]] };
}

export type ReportLine = ReturnType<typeof lineOfReport>;

/** One page of those that the person sees, newest first. */
export function list(ctx: QueryContext, query: ReportQuery) {
  if (query.copiesOut && !isOfDepartment(ctx.actor.roles)) return { rows: [], next: null };
  const { rows, next } = listReports(ctx.reader, sightOf(ctx.actor), query);
  return { rows: rows.map((row) => lineOfReport(ctx, row)), next: next && (rows.at(-1)?.id ?? null) };
}

/** How many the person sees of each state that has any; for the department those with copies to come back besides. */
export function counts(ctx: QueryContext): Partial<Record<ReportRow['state'] | 'copiesOut', number>> {
  const counted = countReports(ctx.reader, sightOf(ctx.actor));
  const copiesOut = isOfDepartment(ctx.actor.roles) ? countWithCopiesOut(ctx.reader) : 0;
  return {
    ...Object.fromEntries(counted.map(({ state, count }) => [state, count])),
    ...(copiesOut > 0 && { copiesOut }),
  };
}

export function openSteps({ reader, actor }: QueryContext, row: ReportRow): ReportStep[] {
  const steps = listSteps(reader, reportFlow.name, row.id);
  return stepsOpen(reportFlow, situationOf(actor, reports, caseOfReport(row), steps));
}

/**
 * A report without its figures: how it goes on, and for the department what was said of it and its copies. Whoever only
 * asked for it sees neither who reviewed what nor who else has a copy.
 */
export function get(ctx: QueryContext, id: number) {
  const { reader } = ctx;
  const row = reports.guard(ctx, reader, id);
  const isInside = isOfDepartment(ctx.actor.roles);
  return {
    ...lineOfReport(ctx, row),
    version: row.version,
    scope: row.scope,
    head: { seq: row.head_seq, hash: toHex(row.head_hash) },
    replaces: row.replaces,
    replacedBy: findReplacing(reader, id)?.id ?? null,
    open: openSteps(ctx, row),
    line: isInside ? readLine(ctx, reportFlow, row) : [],
    comments: isInside
      ? listComments(reader, id).map(({ table_key: table, row_key: of, measure, text, by, at }) => ({
          table,
          row: of,
          measure,
          text,
          by,
          at,
        }))
      : [],
    copies: isInside ? copiesOf(reader, id) : [],
  };
}

/** What stands behind a report that is open in the program, so that a photograph of it tells where it was taken. */
export interface OpenedMark {
  readonly name: string;
  readonly login: string;
  /** `YYYY-MM-DD HH:MM` of the department. */
  readonly minute: string;
}

/** The figures, for a look that is logged each time, and is what whoever signs has to have had. Errors: `reports.not_found`, `reports.unreadable`. */
export function open(ctx: QueryContext, id: number) {
  const row = reports.guard(ctx, ctx.reader, id);
  const figures = forReader(ctx, figuresOf(ctx.reader, id));
  const { name, login } = ctx.actor;
  ctx.log({ action: 'reports.read', object: `report:${id}`, secrecy: 'normal' });
  ctx.looked.note(reportFlow.name, id, row.version);
  const mark: OpenedMark = { name, login, minute: minuteIn(zoneOf(ctx.reader), ctx.clock.now()) };
  return { report: lineOfReport(ctx, row), figures, mark };
}

/** The pictures of the figures as `open` tells them. Asked for without a look at these, they are one, and logged. */
export async function draw(ctx: MutationContext, id: number) {
  const row = reports.guard(ctx, ctx.reader, id);
  if (!ctx.looked.has(reportFlow.name, id, row.version))
    ctx.log({ action: 'reports.read', object: `report:${id}`, secrecy: 'normal' });
  return drawTables(ctx, forReader(ctx, figuresOf(ctx.reader, id)).tables);
}

/** What of the reports waits for the person. */
export function waiting(ctx: QueryContext): Waiting[] {
  const { roles } = ctx.actor;
  if (!isOfDepartment(roles)) return [];
  const open = listInStates(ctx.reader, ['compiled', 'submitted', 'reviewed', 'returned']).filter((row) => {
    const awaited = stepsAwaited(reportFlow, row.state);
    return openSteps(ctx, row).some((step) => awaited.includes(step));
  });
  const of = (states: ReadonlyArray<ReportRow['state']>) =>
    open.filter(({ state }) => states.includes(state));
  const line = (kind: string, rows: readonly ReportRow[]): Waiting => ({
    kind,
    count: rows.length,
    late: 0,
    link: '/inbox',
  });
  const called = mayEver(roles, 'reports.hand_out') ? countCalledIn(ctx.reader) : 0;
  return [
    line('reports_to_hand_on', of(['compiled'])),
    line('reports_returned', of(['returned'])),
    line('reports_to_sign', of(['submitted', 'reviewed'])),
    { kind: 'reports_copies_out', count: called, late: 0, link: '/reports/runs?copies=out' },
  ];
}

/** Error: `reports.not_released`. */
export function expectReleased({ state }: Pick<ReportRow, 'state'>): void {
  if (state !== 'released') throw new AppError('reports.not_released');
}

/** Of a report that was never released nobody has a copy. Error: `reports.not_released`. */
export function expectReviewed({ state }: Pick<ReportRow, 'state'>): void {
  if (!isReviewedOnce(state) && state !== 'cancelled') throw new AppError('reports.not_released');
}
