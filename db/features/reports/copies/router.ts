import { z } from 'zod';
import { enteredLine, optionalLine } from '../../../domain/text/entered.ts';
import { procedureFor, router } from '../../../work/procedures.ts';
import { idSchema } from '../schemas.ts';
import * as service from './service.ts';

const move = z.strictObject({
  id: idSchema,
  copyNo: z.int().positive().max(10_000),
  note: optionalLine(200).default(null),
});
const recipient = z.strictObject({
  recipient: enteredLine(60).pipe(z.string().min(1)),
  department: optionalLine(60).default(null),
});

export const reportCopiesRouter = router({
  list: procedureFor('reports.print')
    .input(z.strictObject({ id: idSchema }))
    .query(({ ctx, input }) => service.listCopies(ctx.work, input.id)),
  register: procedureFor('reports.hand_out')
    .input(z.strictObject({ id: idSchema, copies: z.array(recipient).min(1).max(50) }))
    .mutation(({ ctx, input }) => service.registerCopies(ctx.work, input)),
  handOut: procedureFor('reports.hand_out')
    .input(move)
    .mutation(({ ctx, input }) => service.handOut(ctx.work, input)),
  takeBack: procedureFor('reports.hand_out')
    .input(move)
    .mutation(({ ctx, input }) => service.takeBack(ctx.work, input)),
});
