import { z } from 'zod';
import { procedureFor, router } from '../../work/procedures.ts';
import * as service from './service.ts';

export const seedRouter = router({
  run: procedureFor('seed.run')
    .input(z.strictObject({ customers: z.int().min(1).max(service.MOST_CUSTOMERS) }))
    .mutation(({ ctx, input }) => service.seedCustomers(ctx.work, input)),
});
