import { z } from 'zod';
import { procedureFor, router } from '../../work/procedures.ts';
import * as service from './service.ts';

export const searchRouter = router({
  query: procedureFor('customers.list')
    .input(
      z.strictObject({
        text: z.string().max(200),
        limit: z.int().min(1).max(service.MOST_RESULTS),
        exactTotal: z.boolean().optional(),
      }),
    )
    .query(({ ctx, input }) => service.queryCustomers(ctx.work, input)),
});
