import { z } from 'zod';
import { customerInputSchema } from '../../domain/customer.ts';
import { FILING_STATES } from '../../domain/filing.ts';
import { enteredLines } from '../../domain/text/entered.ts';
import { procedureFor, router } from '../../work/procedures.ts';
import * as service from './service.ts';

const versioned = { id: z.int().positive(), version: z.int().positive() };

export const filingsRouter = router({
  list: procedureFor('filings.read')
    .input(z.strictObject({ states: z.array(z.enum(FILING_STATES)).min(1).max(FILING_STATES.length) }))
    .query(({ ctx, input }) => service.listFilings(ctx.work, input.states)),
  get: procedureFor('filings.read')
    .input(z.strictObject({ id: z.int().positive() }))
    .query(({ ctx, input }) => service.getFiling(ctx.work, input.id)),
  save: procedureFor('filings.submit')
    .input(
      z.strictObject({
        id: z.int().positive().nullable(),
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
});
