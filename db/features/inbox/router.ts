import { z } from 'zod';
import { MOST_CASES, MOST_LINES } from '../../domain/inbox.ts';
import { INBOX_TABS } from '../../work/flow/inbox.ts';
import { movePart } from '../../work/flow/procedures.ts';
import { ownProcedure, router } from '../../work/procedures.ts';
import { countInbox, listInbox, requireInbox, signCases } from './service.ts';

const id = z.int().positive();
const name = z.string().min(1).max(60);
const place = z.strictObject({ at: z.int().nonnegative(), flow: name, id });
const oneCase = z.strictObject({ flow: name, id });

/** What people sign, of every flow; each shows of its cases what the person may see. */
export const inboxRouter = router({
  list: ownProcedure
    .input(
      z.strictObject({
        tab: z.enum(INBOX_TABS),
        after: place.nullable().default(null),
        limit: z.int().min(1).max(MOST_LINES).default(50),
      }),
    )
    .query(({ ctx, input }) => listInbox(ctx.work, input)),
  counts: ownProcedure.query(({ ctx }) => countInbox(ctx.work)),
  earlier: ownProcedure
    .input(oneCase)
    .query(({ ctx, input }) => requireInbox(ctx.work, input.flow).earlier(ctx.work, input.id)),
  since: ownProcedure
    .input(oneCase)
    .query(({ ctx, input }) => requireInbox(ctx.work, input.flow).since(ctx.work, input.id)),
  sign: ownProcedure
    .input(
      z.strictObject({
        flow: name,
        step: name,
        cases: z
          .array(z.strictObject(movePart))
          .min(1)
          .max(MOST_CASES)
          .refine((cases) => new Set(cases.map((each) => each.id)).size === cases.length),
        password: z.string().min(1).max(1_000),
      }),
    )
    .mutation(({ ctx, input }) => signCases(ctx.work, input)),
});
