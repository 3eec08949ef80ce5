import { z } from 'zod';
import { categorySchema } from '../../domain/customer.ts';
import { languageSchema } from '../../domain/wording.ts';
import { procedureFor, router } from '../../work/procedures.ts';
import { IMPORT_FIELDS } from './columns.ts';
import { DECISIONS } from './duplicates.ts';
import { wordSchema } from './known-words.ts';
import * as kept from './kept.ts';
import { noteCount } from './note-count.ts';
import * as service from './service.ts';
import { previewUndo, undoImport } from './undo.ts';

const tokenSchema = z.string().min(1).max(100);
const planId = z.string().max(40);

const sheetSchema = z.strictObject({
  /** '' for a text file, which has one. */
  sheet: z.string().max(200),
  headerRow: z.int().min(1).max(1_048_576).nullable(),
  category: categorySchema.nullable(),
  /** null: as found by itself. */
  columns: z
    .array(z.strictObject({ index: z.int().min(0).max(600), field: z.enum(IMPORT_FIELDS) }))
    .max(600)
    .nullable(),
  /** Rows that look like headings or totals and are customers all the same. */
  takeIn: z.array(z.int().min(1).max(1_048_576)).max(10_000).optional(),
  /** Rows that are hidden in the file come in too. */
  withHidden: z.boolean().optional(),
});

/** Row of the titles by sheet, where the person says so. */
const headerRowsSchema = z.record(z.string().max(200), z.int().min(1).max(1_048_576));

const answersSchema = z.strictObject({
  all: z.enum(DECISIONS).optional(),
  byGroup: z.record(z.string().max(60), z.enum(DECISIONS)),
  /** What becomes of a question without an answer. */
  unanswered: z.enum(['as_proposed', 'left_apart']).optional(),
});

const importId = z.int().positive();
const keptPage = { id: importId, offset: z.int().min(0), limit: z.int().min(1).max(500) };

const pageShape = { planId, offset: z.int().min(0), limit: z.int().min(1).max(500) };

export const importRouter = router({
  inspect: procedureFor('customers.import')
    .input(z.strictObject({ token: tokenSchema, headerRows: headerRowsSchema.optional() }))
    .mutation(({ ctx, input }) => service.inspectFile(ctx.work, input.token, input.headerRows)),
  plan: procedureFor('customers.import')
    .input(
      z.strictObject({
        token: tokenSchema,
        sheets: z.array(sheetSchema).min(1).max(60),
        words: z.array(wordSchema).max(500).optional(),
      }),
    )
    .mutation(({ ctx, input }) => service.planImport(ctx.work, input.token, input.sheets, input.words)),
  preview: procedureFor('customers.import')
    .input(z.strictObject({ planId, answers: answersSchema }))
    .mutation(({ ctx, input }) => service.previewImport(ctx.work, input.planId, input.answers)),
  rows: procedureFor('customers.import')
    .input(z.strictObject({ ...pageShape, show: z.enum(service.ROWS_SHOWN) }))
    .query(({ ctx, input }) => service.listRows(ctx.work, input)),
  groups: procedureFor('customers.import')
    .input(z.strictObject(pageShape))
    .query(({ ctx, input }) => service.listGroups(ctx.work, input)),
  run: procedureFor('customers.import')
    .input(z.strictObject({ planId, answers: answersSchema }))
    .mutation(async ({ ctx, input }) => {
      const applied = await service.applyImport(ctx.work, input.planId, input.answers);
      noteCount(ctx.host, ctx.work);
      return applied;
    }),
  saveRefused: procedureFor('customers.import')
    .input(z.strictObject({ planId, token: tokenSchema, language: languageSchema }))
    .mutation(({ ctx, input }) => service.saveRefused(ctx.work, input)),
  list: procedureFor('import.read')
    .input(z.strictObject({ after: z.int().positive().nullable() }))
    .query(({ ctx, input }) => kept.listImports(ctx.work, input)),
  get: procedureFor('import.read')
    .input(z.strictObject({ id: importId }))
    .query(({ ctx, input }) => kept.getImport(ctx.work, input.id)),
  keptRows: procedureFor('import.read')
    .input(z.strictObject({ ...keptPage, show: z.enum(service.ROWS_SHOWN) }))
    .query(({ ctx, input }) => kept.listKeptRows(ctx.work, input)),
  written: procedureFor('import.read')
    .input(z.strictObject({ ...keptPage, what: z.enum(kept.WRITTEN) }))
    .query(({ ctx, input }) => kept.listWritten(ctx.work, input)),
  previewUndo: procedureFor('import.read')
    .input(z.strictObject({ id: importId }))
    .query(({ ctx, input }) => previewUndo(ctx.work, input.id)),
  undo: procedureFor('import.undo')
    .input(z.strictObject({ id: importId }))
    .mutation(({ ctx, input }) => {
      const undone = undoImport(ctx.work, input.id);
      noteCount(ctx.host, ctx.work);
      return undone;
    }),
  templates: procedureFor('customers.import').query(({ ctx }) => service.listTemplates(ctx.work)),
  forgetTemplate: procedureFor('customers.import')
    .input(z.strictObject({ name: z.string().max(200) }))
    .mutation(({ ctx, input }) => service.forgetTemplate(ctx.work, input.name)),
});
