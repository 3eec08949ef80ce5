import { z } from 'zod';
import { periodSchema } from '../../../domain/figures/periods.ts';
import { reasonSchema, type ReasonRule } from '../../../domain/reasons.ts';
import { choicesSchema, reportNameSchema } from '../../../domain/reports/choices.ts';
import { titleSchema } from '../../../domain/reports/request.ts';
import {
  REPORT_STATES,
  reportFlow,
  reportStateSchema,
  type ReportStep,
} from '../../../domain/reports/run.ts';
import { secrecySchema } from '../../../domain/roles.ts';
import { enteredLines } from '../../../domain/text/entered.ts';
import { movePart } from '../../../work/flow/procedures.ts';
import { procedureFor } from '../../../work/procedures.ts';
import { checkPaper } from '../copies/check-paper.ts';
import { idSchema, passwordSchema } from '../schemas.ts';
import * as look from './look.ts';
import { computeAgain } from './recompute.ts';
import * as sign from './sign.ts';

const one = z.strictObject({ id: idSchema });
const move = z.strictObject(movePart);
const signed = z.strictObject({ ...movePart, password: passwordSchema });
const key = z.string().min(1).max(80).nullable().default(null);
const MOST_TEXT = 500;

function refusal(step: ReportStep) {
  const rule: ReasonRule | undefined = reportFlow.steps[step].reason;
  if (!rule) throw new Error(`${step} takes no reason`);
  return { ...movePart, reason: reasonSchema(rule, MOST_TEXT) };
}

/** Reports that are frozen, from 编制 to 报发. */
export const runProcedures = {
  runs: procedureFor('reports.read')
    .input(
      z.strictObject({
        states: z
          .array(reportStateSchema)
          .min(1)
          .max(REPORT_STATES.length)
          .default([...REPORT_STATES]),
        requestId: idSchema.nullable().default(null),
        /** Those alone of which copies were called in and are not back; to be asked by the department. */
        copiesOut: z.boolean().default(false),
        after: idSchema.nullable().default(null),
        limit: z.int().min(1).max(200).default(50),
      }),
    )
    .query(({ ctx, input }) => look.list(ctx.work, input)),
  counts: procedureFor('reports.read').query(({ ctx }) => look.counts(ctx.work)),
  get: procedureFor('reports.read')
    .input(one)
    .query(({ ctx, input }) => look.get(ctx.work, input.id)),
  /** Each time it is logged. */
  open: procedureFor('reports.read')
    .input(one)
    .query(({ ctx, input }) => look.open(ctx.work, input.id)),
  /** A mutation, for it may run long and be cancelled; it writes nothing but that somebody looked. */
  draw: procedureFor('reports.read')
    .input(one)
    .mutation(({ ctx, input }) => look.draw(ctx.work, input.id)),
  compile: procedureFor('reports.compile')
    .input(
      z.strictObject({
        name: reportNameSchema,
        title: titleSchema.default(null),
        period: periodSchema,
        choices: choicesSchema.prefault({}),
        scope: secrecySchema.default('top_secret'),
      }),
    )
    .mutation(({ ctx, input }) => sign.compile(ctx.work, input)),
  compileAgain: procedureFor('reports.compile')
    .input(move)
    .mutation(({ ctx, input }) => sign.compileAgain(ctx.work, input)),
  handOn: procedureFor('reports.compile')
    .input(move)
    .mutation(({ ctx, input }) => sign.handOn(ctx.work, input)),
  review: procedureFor('reports.review')
    .input(signed)
    .mutation(({ ctx, input }) => sign.review(ctx.work, input)),
  release: procedureFor('reports.release')
    .input(signed)
    .mutation(({ ctx, input }) => sign.release(ctx.work, input)),
  return: procedureFor('reports.review')
    .input(z.strictObject(refusal('return')))
    .mutation(({ ctx, input }) => sign.giveBack(ctx.work, { ...input, step: 'return' })),
  sendBack: procedureFor('reports.release')
    .input(z.strictObject(refusal('send_back')))
    .mutation(({ ctx, input }) => sign.giveBack(ctx.work, { ...input, step: 'send_back' })),
  cancel: procedureFor('reports.cancel')
    .input(z.strictObject({ ...refusal('cancel'), password: passwordSchema }))
    .mutation(({ ctx, input }) => sign.cancel(ctx.work, input)),
  comment: procedureFor('reports.print')
    .input(
      z.strictObject({
        id: idSchema,
        table: key,
        row: key,
        measure: key,
        text: enteredLines(500).pipe(z.string().min(1)),
      }),
    )
    .mutation(({ ctx, input }) => sign.comment(ctx.work, input)),
  /** A mutation, for it may run long and be cancelled; it writes nothing. */
  computeAgain: procedureFor('reports.print')
    .input(one)
    .mutation(({ ctx, input }) => computeAgain(ctx.work, input.id)),
  checkPaper: procedureFor('reports.check')
    .input(z.strictObject({ code: z.string().max(400) }))
    .mutation(({ ctx, input }) => checkPaper(ctx.work, input.code)),
};
