import { ownProcedure, router } from '../../work/procedures.ts';
import * as service from './service.ts';

export const homeRouter = router({
  waiting: ownProcedure.query(({ ctx }) => service.listWaiting(ctx.work)),
});
