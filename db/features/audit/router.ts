import { z } from 'zod';
import { ownProcedure, procedureFor, router } from '../../work/procedures.ts';
import { compareCode } from './compare.ts';
import { acknowledge, listDifferences } from './differences.ts';
import { headOf } from './log-since.ts';
import { filterSchema } from './list-form.ts';
import { listActors, listAudit, readRow } from './listing.ts';
import * as service from './service.ts';
import { verify } from './verify.ts';
import { verifySinceAnchor } from './verify-since.ts';

export const auditRouter = router({
  list: procedureFor('audit.read')
    .input(
      filterSchema.extend({
        after: z.int().positive().nullable().default(null),
        limit: z.int().min(1).max(200),
      }),
    )
    .query(({ ctx, input }) => listAudit(ctx.work, input)),
  /** One row with what it changed, as far as the reader may know; of 机密 and above that is a look. */
  row: procedureFor('audit.read')
    .input(z.strictObject({ seq: z.int().positive() }))
    .query(({ ctx, input }) => readRow(ctx.work, input.seq)),
  people: procedureFor('audit.read').query(({ ctx }) => listActors(ctx.work)),
  actions: procedureFor('audit.read').query(({ ctx }) => service.listActions(ctx.work)),
  /** Holds a code from paper, typed or scanned, against the log. */
  compare: procedureFor('audit.verify')
    .input(z.strictObject({ code: z.string().min(1).max(300) }))
    .mutation(({ ctx, input }) => compareCode(ctx.work, input.code)),
  /** Openings of a vault that was not what was last seen of it, for everybody until an auditor has looked. */
  differences: ownProcedure.query(({ ctx }) => listDifferences(ctx.work)),
  acknowledge: procedureFor('audit.acknowledge')
    .input(z.strictObject({ seq: z.int().positive() }))
    .mutation(({ ctx, input }) => acknowledge(ctx.work, input.seq)),
  verify: procedureFor('audit.verify').mutation(({ ctx }) => verify(ctx.work)),
  verifySinceAnchor: procedureFor('audit.verify').mutation(({ ctx }) => verifySinceAnchor(ctx.work)),
  head: procedureFor('audit.print').query(({ ctx }) => headOf(ctx.work.reader)),
});
