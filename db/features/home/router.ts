import { ownProcedure, router } from '../../router/trpc.ts';
import * as service from './service.ts';

export const homeRouter = router({
  waiting: ownProcedure.query(({ ctx }) => service.listWaiting(ctx.work)),
});
