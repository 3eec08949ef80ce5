import { z } from 'zod';
import { enteredLine } from '../../domain/text/entered.ts';
import { ownProcedure, procedureFor, router } from '../../work/procedures.ts';
import * as service from './service.ts';

const itemSchema = z.strictObject({
  code: z.string().min(1).max(40).optional(),
  labelZh: enteredLine(40).min(1),
  labelEn: enteredLine(60),
});

export const listsRouter = router({
  all: ownProcedure.query(({ ctx }) => service.readLists(ctx.work)),
  divisions: ownProcedure.query(() => service.listDivisions()),
  edit: procedureFor('lists.edit')
    .input(z.strictObject({ list: z.string().max(40), items: z.array(itemSchema).max(300) }))
    .mutation(({ ctx, input }) => service.editList(ctx.work, input)),
});
