import type { ReadableDb } from '../../connection/handles.ts';
import type { CustomerInput } from '../../domain/customer.ts';
import type { QueryContext } from '../../router/context.ts';
import { readInput, requireCustomer } from '../customers/service.ts';
import type { Draft } from './draft.ts';
import { decide } from './decisions.ts';
import type { Decision, Known } from './duplicates.ts';
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
  readonly target: Known | null;
  /** What the archive will hold; worked out when it is asked for. */
  readonly draft: () => Draft;
}

/** What becomes of the rows that were not refused before: each is in exactly one place. */
export interface Outcome {
  readonly added: number;
  readonly updated: number;
  /** Rows that change nothing, with the reason: there already, or left out by decision. */
  readonly skipped: readonly RowVerdict[];
  /** Rows that cannot be carried out, with the reason. */
  readonly refused: readonly RowVerdict[];
}

/** What is said about a draft once the decisions are worked out. */
export interface RowVerdict {
  readonly draft: number;
  readonly said: Issue;
}

export interface Counts {
  readonly total: number;
  readonly added: number;
  readonly updated: number;
  readonly skipped: number;
  readonly refused: number;
}

/** Works out the decisions against the archive as it is now, giving what is to be written one by one. */
export function workOut(
  ctx: QueryContext,
  db: ReadableDb,
  plan: Plan,
  answers: Answers,
  write: (write: Write) => void = () => undefined,
): Outcome {
  let [added, updated] = [0, 0];
  const skipped: RowVerdict[] = [];
  const refused: RowVerdict[] = [];
  const byChoice = issue('skipped_by_choice', '', null);
  for (const { members, target, skipped: leftOut } of decide(plan.duplicates, answers)) {
    for (const draft of leftOut) skipped.push({ draft, said: byChoice });
    const [first, ...others] = members;
    if (first === undefined) continue;
    if (target && !target.open) {
      const said = issue('may_not_change', '', null, { archiveNo: target.archiveNo });
      refused.push(...members.map((draft) => ({ draft, said })));
      continue;
    }
    const draft = () => mergedDraft(ctx, db, plan, [first, ...others], target);
    if (target && !changesAnything(ctx, db, target, draft())) {
      const said = issue('skipped_in_archive', '', null, { archiveNo: target.archiveNo });
      skipped.push(...members.map((member) => ({ draft: member, said })));
      continue;
    }
    for (const member of others) skipped.push({ draft: member, said: mergedInto(plan, first, member) });
    if (target) updated++;
    else added++;
    write({ target, draft });
  }
  return { added, updated, skipped, refused };
}

/** Tells a row that it went into an earlier one; its category, which cannot be both, is named when it differs. */
function mergedInto(plan: Plan, first: number, member: number): Issue {
  const row = plan.rows[plan.draftRows[first] ?? 0]?.row ?? 0;
  const differs = plan.drafts.at(first).input.category !== plan.drafts.at(member).input.category;
  return issue(differs ? 'skipped_other_category' : 'skipped_in_file', '', null, { row });
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

export function countOutcome(plan: Plan, { added, updated, skipped, refused }: Outcome): Counts {
  const total = plan.rows.length;
  const leftOut = plan.rows.filter((row) => row.leftOut !== null).length;
  return {
    total,
    added,
    updated,
    skipped: skipped.length + leftOut,
    refused: total - leftOut - plan.drafts.length + refused.length,
  };
}
