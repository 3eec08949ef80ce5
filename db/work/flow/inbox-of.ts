import type { WritableDb } from '../../connection/handles.ts';
import {
  askingSteps,
  awaitedIn,
  findRule,
  nextStep,
  rolesAwaited,
  roundOf,
  VOID,
  type Flow,
} from '../../domain/flow.ts';
import { mayEver } from '../../domain/permissions.ts';
import type { MutationContext, QueryContext } from '../context.ts';
import { DRAFT, marks, type FlowRow, type Wanted } from './case-table.ts';
import { takeStepIn } from './engine.ts';
import type { EarlierCase, FieldChange, Inbox, InboxLine, InboxTab, Seal, SinceAsked } from './inbox.ts';
import { daysSince } from './line.ts';
import {
  eachWaiting,
  eachWanted,
  expectReadable,
  isOwn,
  NOWHERE,
  openAfter,
  whyWaiting,
  type Decided,
  type Stepped,
} from './standing.ts';
import { listSteps, readSteps, signedBy, steppedBy, type FlowStep } from './steps.ts';

/** What the inbox has to know of a subject besides its cases. */
export interface InboxOptions<Row, Step extends string> {
  /** What is asked for, in a few words; never asked of a case that cannot be read. */
  readonly titleOf: (ctx: QueryContext, row: Row) => string;
  readonly isLate?: (ctx: QueryContext, row: Row) => boolean;
  /** What is no longer as it was asked for; absent where that is not kept. */
  readonly changes?: (ctx: QueryContext, row: Row) => readonly FieldChange[];
  /** The steps that are taken with nothing but a signature, each with what is done in its transaction. */
  readonly sign?: Readonly<Partial<Record<Step, (ctx: MutationContext, db: WritableDb, row: Row) => void>>>;
  /** What is done once for all that one act has signed. */
  readonly sealed?: Readonly<Partial<Record<Step, Seal>>>;
  /** Who brought it before whoever decides, where nobody asks for it by a step. */
  readonly broughtBy?: (ctx: QueryContext, row: Row) => { readonly name: string; readonly at: number };
  /** Whether somebody who sees a case is told how it was given back and why; absent: everybody is. */
  readonly showsTurns?: (ctx: QueryContext) => boolean;
  /** Under which its screens are; absent: that of its name. */
  readonly path?: string;
}

/** Earlier cases of one person that are shown at most. */
const MOST_EARLIER = 20;

/** The cases of a subject in the inbox. A step that signs there has to be a signature with a password, without a reason. */
export function inboxOf<Row extends FlowRow, Step extends string>(
  cases: Decided<Row, Step>,
  options: InboxOptions<Row, Step>,
): Inbox {
  const { flow, table, reachOf } = cases;
  const { sign = {} as NonNullable<typeof options.sign>, sealed } = options;
  const signs = Object.keys(sign).filter((step): step is Step => Object.hasOwn(flow.steps, step));
  for (const step of signs) {
    const { signs: isSignature, password, reason } = flow.steps[step];
    if (!isSignature || !password || reason?.needed) throw new Error(`${step} is more than a signature`);
  }
  const toLine = (ctx: QueryContext, stepped: Stepped<Row>) => lineOf(ctx, cases, options, signs, stepped);
  return {
    flow: flow.name,
    signs,
    sealOf: (step) => (Object.hasOwn(sealed ?? {}, step) ? sealed?.[step as Step] : undefined),
    list(ctx, tab, { after, limit }) {
      const lines: InboxLine[] = [];
      const found =
        tab === 'waiting'
          ? eachWaiting(ctx, cases, after)
          : eachWanted(ctx, cases, wantedIn(ctx, cases, tab), { order: 'desc', after });
      for (const stepped of found) {
        if (tab === 'decided' && isUnderWay(cases, stepped.row) && whyWaiting(ctx, cases, stepped) !== null)
          continue;
        if (lines.length === limit) return { lines, more: true };
        lines.push(toLine(ctx, stepped));
      }
      return { lines, more: false };
    },
    count(ctx, tab) {
      let count = 0;
      if (tab === 'waiting') {
        const waiting = eachWaiting(ctx, cases);
        while (!waiting.next().done) count += 1;
        return count;
      }
      const wanted = wantedIn(ctx, cases, tab);
      count = table.countWanted(ctx.reader, reachOf(ctx), wanted);
      if (tab === 'mine') return count;
      const underWay = { ...wanted, own: [], others: othersAwaited(flow) };
      for (const stepped of eachWanted(ctx, cases, underWay, { order: 'desc', after: null }))
        if (whyWaiting(ctx, cases, stepped) !== null) count -= 1;
      return count;
    },
    earlier(ctx, id) {
      const row = cases.guard(ctx, ctx.reader, id);
      const rows = table.listEarlier(ctx.reader, reachOf(ctx), row, MOST_EARLIER);
      const taken = readSteps(
        ctx.reader,
        flow.name,
        rows.map((each) => each.id),
      );
      return rows.map((each): EarlierCase => ({
        id: each.id,
        title: titleOf(ctx, cases, options, each),
        state: each.state,
        askedAt: askingOf(cases, taken.get(each.id) ?? [])?.at ?? null,
        link: linkOf(cases, options, each),
      }));
    },
    since(ctx, id) {
      const row = cases.guard(ctx, ctx.reader, id);
      const fields = cases.unreadable(row) === null ? (options.changes?.(ctx, row) ?? []) : [];
      const isTold = options.showsTurns?.(ctx) ?? true;
      return { turns: isTold ? turnsOf(cases, listSteps(ctx.reader, flow.name, id)) : [], fields };
    },
    sign(db, ctx, { step, ...move }) {
      const [found] = signs.filter((each) => each === step);
      const effect = found && sign[found];
      if (!effect) throw new Error(`${step} of ${flow.name} is no signature of the inbox`);
      return takeStepIn(db, ctx, cases, { ...move, step: found }, (at, row) => {
        expectReadable(cases, row);
        effect(ctx, at, row);
      });
    },
  };
}

