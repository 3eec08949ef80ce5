import { z } from 'zod';
import { PROGRAM } from '../../domain/flow.ts';
import { reasonSchema } from '../../domain/reasons.ts';
import type { QueryContext } from '../context.ts';
import { procedureFor } from '../procedures.ts';
import type { CaseRow } from './case-table.ts';
import type { Cases } from './cases.ts';
import { NOTHING, takeStep } from './engine.ts';
import { countCases, listCases } from './reading.ts';

const id = z.int().positive();
const version = z.int().positive();

/** A step at the version that the person saw. */
export const movePart = { id, version };

/** What is saved while it is written, or submitted; null for a new case. */
export const savePart = { id: id.nullable(), version: version.nullable(), submit: z.boolean() };

/** The lists of a flow: `{ list, counts }`. A line is what they show of a case. */
export function caseLists<Row extends CaseRow, Step extends string, Line>(
  cases: Cases<Row, Step>,
  toLine: (ctx: QueryContext, row: Row) => Line,
) {
  const { states } = cases.flow;
  return {
    list: procedureFor(cases.read)
      .input(
        z.strictObject({
          states: z.array(z.enum(states)).min(1).max(states.length),
          after: id.nullable().default(null),
          limit: z.int().min(1).max(200).default(50),
        }),
      )
      .query(({ ctx, input }) => listCases(ctx.work, cases, input, toLine)),
    counts: procedureFor(cases.read).query(({ ctx }) => countCases(ctx.work, cases)),
  };
}

/** One case, as its subject shows it. */
export function caseOpened<Row extends CaseRow, Step extends string, Shown>(
  { read }: Cases<Row, Step>,
  open: (ctx: QueryContext, id: number) => Shown,
) {
  return procedureFor(read)
    .input(z.strictObject({ id }))
    .query(({ ctx, input }) => open(ctx.work, input.id));
}

/** Characters of the text of a reason, at most. */
const MOST_TEXT = 500;

/** A step that changes nothing but where a case stands, with one of the reasons of its rule. */
export function caseMove<Row extends CaseRow, Step extends string>(cases: Cases<Row, Step>, step: Step) {
  const rule = cases.flow.steps[step];
  const { reason } = rule;
  if (rule.may === PROGRAM || rule.password || !reason) throw new Error(`${step} is more than a move`);
  return procedureFor(rule.may)
    .input(z.strictObject({ ...movePart, reason: reasonSchema(reason, MOST_TEXT).nullish() }))
    .mutation(({ ctx, input }) => takeStep(ctx.work, cases, { ...input, step }, NOTHING));
}
