import { z } from 'zod';
import { ownProcedure, procedureFor, router } from '../../work/procedures.ts';
import * as service from './service.ts';

const sheetSchema = z.string().min(1).max(1_000);

export const clockRouter = router({
  check: ownProcedure.query(({ ctx }) => service.checkClock(ctx.work, ctx.host.ports.clock)),
  vouch: procedureFor('clock.vouch').mutation(({ ctx }) => service.vouchForClock(ctx.work)),
  vouchWithSheets: procedureFor('clock.vouch')
    .input(z.strictObject({ sheets: z.tuple([sheetSchema, sheetSchema]) }))
    .mutation(({ ctx, input }) => service.vouchWithSheets(ctx.work, ctx.host.requireVault(), input.sheets)),
});
