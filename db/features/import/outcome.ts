import type { ReadableDb } from '../../connection/handles.ts';
import type { CustomerInput } from '../../domain/customer.ts';
import type { Day } from '../../domain/dates.ts';
import { AppError } from '../../domain/errors.ts';
import type { QueryContext } from '../../router/context.ts';
import { readInput, requireCustomer } from '../customers/service.ts';
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
  /** Indexes into the plan's drafts; the first stands for the archive. */
  readonly members: readonly number[];
  readonly target: Known | null;
  readonly input: CustomerInput;
  /** null: today. */
  readonly filedOn: Day | null;
  /** Fields that change; all of a new archive. */
  readonly changed: ReadonlyArray<keyof CustomerInput>;
}

/** What becomes of every row: each is in exactly one place. */
export interface Outcome {
  readonly writes: readonly Write[];
  /** Drafts that change nothing: there already, or left out by decision. */
  readonly skipped: readonly number[];
  /** Drafts that cannot be carried out, with the reason. */
  readonly refused: ReadonlyArray<{ readonly draft: number; readonly problem: Issue }>;
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
  const refused: Array<{ draft: number; problem: Issue }> = [];
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
    const write = toWrite(ctx, db, plan, [first, ...others], target);
    if (write.changed.length === 0) skipped.push(...outcome.members);
    else {
      writes.push(write);
      skipped.push(...others);
    }
  }
  return { writes, skipped, refused };
}

function toWrite(
  ctx: QueryContext,
  db: ReadableDb,
  plan: Plan,
  members: readonly [number, ...number[]],
  target: Known | null,
): Write {
  const [first, ...others] = members.map((index) => {
    const draft = plan.drafts[index];
    if (!draft) throw new AppError('import.plan_gone');
    return draft;
  });
  if (!first) throw new AppError('import.plan_gone');
  const incoming = mergeRows([first.input, ...others.map(({ input }) => input)]);
  const filedOn = [first, ...others].find((draft) => draft.filedOn !== null)?.filedOn ?? null;
  if (!target) return { members, target, input: incoming, filedOn, changed: ['name'] };
  const before = readInput(db, requireCustomer(ctx, db, target.id, 'customers.edit').row);
  const input = mergeIntoArchive(before, incoming);
  return { members, target, input, filedOn, changed: changedFields(before, input) };
}

function changedFields(before: CustomerInput, after: CustomerInput): Array<keyof CustomerInput> {
  return (Object.keys(after) as Array<keyof CustomerInput>).filter(
    (field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]),
  );
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
