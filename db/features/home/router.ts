import type { Waiting } from '../../work/subject.ts';
import { ownProcedure, router } from '../../work/procedures.ts';

export const homeRouter = router({
  /** What waits for the person; a line without anything in it is left out. */
  waiting: ownProcedure.query(async ({ ctx }) => {
    const lines: Waiting[] = [];
    for (const { waiting } of ctx.work.registries.subjects)
      lines.push(...((await waiting?.(ctx.work)) ?? []));
    return lines.filter(({ count }) => count > 0);
  }),
});
