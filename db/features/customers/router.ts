import { z } from 'zod';
import { bulkChangeSchema, bulkReasonSchema } from '../../domain/customer-bulk.ts';
import { customerInputSchema } from '../../domain/customer.ts';
import { daySchema } from '../../domain/dates.ts';
import { ASSIGN_REASON, CLASSIFY_REASON, EDIT_REASON, reasonSchema } from '../../domain/reasons.ts';
import { secrecySchema } from '../../domain/roles.ts';
import { languageSchema } from '../../domain/wording.ts';
import { procedureFor, router } from '../../work/procedures.ts';
import { chosenSchema } from '../search/service.ts';
import { changeMany } from './bulk-apply.ts';
import { listBulks, previewUndoMany, undoMany } from './bulk-undo.ts';
import { previewBulk } from './bulk.ts';
import { assignCustomer, classifyCustomer } from './decisions.ts';
import { exportCustomers } from './export.ts';
import { joinCustomers, partCustomers, readJoining } from './join.ts';
import { countPrintable } from './list-forms.ts';
import { listProposed } from './proposals.ts';
import * as service from './service.ts';

/** Characters of the text of a reason, at most. */
const MOST_TEXT = 200;

const bulkSchema = z.strictObject({ chosen: chosenSchema, change: bulkChangeSchema });
const actSchema = z.strictObject({ act: z.int().positive() });

const idSchema = z.strictObject({ id: z.int().positive() });

export const customersRouter = router({
  export: procedureFor('customers.export')
    .input(
      chosenSchema.extend({
        token: z.string().min(1).max(100),
        language: languageSchema,
      }),
    )
    .mutation(({ ctx, input }) => exportCustomers(ctx.work, input)),
  get: procedureFor('customers.list')
    .input(idSchema)
    .query(({ ctx, input }) => service.getCustomer(ctx.work, input.id)),
  /** For a list of what was opened before: names alone, which are no look. */
  named: procedureFor('customers.list')
    .input(z.strictObject({ ids: z.array(z.int().positive()).max(20) }))
    .query(({ ctx, input }) => service.nameListed(ctx.work, input.ids)),
  actsOn: procedureFor('customers.list')
    .input(idSchema)
    .query(({ ctx, input }) => service.actsOn(ctx.work, input.id)),
  getByArchiveNo: procedureFor('customers.list')
    .input(z.strictObject({ archiveNo: z.string().max(80) }))
    .query(({ ctx, input }) => service.getCustomerByArchiveNo(ctx.work, input.archiveNo)),
  history: procedureFor('customers.read')
    .input(z.strictObject({ id: z.int().positive(), field: z.string().max(40).optional() }))
    .query(({ ctx, input }) => service.listHistory(ctx.work, input)),
  similar: procedureFor('customers.list')
    .input(
      z.strictObject({
        name: z.string().max(120),
        uscc: z.string().max(18).nullable(),
        phones: z.array(z.string().max(40)).max(110),
        exceptId: z.int().positive().optional(),
      }),
    )
    .query(({ ctx, input }) => service.listSimilar(ctx.work, input)),
  joining: procedureFor('customers.edit')
    .input(z.strictObject({ id: z.int().positive(), otherId: z.int().positive() }))
    .query(({ ctx, input }) => readJoining(ctx.work, input)),
  join: procedureFor('customers.edit')
    .input(
      z.strictObject({
        id: z.int().positive(),
        version: z.int().positive(),
        otherId: z.int().positive(),
        otherVersion: z.int().positive(),
        picks: z.array(z.string().max(40)).max(100),
      }),
    )
    .mutation(({ ctx, input }) => joinCustomers(ctx.work, input)),
  part: procedureFor('customers.edit')
    .input(idSchema)
    .mutation(({ ctx, input }) => partCustomers(ctx.work, input.id)),
  previewMany: procedureFor('customers.list')
    .input(bulkSchema)
    .mutation(({ ctx, input }) => previewBulk(ctx.work, input)),
  changeMany: procedureFor('customers.list')
    .input(
      bulkSchema.extend({
        reason: bulkReasonSchema.nullable(),
        seen: z.string().regex(/^[0-9a-f]{64}$/),
      }),
    )
    .mutation(({ ctx, input }) => changeMany(ctx.work, input)),
  changesOfMany: procedureFor('customers.list').query(({ ctx }) => listBulks(ctx.work)),
  previewUndoMany: procedureFor('customers.list')
    .input(actSchema)
    .query(({ ctx, input }) => previewUndoMany(ctx.work, input.act)),
  undoMany: procedureFor('customers.list')
    .input(actSchema)
    .mutation(({ ctx, input }) => undoMany(ctx.work, input.act)),
  printable: procedureFor('customers.print')
    .input(z.strictObject({ chosen: chosenSchema }))
    .query(({ ctx, input }) => countPrintable(ctx.work, input.chosen)),
  proposed: procedureFor('customers.assign').query(({ ctx }) => listProposed(ctx.work)),
  create: procedureFor('customers.create')
    .input(customerInputSchema)
    .mutation(({ ctx, input }) => service.createCustomer(ctx.work, input)),
  update: procedureFor('customers.edit')
    .input(
      z.strictObject({
        id: z.int().positive(),
        version: z.int().positive(),
        input: customerInputSchema,
        reason: reasonSchema(EDIT_REASON, MOST_TEXT).nullable(),
      }),
    )
    .mutation(({ ctx, input }) => service.updateCustomer(ctx.work, input)),
  classify: procedureFor('customers.classify')
    .input(
      z.strictObject({
        id: z.int().positive(),
        version: z.int().positive(),
        secrecy: secrecySchema,
        secrecyUntil: daySchema.nullable(),
        reason: reasonSchema(CLASSIFY_REASON, MOST_TEXT),
      }),
    )
    .mutation(({ ctx, input }) => classifyCustomer(ctx.work, input)),
  assign: procedureFor('customers.assign')
    .input(
      z.strictObject({
        id: z.int().positive(),
        version: z.int().positive(),
        responsibleId: z.int().positive().nullable(),
        keeperId: z.int().positive().nullable(),
        reason: reasonSchema(ASSIGN_REASON, MOST_TEXT),
      }),
    )
    .mutation(({ ctx, input }) => assignCustomer(ctx.work, input)),
});
