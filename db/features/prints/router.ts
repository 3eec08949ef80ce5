import { z } from 'zod';
import { paperSchema } from '../../domain/document/paper.ts';
import { ownProcedure, router } from '../../work/procedures.ts';
import { chosenSchema } from '../search/service.ts';
import * as service from './service.ts';

/** Records that are chosen for one print. */
const MOST_CHOSEN = 20_000;

const formSchema = z.strictObject({
  form: z.string().min(1).max(40),
  /** 0 where a form is of no single record. */
  id: z.int().nonnegative(),
  paper: paperSchema.prefault({}),
  options: z
    .record(
      z.string().max(40),
      z.union([
        z.boolean(),
        z.int(),
        z.string().max(400),
        z.null(),
        z.array(z.int().positive()).max(MOST_CHOSEN),
        chosenSchema,
      ]),
    )
    .optional(),
});

/** Mutations, for every one of them adds to the log. Who may is said by each form. */
export const printsRouter = router({
  pages: ownProcedure.input(formSchema).mutation(({ ctx, input }) => service.printPages(ctx.work, input)),
  docx: ownProcedure.input(formSchema).mutation(({ ctx, input }) => service.writeDocx(ctx.work, input)),
  pdfOfPages: ownProcedure
    .input(z.strictObject({ print: z.int().positive() }))
    .mutation(({ ctx, input }) => service.pdfOfPages(ctx.work, input)),
  pdf: ownProcedure
    .input(formSchema.extend({ token: z.string().min(1).max(100) }))
    .mutation(({ ctx, input }) => service.writePdfFile(ctx.work, input)),
});
