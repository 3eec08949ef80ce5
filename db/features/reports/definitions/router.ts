import { z } from 'zod';
import { choicesSchema, reportNameSchema } from '../../../domain/reports/choices.ts';
import { enteredLine } from '../../../domain/text/entered.ts';
import { procedureFor, router } from '../../../work/procedures.ts';
import { idSchema } from '../schemas.ts';
import * as service from './service.ts';

const define = procedureFor('reports.define');

export const reportDefinitionsRouter = router({
  list: define.query(({ ctx }) => service.list(ctx.work)),
  save: define
    .input(
      z.strictObject({
        id: idSchema.nullable(),
        name: enteredLine(60).pipe(z.string().min(1)),
        base: reportNameSchema,
        choices: choicesSchema,
        shared: z.boolean().default(false),
      }),
    )
    .mutation(({ ctx, input }) => service.save(ctx.work, input)),
  share: define
    .input(z.strictObject({ id: idSchema, shared: z.boolean() }))
    .mutation(({ ctx, input }) => service.share(ctx.work, input)),
  retire: define
    .input(z.strictObject({ id: idSchema }))
    .mutation(({ ctx, input }) => service.retire(ctx.work, input)),
});
