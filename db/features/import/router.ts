import { z } from 'zod';
import { categorySchema } from '../../domain/customer.ts';
import { languageSchema } from '../../domain/wording.ts';
import { procedureFor, router } from '../../work/procedures.ts';
import { IMPORT_FIELDS } from './columns.ts';
import { DECISIONS } from './duplicates.ts';
import { wordSchema } from './known-words.ts';
import * as service from './service.ts';

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
});

/** Row of the titles by sheet, where the person says so. */
const headerRowsSchema = z.record(z.string().max(200), z.int().min(1).max(1_048_576));

const answersSchema = z.strictObject({
  all: z.enum(DECISIONS).optional(),
  byGroup: z.record(z.string().max(60), z.enum(DECISIONS)),
  /** What becomes of a question without an answer. */
  unanswered: z.enum(['as_proposed', 'left_apart']).optional(),
});

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
    .mutation(({ ctx, input }) => service.applyImport(ctx.work, input.planId, input.answers)),
  saveRefused: procedureFor('customers.import')
    .input(z.strictObject({ planId, token: tokenSchema, language: languageSchema }))
    .mutation(({ ctx, input }) => service.saveRefused(ctx.work, input)),
  templates: procedureFor('customers.import').query(({ ctx }) => service.listTemplates(ctx.work)),
  forgetTemplate: procedureFor('customers.import')
    .input(z.strictObject({ name: z.string().max(200) }))
    .mutation(({ ctx, input }) => service.forgetTemplate(ctx.work, input.name)),
});
