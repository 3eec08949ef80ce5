import { z } from 'zod';
import { customerInputSchema } from '../../domain/customer.ts';
import { caseLists, caseMove, caseOpened, movePart, savePart } from '../../work/flow/procedures.ts';
import { procedureFor, router } from '../../work/procedures.ts';
import { filings } from './flow.ts';
import { acceptFiling, lineOfFiling, openFiling, saveFiling } from './service.ts';

const input = customerInputSchema;

export const filingsRouter = router({
  ...caseLists(filings, lineOfFiling),
  get: caseOpened(filings, openFiling),
  save: procedureFor('filings.submit')
    .input(z.strictObject({ ...savePart, input }))
    .mutation(({ ctx, input: save }) => saveFiling(ctx.work, save)),
  accept: procedureFor('filings.decide')
    .input(z.strictObject({ ...movePart, input }))
    .mutation(({ ctx, input: decision }) => acceptFiling(ctx.work, decision)),
  return: caseMove(filings, 'return'),
  withdraw: caseMove(filings, 'withdraw'),
});
