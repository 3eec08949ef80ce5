import { z } from 'zod';
import { reasonSchema } from '../../../domain/reasons.ts';
import { requestFlow, requestInputSchema } from '../../../domain/reports/request.ts';
import { caseLists, caseMove, caseOpened, movePart, savePart } from '../../../work/flow/procedures.ts';
import { procedureFor, router } from '../../../work/procedures.ts';
import { passwordSchema } from '../schemas.ts';
import { requests } from './flow.ts';
import * as service from './service.ts';

const signed = z.strictObject({ ...movePart, password: passwordSchema });
const MOST_TEXT = 500;
const { reason: ending } = requestFlow.steps.end;
if (!ending) throw new Error('a request ends for a reason');

export const reportRequestsRouter = router({
  ...caseLists(requests, service.lineOfRequest),
  get: caseOpened(requests, service.openRequest),
  propose: procedureFor('reports.request').query(({ ctx }) => service.proposeRequest(ctx.work)),
  save: procedureFor('reports.request')
    .input(z.strictObject({ ...savePart, input: requestInputSchema }))
    .mutation(({ ctx, input }) => service.saveRequest(ctx.work, input)),
  review: procedureFor('reports.review_request')
    .input(signed)
    .mutation(({ ctx, input }) => service.signRequest(ctx.work, { ...input, step: 'review' })),
  approve: procedureFor('reports.approve_request')
    .input(signed)
    .mutation(({ ctx, input }) => service.signRequest(ctx.work, { ...input, step: 'approve' })),
  refuse: caseMove(requests, 'refuse'),
  reject: caseMove(requests, 'reject'),
  withdraw: caseMove(requests, 'withdraw'),
  end: procedureFor('reports.request')
    .input(z.strictObject({ ...movePart, reason: reasonSchema(ending, MOST_TEXT) }))
    .mutation(({ ctx, input }) => service.endRequest(ctx.work, input)),
});
