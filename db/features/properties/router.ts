import { z } from 'zod';
import { daySchema } from '../../domain/dates.ts';
import { HANDLE_REASON, MOST_STAFF, TEST_SCOPES } from '../../domain/properties.ts';
import { reasonSchema } from '../../domain/reasons.ts';
import { enteredLine } from '../../domain/text/entered.ts';
import { procedureFor, router } from '../../work/procedures.ts';
import * as service from './service.ts';

const id = z.int().positive();
const MOST_TEXT = 500;

export const propertiesRouter = router({
  /** Tests everything; what was paused is given up. */
  run: procedureFor('properties.test').mutation(({ ctx }) =>
    service.runTest(ctx.work, ctx.host.requireVault().vault, { goOn: false }),
  ),
  resume: procedureFor('properties.test').mutation(({ ctx }) =>
    service.runTest(ctx.work, ctx.host.requireVault().vault, { goOn: true }),
  ),
  pause: procedureFor('properties.test').mutation(({ ctx }) => service.pauseTest(ctx.work)),
  status: procedureFor('properties.read').query(({ ctx }) => service.testStatus(ctx.work)),
  list: procedureFor('properties.read')
    .input(
      z.strictObject({
        scopes: z.array(z.enum(TEST_SCOPES)).min(1).max(TEST_SCOPES.length),
        after: id.nullable().default(null),
        limit: z.int().min(1).max(200).default(50),
      }),
    )
    .query(({ ctx, input }) => service.listTests(ctx.work, input)),
  get: procedureFor('properties.read')
    .input(z.strictObject({ id }))
    .query(({ ctx, input }) => service.openTest(ctx.work.reader, input.id)),
  handle: procedureFor('properties.handle')
    .input(
      z.strictObject({
        id,
        check: z.string().min(1).max(40),
        reason: reasonSchema(HANDLE_REASON, MOST_TEXT),
      }),
    )
    .mutation(({ ctx, input }) => service.handleFailure(ctx.work, input)),
  staff: procedureFor('properties.read').query(({ ctx }) => service.readStaff(ctx.work.reader)),
  setStaff: procedureFor('properties.handle')
    .input(z.strictObject({ day: daySchema, names: z.array(enteredLine(60).min(1)).max(MOST_STAFF) }))
    .mutation(({ ctx, input }) => service.saveStaff(ctx.work, input)),
});
