import type { Waiting } from '../../work/subject.ts';
import { ownProcedure, router } from '../../work/procedures.ts';
import { listPeopleWithRole } from '../accounts/service.ts';
import { lastCustomerId } from '../customers/service.ts';

export const homeRouter = router({
  /** What waits for the person; a line without anything in it is left out. */
  waiting: ownProcedure.query(async ({ ctx }) => {
    const lines: Waiting[] = [];
    for (const { waiting } of ctx.work.registries.subjects)
      lines.push(...((await waiting?.(ctx.work)) ?? []));
    return lines.filter(({ count }) => count > 0);
  }),
  /** Whether no archive was ever filed, and who brings a ledger in. */
  beginning: ownProcedure.query(({ ctx: { work } }) => ({
    isEmpty: lastCustomerId(work.reader) === 0,
    importers: listPeopleWithRole(work.reader, ['archivist']).map(({ name }) => name),
  })),
});
