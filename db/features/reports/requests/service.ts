/** 统计报表申请 (rules.md B2). */
import { addDays, daysBetween } from '../../../domain/dates.ts';
import { AppError } from '../../../domain/errors.ts';
import type { Reason } from '../../../domain/reasons.ts';
import { DEFAULT_CHOICES } from '../../../domain/reports/choices.ts';
import {
  duesRefusal,
  narrowedTo,
  nextDue,
  STORED_ASKED,
  type RequestInput,
} from '../../../domain/reports/request.ts';
import { write } from '../../../domain/stored-json.ts';
import type { MutationContext, QueryContext } from '../../../work/context.ts';
import { expectReadable } from '../../../work/flow/standing.ts';
import { Confirmation } from '../../../work/flow/confirmation.ts';
import { NOTHING, takeStep } from '../../../work/flow/engine.ts';
import { lineOf, openCase } from '../../../work/flow/reading.ts';
import { saveCase, type CaseSave, type Saved } from '../../../work/flow/save.ts';
import { lastTaken } from '../../../work/flow/line.ts';
import type { Waiting } from '../../../work/subject.ts';
import { departmentOf, findPersonName } from '../../accounts/service.ts';
import { setAside } from '../../workspace/service.ts';
import { choicesInWords, tablesOf } from '../compile/compile.ts';
import { listRunsOf } from '../runs/store.ts';
import { word, wordOf } from '../words.ts';
import { duesOf, readAsked, requests } from './flow.ts';
import { listEnding, type RequestRow } from './store.ts';

/** How a request stands, and what it asks for in a line. */
export function lineOfRequest(ctx: QueryContext, row: RequestRow) {
  const { every, firstPeriod, validUntil } = duesOf(row);
  return {
    ...lineOf(ctx, requests, row),
    askedBy: findPersonName(ctx.reader, row.asker_id) ?? '',
    department: row.department,
    name: row.name,
    title: titleOf(row),
    every,
    firstPeriod,
    validUntil,
    /** Days of validity that are left, today counted; null where nothing is compiled for it. */
    daysLeft: row.state === 'approved' ? daysBetween(ctx.clock.today(), validUntil) + 1 : null,
    nextDue: row.state === 'approved' ? nextDue(duesOf(row), ctx.clock.today()) : null,
  };
}

/** As it was called, or else as the ready report is. */
export function titleOf(row: Pick<RequestRow, 'name' | 'asked'>): string {
  const stored = readAsked(row);
  return (stored.ok ? stored.value.title : null) ?? wordOf(`report.${row.name}`);
}

/** One request, and what was compiled for it. */
export function openRequest(ctx: QueryContext, id: number) {
  const { row, shown } = openCase(ctx, requests, id);
  return {
    ...lineOfRequest(ctx, row),
    ...shown,
    input: inputOf(row),
    asked: askedInWords(ctx, row),
    runs: listRunsOf(ctx.reader, id).map(({ id: run, period, revision, state, due_on: dueOn }) => ({
      id: run,
      period,
      revision,
      state,
      dueOn,
    })),
  };
}

/** Tables, filters and comparisons that were chosen, in words; none where all is as usual. */
function askedInWords({ reader }: QueryContext, row: RequestRow): string[] {
  const stored = readAsked(row);
  if (!stored.ok) return [];
  const { choices } = stored.value;
  const tables = tablesOf(row.name, choices).map((name) => wordOf(`table.${name}`));
  return [
    ...(choices.tables === null ? [] : [word('asked.tables', { tables: tables.join('、') || '—' })]),
    ...choicesInWords(reader, choices),
  ];
}

/** What a new request begins with. */
export function proposeRequest(ctx: QueryContext): { readonly department: string } {
  return { department: departmentOf(ctx.reader, ctx.actor.personId) ?? '' };
}

/** What was asked for; where its choices cannot be read, without any. */
function inputOf(row: RequestRow): RequestInput {
  const stored = readAsked(row);
  const { title, choices } = stored.ok ? stored.value : { title: null, choices: DEFAULT_CHOICES };
  const { name, department, every, purpose, scope } = row;
  const { firstPeriod, validUntil } = duesOf(row);
  return { name, title, choices, department, every, firstPeriod, validUntil, purpose, scope };
}

/**
 * Keeps a request while it is written, or submits it. Errors: those of `saveCase`, `reports.department_needed`,
 * `reports.purpose_needed`, `reports.nothing_counted`, those of `duesRefusal`.
 */
export function saveRequest(
  ctx: MutationContext,
  { input, ...save }: CaseSave & { readonly input: RequestInput },
): Saved {
  const { name, title, choices, every, firstPeriod, validUntil, purpose, scope } = input;
  const department = input.department || (departmentOf(ctx.reader, ctx.actor.personId) ?? '');
  return saveCase(ctx, requests, save, {
    columns: {
      department,
      name,
      asked: write(STORED_ASKED, { title, choices }),
      every,
      first_period: firstPeriod,
      valid_until: validUntil,
      purpose,
      scope,
      secrecy: 'normal',
    },
    check() {
      if (department === '') throw new AppError('reports.department_needed');
      if (purpose === '') throw new AppError('reports.purpose_needed');
      if (narrowedTo(scope, choices) === null) throw new AppError('reports.nothing_counted');
      const refusal = duesRefusal({ every, firstPeriod, validUntil }, ctx.clock.today());
      if (refusal) throw new AppError(refusal);
    },
    replacing(db, row) {
      const why = requests.unreadable(row);
      const key = `report_request:${row.id}`;
      if (why) setAside(db, ctx, { source: 'report_request', key, why, value: row.asked });
    },
  });
}

/** 审查 by 经理, or 批准 by 总经理, each with the password. */
export async function signRequest(
  ctx: MutationContext,
  {
    password,
    ...move
  }: {
    readonly id: number;
    readonly version: number;
    readonly step: 'review' | 'approve';
    readonly password: string;
  },
): Promise<void> {
  const confirmed = await Confirmation.confirm(ctx, password);
  takeStep(ctx, requests, { ...move, confirmed }, (_db, row) => expectReadable(requests, row));
}

/** Ends what is approved: by whoever asked, or by 经理. */
export function endRequest(
  ctx: MutationContext,
  move: { readonly id: number; readonly version: number; readonly reason: Reason },
): void {
  const row = requests.guard(ctx, ctx.reader, move.id);
  const step = row.asker_id === ctx.actor.personId ? 'end' : 'stop';
  takeStep(ctx, requests, { ...move, step }, NOTHING);
}

/** Days before the end of validity from which the asker is reminded, and from which that is urgent (R7). */
const REMINDED_DAYS = 4;
const URGENT_DAYS = 1;

/** The person's own that are soon over. */
export function endingSoon(ctx: QueryContext): Waiting {
  const today = ctx.clock.today();
  const ending = listEnding(ctx.reader, ctx.actor.personId, addDays(today, REMINDED_DAYS)).filter(
    ({ valid_until: until }) => until >= today,
  );
  const urgent = ending.filter(({ valid_until: until }) => daysBetween(today, until) <= URGENT_DAYS);
  return {
    kind: 'report_requests_ending',
    count: ending.length,
    late: urgent.length,
    link: '/report_requests?state=approved',
  };
}

/** Who signed a step of a request last, for its form; undefined where nobody has. */
export function signerOf(ctx: Pick<QueryContext, 'reader'>, id: number, step: string) {
  return lastTaken(ctx.reader, requests.flow, id, [step]);
}
