import { z } from 'zod';
import { periodSchema } from '../../domain/figures/periods.ts';
import { choicesSchema, reportNameSchema } from '../../domain/reports/choices.ts';
import { procedureFor, router } from '../../work/procedures.ts';
import * as service from './service.ts';

const askedSchema = z.strictObject({
  name: reportNameSchema,
  title: z.string().min(1).max(60).nullable().default(null),
  period: periodSchema,
  choices: choicesSchema.prefault({}),
});

export const reportsRouter = router({
  list: procedureFor('reports.run').query(() => service.listReports()),
  /** A mutation, for it may run long and be cancelled; it writes nothing. */
  run: procedureFor('reports.run')
    .input(askedSchema)
    .mutation(({ ctx, input }) => service.runReport(ctx.work, input)),
});
