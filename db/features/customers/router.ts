import { z } from 'zod';
import { customerInputSchema } from '../../domain/customer.ts';
import { daySchema } from '../../domain/dates.ts';
import { ASSIGN_REASON, CLASSIFY_REASON, EDIT_REASON, reasonSchema } from '../../domain/reasons.ts';
import { secrecySchema } from '../../domain/roles.ts';
import { languageSchema } from '../../domain/wording.ts';
import { procedureFor, router } from '../../work/procedures.ts';
import { listQuerySchema } from '../search/service.ts';
import { assignCustomer, classifyCustomer } from './decisions.ts';
import { exportCustomers, MOST_EXPORTED } from './export.ts';
import { listProposed } from './proposals.ts';
import * as service from './service.ts';

/** Characters of the text of a reason, at most. */
const MOST_TEXT = 200;

const idSchema = z.strictObject({ id: z.int().positive() });

export const customersRouter = router({
  export: procedureFor('customers.export')
    .input(
      z.strictObject({
        token: z.string().min(1).max(100),
        view: listQuerySchema.omit({ start: true, limit: true }),
        ids: z.array(z.int().positive()).max(MOST_EXPORTED).nullable(),
        language: languageSchema,
      }),
    )
    .mutation(({ ctx, input }) => exportCustomers(ctx.work, input)),
  get: procedureFor('customers.list')
    .input(idSchema)
    .query(({ ctx, input }) => service.getCustomer(ctx.work, input.id)),
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
