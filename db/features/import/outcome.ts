import type { ReadableDb } from '../../connection/handles.ts';
import type { CustomerInput, CustomerKey } from '../../domain/customer.ts';
import type { QueryContext } from '../../work/context.ts';
import { asBroughtIn, NOBODY_YET, readInput, requireCustomer } from '../customers/service.ts';
import { valueSayer } from './conflict-words.ts';
import type { Draft } from './draft.ts';
import { decide, type Answers } from './decisions.ts';
import type { Known } from './duplicates.ts';
import { issue, type Issue } from './issues.ts';
import { lostInArchive, mergeIntoArchive, mergeRows, type SayValue } from './merge.ts';
import type { Plan } from './plan.ts';

/** One archive to be written. */
export interface Write {
  readonly target: Known | null;
  /** The drafts that it is made of, by their numbers. */
  readonly members: readonly number[];
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
  /** Rows of which something could not stay in its field when rows were merged. */
  readonly warned: readonly RowVerdict[];
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
  /** Of those skipped, the rows that went into an earlier row of the same customer. */
  readonly merged: number;
  readonly refused: number;
  /** Of all of these, the rows with a warning, of their own or from merging. */
  readonly warned: number;
}

/** Works out the decisions against the vault as it is now, giving what is to be written one by one. */
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
  const warned: RowVerdict[] = [];
  const merge = merger(ctx, db, plan, warned);
  const byChoice = issue('skipped_by_choice', '', null);
  const unanswered = issue('skipped_unanswered', '', null);
  for (const { members, target, skipped: leftOut, open } of decide(plan.duplicates, answers)) {
    for (const draft of leftOut) skipped.push({ draft, said: byChoice });
    for (const draft of open) skipped.push({ draft, said: unanswered });
    const [first, ...others] = members;
    if (first === undefined) continue;
    if (target && !target.open) {
      const said = issue('may_not_change', '', null, { archiveNo: target.archiveNo });
      for (const draft of members) refused.push({ draft, said });
      continue;
    }
    // Merged now where that may leave something to be said, else when it is written.
    const merged =
      target || others.length > 0 || plan.naming.has(first) ? merge([first, ...others], target) : null;
    const draft = () => merged ?? plan.drafts.at(first);
    if (target && !changesAnything(ctx, db, target, draft())) {
      const said = issue('skipped_in_archive', '', null, { archiveNo: target.archiveNo });
      for (const member of members) skipped.push({ draft: member, said });
      continue;
    }
    for (const member of others) skipped.push({ draft: member, said: mergedInto(plan, first, member) });
    if (target) updated++;
    else added++;
    write({ target, members, draft });
  }
  return { added, updated, skipped, refused, warned };
}

/** Tells a row that it went into an earlier one; its category, which cannot be both, is named when it differs. */
function mergedInto(plan: Plan, first: number, member: number): Issue {
  const row = plan.rows[plan.draftRows[first] ?? 0]?.row ?? 0;
  const differs = plan.drafts.at(first).input.category !== plan.drafts.at(member).input.category;
  return issue(differs ? 'skipped_other_category' : 'skipped_in_file', '', null, { row });
}

/**
 * Makes a function that makes the rows of one customer one, brought into the vault's customer if there is
 * one. What does not stay in its field is told in `warned`, by the row that says it.
 */
function merger(ctx: QueryContext, db: ReadableDb, plan: Plan, warned: RowVerdict[]) {
  const say = valueSayer({ reader: db });
  const warn = (draft: number, code: string, values: readonly string[], data: Issue['data'] = {}) => {
    if (values.length === 0) return;
    warned.push({ draft, said: issue(code, '', null, { ...data, values: shown(values) }) });
  };
  return (members: readonly [number, ...number[]], target: Known | null): Draft => {
    const [first, ...others] = members.map((index) => plan.drafts.at(index));
    if (!first) throw new TypeError('no rows');
    const row = plan.rows[plan.draftRows[members[0]] ?? 0]?.row ?? 0;
    const incoming = mergeRows([first.input, ...others.map(({ input }) => input)], say, (index, told) => {
      const member = members[index] ?? members[0];
      warn(member, 'values_noted', told.noted, { row });
      warn(member, 'values_lost', told.lost, { row });
    });
    const filedOn = [first, ...others].find((draft) => draft.filedOn !== null)?.filedOn ?? null;
    const before = target ? inputOf(ctx, db, target) : null;
    const joined = before ? mergeIntoArchive(before, incoming) : incoming;
    const input = asBroughtIn(joined, before ?? NOBODY_YET, ctx.clock.today());
    if (input.proposedResponsibleId !== (before?.proposedResponsibleId ?? null))
      warn(members[0], 'person_proposed', said(say, 'proposedResponsibleId', input));
    if (target) {
      const { archiveNo } = target;
      warn(members[0], 'values_without_room', lostInArchive(incoming, input, say), { archiveNo });
      if (before && before.name !== input.name) warn(members[0], 'renamed', [before.name], { archiveNo });
      if (before?.uscc != null && before.uscc !== input.uscc)
        warn(members[0], 'code_corrected', [before.uscc], { archiveNo });
      const isOther = ![null, joined.responsibleId].includes(incoming.responsibleId);
      if (isOther) warn(members[0], 'person_kept', said(say, 'responsibleId', incoming), { archiveNo });
    }
    return { input, filedOn };
  };
}

/** What a field says in words, as a list; empty where it says nothing. */
function said(say: SayValue, key: CustomerKey, input: CustomerInput): string[] {
  const text = say.text(key, input);
  return text === null ? [] : [text];
}

const SHOWN_CHARACTERS = 300;

function shown(values: readonly string[]): string {
  const text = values.join('；');
  return text.length > SHOWN_CHARACTERS ? `${text.slice(0, SHOWN_CHARACTERS).toWellFormed()}…` : text;
}

function inputOf(ctx: QueryContext, db: ReadableDb, { id }: Known): CustomerInput {
  return readInput(db, requireCustomer(ctx, db, id, 'customers.edit').row);
}

function changesAnything(ctx: QueryContext, db: ReadableDb, target: Known, { input }: Draft): boolean {
  return JSON.stringify(inputOf(ctx, db, target)) !== JSON.stringify(input);
}

const MERGED: ReadonlySet<string> = new Set([
  'import.row_skipped_in_file',
  'import.row_skipped_other_category',
]);

export function countOutcome(plan: Plan, { added, updated, skipped, refused, warned }: Outcome): Counts {
  const total = plan.rows.length;
  const leftOut = plan.rows.filter((row) => row.leftOut !== null).length;
  const displaced = new Set(warned.map(({ draft }) => plan.draftRows[draft] ?? -1));
  return {
    total,
    added,
    updated,
    skipped: skipped.length + leftOut,
    merged: skipped.filter(({ said: { code } }) => MERGED.has(code)).length,
    refused: total - leftOut - plan.drafts.length + refused.length,
    warned: plan.rows.filter(({ warnings }, index) => warnings.length > 0 || displaced.has(index)).length,
  };
}
