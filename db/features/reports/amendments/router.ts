import { z } from 'zod';
import { amendItemsSchema } from '../../../domain/reports/amendment.ts';
import { caseLists, caseMove, caseOpened, movePart, savePart } from '../../../work/flow/procedures.ts';
import { procedureFor, router } from '../../../work/procedures.ts';
import { idSchema, passwordSchema } from '../schemas.ts';
import { amendments } from './flow.ts';
import * as service from './service.ts';

export const reportAmendmentsRouter = router({
  ...caseLists(amendments, service.lineOfAmendment),
  get: caseOpened(amendments, service.openAmendment),
  save: procedureFor('reports.amend')
    .input(z.strictObject({ ...savePart, reportId: idSchema, items: amendItemsSchema }))
    .mutation(({ ctx, input }) => service.saveAmendment(ctx.work, input)),
  approve: procedureFor('reports.approve_amendment')
    .input(z.strictObject({ ...movePart, password: passwordSchema }))
    .mutation(({ ctx, input }) => service.approveAmendment(ctx.work, input)),
  refuse: caseMove(amendments, 'refuse'),
  withdraw: caseMove(amendments, 'withdraw'),
  file: procedureFor('reports.file_amendment')
    .input(z.strictObject(movePart))
    .mutation(({ ctx, input }) => service.fileAmendment(ctx.work, input)),
});
