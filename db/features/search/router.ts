import { z } from 'zod';
import { LONGEST_SOUGHT } from '../../domain/customer-list.ts';
import { procedureFor, router } from '../../work/procedures.ts';
import { facetsQuerySchema, listQuerySchema } from './schemas.ts';
import * as service from './service.ts';

export const searchRouter = router({
  query: procedureFor('customers.list')
    .input(
      z.strictObject({
        text: z.string().max(LONGEST_SOUGHT),
        limit: z.int().min(1).max(service.MOST_RESULTS),
        exactTotal: z.boolean().optional(),
      }),
    )
    .query(({ ctx, input }) => service.queryEntries(ctx.work, input)),
  list: procedureFor('customers.list')
    .input(listQuerySchema)
    .query(({ ctx, input }) => service.listPage(ctx.work, input)),
  facets: procedureFor('customers.list')
    .input(facetsQuerySchema)
    .query(({ ctx, input }) => service.facetCounts(ctx.work, input)),
  missing: procedureFor('customers.list').query(({ ctx }) => service.fieldsMissing(ctx.work)),
});
