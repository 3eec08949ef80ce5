import { z } from 'zod';
import { paperSchema } from '../../domain/document/paper.ts';
import { ownProcedure, router } from '../../work/procedures.ts';
import * as service from './service.ts';

const formSchema = z.strictObject({
  form: z.string().min(1).max(40),
  /** 0 where a form is of no single record. */
  id: z.int().nonnegative(),
  paper: paperSchema.prefault({}),
});

/** Mutations, for every one of them adds to the log. Who may is said by each form. */
export const printsRouter = router({
  pages: ownProcedure.input(formSchema).mutation(({ ctx, input }) => service.printPages(ctx.work, input)),
  docx: ownProcedure.input(formSchema).mutation(({ ctx, input }) => service.writeDocx(ctx.work, input)),
  pdf: ownProcedure
    .input(formSchema.extend({ token: z.string().min(1).max(100) }))
    .mutation(({ ctx, input }) => service.writePdf(ctx.work, input)),
});
