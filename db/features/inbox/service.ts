import { AppError } from '../../domain/errors.ts';
import type { MutationContext, QueryContext } from '../../work/context.ts';
import type { TimePlace } from '../../work/flow/case-table.ts';
import { Confirmation } from '../../work/flow/confirmation.ts';
import type { Outcome } from '../../work/flow/engine.ts';
import {
  INBOX_TABS,
  type Inbox,
  type InboxLine,
  type InboxPart,
  type InboxTab,
} from '../../work/flow/inbox.ts';

/** Where a page of the inbox ends. */
export interface InboxPlace extends TimePlace {
  readonly flow: string;
}

interface InboxQuery {
  readonly tab: InboxTab;
  /** Where the page before ended; null for the first. */
  readonly after: InboxPlace | null;
  readonly limit: number;
}

/** One page over all flows: what waits with the longest waiting first, the rest newest first. */
export function listInbox(
  ctx: QueryContext,
  { tab, after, limit }: InboxQuery,
): { rows: InboxLine[]; next: InboxPlace | null } {
  const isBefore =
    tab === 'waiting' ? comesBefore : (one: InboxPlace, other: InboxPlace) => comesBefore(other, one);
  const parts = inboxes(ctx).map(({ flow, list }): InboxPart & { flow: string } => ({
    flow,
    ...list(ctx, tab, { after: after && placeIn(flow, after, isBefore), limit }),
  }));
  const lines = parts.flatMap((part) => part.lines).sort((one, other) => (isBefore(one, other) ? -1 : 1));
  const rows = lines.slice(0, limit);
  const last = rows.at(-1);
  const isMore = lines.length > rows.length || parts.some(({ more }) => more);
  return { rows, next: isMore && last ? { at: last.at, flow: last.flow, id: last.id } : null };
}

/** How many there are in each tab. */
export function countInbox(ctx: QueryContext): Record<InboxTab, number> {
  const counts = { waiting: 0, mine: 0, decided: 0 };
  for (const inbox of inboxes(ctx)) for (const tab of INBOX_TABS) counts[tab] += inbox.count(ctx, tab);
  return counts;
}

/** The flow's own inbox. Errors: `inbox.no_such_flow`. */
export function requireInbox(ctx: QueryContext, flow: string): Inbox {
  const found = inboxes(ctx).find((inbox) => inbox.flow === flow);
  if (!found) throw new AppError('inbox.no_such_flow');
  return found;
}

/** Several cases of one flow, each at the version that was seen, and the step that all of them take. */
export interface Signing {
  readonly flow: string;
  readonly step: string;
  readonly cases: ReadonlyArray<{ readonly id: number; readonly version: number }>;
  readonly password: string;
}

/**
 * Takes the same step with several cases, all or none: with one password, each with its own step and row of the log.
 * Errors: `inbox.not_signed_here`, `inbox.not_looked_at` {count}, those of `Confirmation.confirm` and of `takeStep`;
 * where several are signed and some are no longer as they were seen, `inbox.changed` {count, ids} of those.
 */
export async function signCases(
  ctx: MutationContext,
  { flow, step, cases, password }: Signing,
): Promise<{ signed: number }> {
  const inbox = requireInbox(ctx, flow);
  if (!inbox.signs.includes(step)) throw new AppError('inbox.not_signed_here');
  const unseen = cases.filter(({ id, version }) => !ctx.looked.has(flow, id, version));
  if (unseen.length > 0) throw new AppError('inbox.not_looked_at', { count: unseen.length });
  const acts = cases.map((each) => ({ ...each, flow, step }));
  const confirmed = await Confirmation.confirm(ctx, password, acts);
  const seal = inbox.sealOf(step);
  ctx.transaction((db) => {
    const changed = cases.flatMap(({ id, version }) => {
      const why = refusalOf(() => inbox.sign(db, ctx, { id, version, step, confirmed }));
      if (why && cases.length === 1) throw why;
      return why ? [id] : [];
    });
    // None is taken then. Signatures that are void go when their case is opened by itself.
    if (changed.length > 0) throw new AppError('inbox.changed', { count: changed.length, ids: changed });
    seal?.within(db, ctx);
  });
  seal?.after(ctx);
  return { signed: cases.length };
}

/** Why a case is not as it was seen; null for one that was signed. What was denied is thrown as it is. */
function refusalOf(sign: () => Outcome<unknown>): AppError | null {
  try {
    return sign().void ? new AppError('flow.signatures_void') : null;
  } catch (error) {
    if (error instanceof AppError && NOT_AS_SEEN.has(error.code)) return error;
    throw error;
  }
}

const NOT_AS_SEEN: ReadonlySet<string> = new Set(['flow.version_conflict', 'flow.already_decided']);

function inboxes({ registries }: QueryContext): Inbox[] {
  return registries.subjects.flatMap(({ inbox }) => inbox ?? []);
}

type Placed = Pick<InboxLine, 'at' | 'flow' | 'id'>;

function comesBefore(one: Placed, other: Placed): boolean {
  if (one.at !== other.at) return one.at < other.at;
  return one.flow === other.flow ? one.id < other.id : one.flow < other.flow;
}

/** A place among all flows as one among the cases of a flow: after those of its time, or before, by the flow's name. */
function placeIn(
  flow: string,
  place: InboxPlace,
  isBefore: (one: Placed, other: Placed) => boolean,
): TimePlace {
  const { at, id } = place;
  if (flow === place.flow) return { at, id };
  const passed = isBefore({ at, flow, id }, place);
  const isAscending = isBefore({ at: 0, flow, id }, { at: 1, flow, id });
  return { at, id: passed === isAscending ? Number.MAX_SAFE_INTEGER : 0 };
}
