import { z } from 'zod';
import { periodSchema } from '../../domain/figures/periods.ts';
import { choicesSchema, reportNameSchema, TABLE_NAMES } from '../../domain/reports/choices.ts';
import { titleSchema } from '../../domain/reports/request.ts';
import { procedureFor, router } from '../../work/procedures.ts';
import { runProcedures } from './runs/router.ts';
import { saveFormatSchema } from './save.ts';
import * as service from './service.ts';

export { reportAmendmentsRouter } from './amendments/router.ts';
export { reportCopiesRouter } from './copies/router.ts';
export { reportDefinitionsRouter } from './definitions/router.ts';
export { reportRequestsRouter } from './requests/router.ts';

const askedSchema = z.strictObject({
  name: reportNameSchema,
  title: titleSchema.default(null),
  period: periodSchema,
  choices: choicesSchema.prefault({}),
});

export const reportsRouter = router({
  ...runProcedures,
  list: procedureFor('reports.run').query(() => service.listReports()),
  /** A mutation, for it may run long and be cancelled; it writes nothing. */
  run: procedureFor('reports.run')
    .input(askedSchema)
    .mutation(({ ctx, input }) => service.runReport(ctx.work, input)),
  charts: procedureFor('reports.run')
    .input(askedSchema)
    .mutation(({ ctx, input }) => service.drawReport(ctx.work, input)),
  save: procedureFor('reports.export')
    .input(
      z.strictObject({ asked: askedSchema, format: saveFormatSchema, token: z.string().min(1).max(100) }),
    )
    .mutation(({ ctx, input }) => service.saveReport(ctx.work, input)),
  behind: procedureFor('reports.run')
    .input(
      z.strictObject({
        asked: askedSchema,
        figure: z.strictObject({
          table: z.enum(TABLE_NAMES),
          /** An empty text: the line of totals. */
          row: z.string().max(80),
          measure: z.string().min(1).max(80),
        }),
        from: z.int().min(0).default(0),
      }),
    )
    .mutation(({ ctx, input }) => service.listBehind(ctx.work, input)),
});
