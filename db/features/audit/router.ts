import { z } from 'zod';
import { ownProcedure, procedureFor, router } from '../../work/procedures.ts';
import { compareCode } from './compare.ts';
import { acknowledge, listDifferences } from './differences.ts';
import { headOf } from './log-since.ts';
import * as service from './service.ts';
import { verify } from './verify.ts';
import { verifySinceAnchor } from './verify-since.ts';

export const auditRouter = router({
  list: procedureFor('audit.read')
    .input(
      z.strictObject({
        after: z.int().positive().nullable().default(null),
        action: z.string().max(60).optional(),
        accountId: z.int().positive().optional(),
        object: z.string().max(60).optional(),
        decision: z.enum(['allow', 'deny']).optional(),
        from: z.int().optional(),
        to: z.int().optional(),
        limit: z.int().min(1).max(200),
      }),
    )
    .query(({ ctx, input }) => service.listAudit(ctx.work, input)),
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
