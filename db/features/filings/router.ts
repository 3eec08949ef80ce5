import { z } from 'zod';
import { customerInputSchema } from '../../domain/customer.ts';
import { FILING_STATES } from '../../domain/filing.ts';
import { enteredLines } from '../../domain/text/entered.ts';
import { procedureFor, router } from '../../work/procedures.ts';
import * as service from './service.ts';

const id = z.int().positive();
const versioned = { id, version: z.int().positive() };

export const filingsRouter = router({
  list: procedureFor('filings.read')
    .input(
      z.strictObject({
        states: z.array(z.enum(FILING_STATES)).min(1).max(FILING_STATES.length),
        after: id.nullable().default(null),
        limit: z.int().min(1).max(200).default(50),
      }),
    )
    .query(({ ctx, input }) => service.listFilings(ctx.work, input)),
  counts: procedureFor('filings.read').query(({ ctx }) => service.countFilings(ctx.work)),
  get: procedureFor('filings.read')
    .input(z.strictObject({ id }))
    .query(({ ctx, input }) => service.getFiling(ctx.work, input.id)),
  save: procedureFor('filings.submit')
    .input(
      z.strictObject({
        id: id.nullable(),
        version: z.int().positive().nullable(),
        input: customerInputSchema,
        submit: z.boolean(),
      }),
    )
    .mutation(({ ctx, input }) => service.saveFiling(ctx.work, input)),
  accept: procedureFor('filings.decide')
    .input(z.strictObject({ ...versioned, input: customerInputSchema }))
    .mutation(({ ctx, input }) => service.acceptFiling(ctx.work, input)),
  return: procedureFor('filings.decide')
    .input(z.strictObject({ ...versioned, reason: enteredLines(500).min(2) }))
    .mutation(({ ctx, input }) => service.returnFiling(ctx.work, input)),
  withdraw: procedureFor('filings.submit')
    .input(z.strictObject({ ...versioned, reason: enteredLines(500).min(1).nullable().default(null) }))
    .mutation(({ ctx, input }) => service.withdrawFiling(ctx.work, input)),
});
