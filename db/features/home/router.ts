import { ownProcedure, router } from '../../work/procedures.ts';

export const homeRouter = router({
  /** What waits for the person; a line without anything in it is left out. */
  waiting: ownProcedure.query(({ ctx }) =>
    ctx.work.registries.subjects
      .flatMap(({ waiting }) => waiting?.(ctx.work) ?? [])
      .filter(({ count }) => count > 0),
  ),
});
