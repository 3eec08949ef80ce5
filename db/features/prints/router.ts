import { z } from 'zod';
import { paperSchema } from '../../domain/document/paper.ts';
import { procedureFor, router } from '../../work/procedures.ts';
import * as service from './service.ts';

const cardSchema = z.strictObject({ customerId: z.int().positive(), paper: paperSchema.prefault({}) });

/** Mutations, for every one of them adds to the log. */
export const printsRouter = router({
  card: procedureFor('customers.print')
    .input(cardSchema)
    .mutation(({ ctx, input }) => service.printCard(ctx.work, input)),
  cardDocx: procedureFor('customers.print')
    .input(cardSchema)
    .mutation(({ ctx, input }) => service.writeCardDocx(ctx.work, input)),
});
