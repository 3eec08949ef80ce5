import { z } from 'zod';
import { halfYearSchema } from '../../domain/half-year.ts';
import {
  inspectionFlow,
  levelSchema,
  putRightSchema,
  sheetSchema,
  type InspectionStep,
} from '../../domain/inspection.ts';
import { reasonSchema } from '../../domain/reasons.ts';
import { procedureFor, router } from '../../work/procedures.ts';
import { openAddendum } from './addendum.ts';
import { confirmLevel, planLevel } from './level.ts';
import { note, putRight, scan } from './look.ts';
import { openByHand } from './open.ts';
import { changesSince, register } from './register.ts';
import { mayInspect, share, shareSchema } from './share.ts';
import * as signing from './sign.ts';
import { current, openInspection } from './status.ts';
import {
  findByEnding,
  listLabels,
  openNumbers,
  openSheet,
  WALK_FILTERS,
  walkFiltered,
  walkLevel,
  walkLevels,
} from './walk.ts';

const id = z.int().positive();
const no = z.int().min(0).max(10_000);
const move = { id, version: z.int().positive() };
const signed = z.strictObject({ ...move, password: z.string().min(1).max(1_000) });

const read = procedureFor('inspections.read');
const inspect = procedureFor('inspections.inspect');

/** Characters of the text of a reason, at most. */
const MOST_TEXT = 500;

function reasonOf(step: InspectionStep) {
  const { reason } = inspectionFlow.steps[step];
  if (!reason) throw new Error(`${step} takes no reason`);
  return reasonSchema(reason, MOST_TEXT);
}

export const inspectionsRouter = router({
  current: read.query(({ ctx }) => current(ctx.work)),
  list: read.query(({ ctx }) => register(ctx.work)),
  get: read.input(z.strictObject({ id })).query(({ ctx, input }) => openInspection(ctx.work, input.id)),
  levels: read.input(z.strictObject({ id })).query(({ ctx, input }) => walkLevels(ctx.work, input.id)),
  level: read
    .input(z.strictObject({ id, level: levelSchema.nullable(), after: z.int().min(0).default(0) }))
    .query(({ ctx, input }) => walkLevel(ctx.work, input)),
  filtered: read
    .input(z.strictObject({ id, filter: z.enum(WALK_FILTERS), from: z.int().min(0).default(0) }))
    .query(({ ctx, input }) => walkFiltered(ctx.work, input)),
  sheet: read
    .input(z.strictObject({ id, customerId: id }))
    .query(({ ctx, input }) => openSheet(ctx.work, input)),

  labels: procedureFor('inspections.print')
    .input(z.strictObject({ from: z.int().min(0).default(0) }))
    .query(({ ctx, input }) => listLabels(ctx.work, input.from)),
  openNumbers: read
    .input(z.strictObject({ id }))
    .query(async ({ ctx, input }) => ({ numbers: await openNumbers(ctx.work, input.id) })),
  find: read
    .input(z.strictObject({ id, ending: z.string().trim().min(2).max(60) }))
    .query(({ ctx, input }) => findByEnding(ctx.work, input)),
  changes: read.input(z.strictObject({ id })).query(({ ctx, input }) => changesSince(ctx.work, input.id)),

  open: inspect
    .input(z.strictObject({ period: halfYearSchema.nullable().default(null) }))
    .mutation(({ ctx, input }) => openByHand(ctx.work, input.period)),
  scan: inspect
    .input(z.strictObject({ code: z.string().min(1).max(100), at: levelSchema.nullable().default(null) }))
    .mutation(({ ctx, input }) => scan(ctx.work, input)),
  note: inspect
    .input(z.strictObject({ id, no, sheet: sheetSchema }))
    .mutation(({ ctx, input }) => note(ctx.work, input)),
  putRight: inspect
    .input(
      z.strictObject({
        id,
        no,
        how: putRightSchema,
        position: z.int().min(1).max(9999).nullable().default(null),
      }),
    )
    .mutation(({ ctx, input }) => putRight(ctx.work, input)),
  planLevel: inspect
    .input(z.strictObject({ level: levelSchema }))
    .query(({ ctx, input }) => planLevel(ctx.work, input.level)),
  confirmLevel: inspect
    .input(z.strictObject({ level: levelSchema }))
    .mutation(({ ctx, input }) => confirmLevel(ctx.work, input.level)),

  people: read.query(({ ctx }) => mayInspect(ctx.work.reader)),
  share: inspect
    .input(z.strictObject({ id, shares: z.array(shareSchema).min(1).max(200) }))
    .mutation(({ ctx, input }) => share(ctx.work, input)),
  openAddendum: inspect
    .input(z.strictObject({ id }))
    .mutation(({ ctx, input }) => openAddendum(ctx.work, input)),

  sign: inspect.input(signed).mutation(({ ctx, input }) => signing.sign(ctx.work, input)),
  giveUp: inspect
    .input(signed.extend({ reason: reasonOf('give_up') }))
    .mutation(({ ctx, input }) => signing.giveUp(ctx.work, input)),
  cosign: inspect.input(signed).mutation(({ ctx, input }) => signing.cosign(ctx.work, input)),
  withdraw: inspect
    .input(z.strictObject({ ...move, reason: reasonOf('withdraw').nullable().default(null) }))
    .mutation(({ ctx, input }) => signing.move(ctx.work, { ...input, step: 'withdraw' })),
  return: procedureFor('inspections.review')
    .input(z.strictObject({ ...move, reason: reasonOf('return') }))
    .mutation(({ ctx, input }) => signing.move(ctx.work, { ...input, step: 'return' })),
  sendBack: procedureFor('inspections.approve')
    .input(z.strictObject({ ...move, reason: reasonOf('send_back') }))
    .mutation(({ ctx, input }) => signing.move(ctx.work, { ...input, step: 'send_back' })),
  review: procedureFor('inspections.review')
    .input(signed)
    .mutation(({ ctx, input }) => signing.review(ctx.work, input)),
  approve: procedureFor('inspections.approve')
    .input(signed)
    .mutation(({ ctx, input }) => signing.approve(ctx.work, input)),
});
