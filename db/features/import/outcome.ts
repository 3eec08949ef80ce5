import type { ReadableDb } from '../../connection/handles.ts';
import type { CustomerInput } from '../../domain/customer.ts';
import type { QueryContext } from '../../router/context.ts';
import { readInput, requireCustomer } from '../customers/service.ts';
import type { Draft } from './draft.ts';
import { decide, type Decision, type Known } from './duplicates.ts';
import { issue, type Issue } from './issues.ts';
import { mergeIntoArchive, mergeRows } from './merge.ts';
import type { Plan } from './plan.ts';

/** The person's answers to the duplicates: for a group, or for all alike. */
export interface Answers {
  readonly all?: Decision | undefined;
  readonly byGroup: Readonly<Record<string, Decision>>;
}

/** One archive to be written. */
export interface Write {
  /** Numbers of the plan's drafts; the first stands for the archive. */
  readonly members: readonly [number, ...number[]];
  readonly target: Known | null;
  /** What the archive will hold; worked out when it is asked for. */
  readonly draft: () => Draft;
}

/** What becomes of every row that was not refused before: each is in exactly one place. */
export interface Outcome {
  readonly writes: readonly Write[];
  /** Drafts that change nothing: there already, or left out by decision. */
  readonly skipped: readonly number[];
  /** Drafts that cannot be carried out, with the reason. */
  readonly refused: readonly LateRefusal[];
}

export interface LateRefusal {
  readonly draft: number;
  readonly problem: Issue;
}

export interface Counts {
  readonly total: number;
  readonly added: number;
  readonly updated: number;
  readonly skipped: number;
  readonly refused: number;
}

/** Works out the decisions against the archive as it is now. Reads only. */
export function workOut(ctx: QueryContext, db: ReadableDb, plan: Plan, answers: Answers): Outcome {
  const writes: Write[] = [];
  const skipped: number[] = [];
  const refused: LateRefusal[] = [];
  for (const outcome of decide(plan.duplicates, answers)) {
    skipped.push(...outcome.skipped);
    const [first, ...others] = outcome.members;
    if (first === undefined) continue;
    const { target } = outcome;
    if (target && !target.open) {
      const problem = issue('may_not_change', '', null, { archiveNo: target.archiveNo });
      refused.push(...outcome.members.map((draft) => ({ draft, problem })));
      continue;
    }
    const members = [first, ...others] as const;
    const draft = () => mergedDraft(ctx, db, plan, members, target);
    if (target && !changesAnything(ctx, db, target, draft())) skipped.push(...members);
    else {
      writes.push({ members, target, draft });
      skipped.push(...others);
    }
  }
  return { writes, skipped, refused };
}

/** The rows of one customer as one, and brought into the archive's customer if there is one. */
function mergedDraft(
  ctx: QueryContext,
  db: ReadableDb,
  plan: Plan,
  [first, ...others]: readonly [number, ...number[]],
  target: Known | null,
): Draft {
  const drafts = [first, ...others].map((index) => plan.drafts.at(index));
  const { input } = plan.drafts.at(first);
  const incoming = mergeRows([input, ...drafts.slice(1).map((draft) => draft.input)]);
  const filedOn = drafts.find((draft) => draft.filedOn !== null)?.filedOn ?? null;
  return { input: target ? mergeIntoArchive(inputOf(ctx, db, target), incoming) : incoming, filedOn };
}

function inputOf(ctx: QueryContext, db: ReadableDb, { id }: Known): CustomerInput {
  return readInput(db, requireCustomer(ctx, db, id, 'customers.edit').row);
}

function changesAnything(ctx: QueryContext, db: ReadableDb, target: Known, { input }: Draft): boolean {
  return JSON.stringify(inputOf(ctx, db, target)) !== JSON.stringify(input);
}

export function countOutcome(plan: Plan, { writes, skipped, refused }: Outcome): Counts {
  const updated = writes.filter(({ target }) => target !== null).length;
  return {
    total: plan.rows.length,
    added: writes.length - updated,
    updated,
    skipped: skipped.length,
    refused: plan.rows.length - plan.drafts.length + refused.length,
  };
}