/**
 * Of `mine` all; of `decided` what waits for nobody, of others' also what went back to whoever asked, and what the person
 * signed and somebody is waited for. That this is not they themselves is for whoever reads it to tell.
 */
function wantedIn<Row extends FlowRow, Step extends string>(
  { actor: { personId, roles } }: QueryContext,
  { flow, read, table }: Decided<Row, Step>,
  tab: Exclude<InboxTab, 'waiting'>,
): Wanted<Row['state']> {
  if (!mayEver(roles, read)) return NOWHERE;
  if (tab === 'mine') return { own: flow.states, others: [] };
  const over = flow.states.filter((state) => awaitedIn(flow, state) === 'nobody');
  const back = flow.states.filter((state) => state !== DRAFT && awaitedIn(flow, state) === 'asker');
  const underWay = othersAwaited(flow);
  const record = `${table.name}.id`;
  const stepped = steppedBy(flow.name, personId, record);
  const signed = signedBy(flow.name, { personId, ...roundOf(flow) }, record);
  const also = {
    sql: `(${stepped.sql} and (state not in (${marks(underWay)}) or ${signed.sql}))`,
    values: [...stepped.values, ...underWay, ...signed.values],
  };
  return { own: over, others: [...over, ...back, ...underWay], also };
}

/** The states in which others than whoever asked are waited for. */
function othersAwaited<State extends string>(flow: Flow<State>): State[] {
  return flow.states.filter((state) => awaitedIn(flow, state) === 'others');
}

function isUnderWay<Row extends FlowRow, Step extends string>(
  { flow }: Decided<Row, Step>,
  { state }: Row,
): boolean {
  return awaitedIn(flow, state) === 'others';
}

function lineOf<Row extends FlowRow, Step extends string>(
  ctx: QueryContext,
  cases: Decided<Row, Step>,
  options: InboxOptions<Row, Step>,
  signs: readonly Step[],
  { row, steps }: Stepped<Row>,
): InboxLine {
  const { flow } = cases;
  const { id, version, state } = row;
  const asked = askingOf(cases, steps);
  const brought = options.broughtBy?.(ctx, row);
  const mine = isOwn(ctx, cases, row);
  const waits = awaitedIn(flow, state) === 'nobody' ? undefined : nextStep(flow, state);
  const open = openAfter(ctx, cases, row, steps);
  return {
    flow: flow.name,
    id,
    version,
    state,
    title: titleOf(ctx, cases, options, row),
    secrecy: cases.caseOf(row).secrecy,
    askedBy: brought?.name ?? asked?.person_name ?? (mine ? ctx.actor.name : ''),
    askedAt: brought?.at ?? asked?.at ?? null,
    next: waits ? { step: waits.step, roles: rolesAwaited(waits.rule) } : null,
    daysWaited: waits ? daysSince(ctx.clock, steps.at(-1)) : null,
    mine,
    open,
    signs: open.filter((step) => signs.includes(step)),
    looked: ctx.looked.has(flow.name, id, version),
    late: waits !== undefined && (options.isLate?.(ctx, row) ?? false),
    unreadable: cases.unreadable(row),
    link: linkOf(cases, options, row),
    at: row.updated_at,
  };
}

function titleOf<Row extends FlowRow, Step extends string>(
  ctx: QueryContext,
  cases: Decided<Row, Step>,
  options: InboxOptions<Row, Step>,
  row: Row,
): string {
  return cases.unreadable(row) === null ? options.titleOf(ctx, row) : '';
}

function linkOf<Row extends FlowRow, Step extends string>(
  { flow }: Decided<Row, Step>,
  { path = `/${flow.name}` }: InboxOptions<Row, Step>,
  { id }: Row,
): string {
  return `${path}/${id}`;
}

/** The step by which it was submitted last. */
function askingOf<Row extends FlowRow, Step extends string>(
  { flow }: Decided<Row, Step>,
  steps: readonly FlowStep[],
): FlowStep | undefined {
  const asking: readonly string[] = askingSteps(flow);
  return steps.findLast(({ step }) => asking.includes(step));
}

function turnsOf<Row extends FlowRow, Step extends string>(
  { flow }: Decided<Row, Step>,
  steps: readonly FlowStep[],
): SinceAsked['turns'] {
  const asking: readonly string[] = askingSteps(flow);
  const first = steps.findIndex(({ step }) => asking.includes(step));
  return steps
    .slice(first + 1)
    .filter(({ step }) => step === VOID || asking.includes(step) || findRule(flow, step)?.ends)
    .map(({ step, person_id, person_name, at, reason, reason_text }) => ({
      step,
      person: person_id === null ? null : person_name,
      at,
      reason,
      reasonText: reason_text,
    }));
}
