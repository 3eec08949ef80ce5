import { z } from 'zod';
import { REFUSE_REASON, reasonSchema } from '../../domain/reasons.ts';
import { rolesSchema } from '../../domain/roles.ts';
import { enteredLine } from '../../domain/text/entered.ts';
import { ownProcedure, procedureFor, router } from '../../work/procedures.ts';
import * as service from './service.ts';

const number = z.int().positive();
const idSchema = z.strictObject({ id: number });
const requestSchema = z.strictObject({ request: number });
const sheetSchema = z.string().min(1).max(1_000);
const departmentSchema = enteredLine(60).min(1).nullable();
const manage = procedureFor('accounts.manage');
const confirm = procedureFor('accounts.confirm');

export const accountsRouter = router({
  list: manage.query(({ ctx }) => service.listAccounts(ctx.work)),
  people: ownProcedure.query(({ ctx }) => service.listPeople(ctx.work)),
  departments: ownProcedure.query(({ ctx }) => service.listDepartments(ctx.work)),
  create: manage
    .input(
      z.strictObject({
        login: z.string().trim().min(1).max(60),
        name: enteredLine(60).min(1),
        roles: rolesSchema,
        department: departmentSchema.default(null),
        person: z
          .union([z.int().positive(), z.literal('another')])
          .nullable()
          .default(null),
      }),
    )
    .mutation(({ ctx, input }) => service.askForAccount(ctx.host, ctx.work, input)),
  setRoles: manage
    .input(z.strictObject({ id: number, roles: rolesSchema }))
    .mutation(({ ctx, input }) => service.setRoles(ctx.host, ctx.work, input)),
  setPerson: manage
    .input(z.strictObject({ id: number, name: enteredLine(60).min(1), department: departmentSchema }))
    .mutation(({ ctx, input }) => service.setPerson(ctx.host, ctx.work, input)),
  resetPassword: manage
    .input(idSchema)
    .mutation(({ ctx, input }) => service.askForReset(ctx.host, ctx.work, input.id)),
  disable: manage
    .input(idSchema)
    .mutation(({ ctx, input }) => service.disableAccount(ctx.host, ctx.work, input.id)),
  enable: manage
    .input(idSchema)
    .mutation(({ ctx, input }) => service.askToEnable(ctx.host, ctx.work, input.id)),
  /** What waits for a second person, or was refused. */
  requests: manage.query(({ ctx }) => service.showAll(ctx.work)),
  withdraw: manage
    .input(requestSchema)
    .mutation(({ ctx, input }) => service.withdrawRequest(ctx.work, input.request)),
  confirmWithSheets: manage
    .input(z.strictObject({ request: number, sheets: z.tuple([sheetSchema, sheetSchema]) }))
    .mutation(({ ctx, input }) => service.confirmWithSheets(ctx.host, ctx.work, input)),
  /** What waits for this person's word. */
  awaited: confirm.query(({ ctx }) => service.showMine(ctx.work)),
  confirm: confirm
    .input(
      z.strictObject({ requests: z.array(number).min(1).max(50), password: z.string().min(1).max(1_000) }),
    )
    .mutation(({ ctx, input }) => service.confirmRequests(ctx.host, ctx.work, input)),
  refuse: confirm
    .input(z.strictObject({ request: number, reason: reasonSchema(REFUSE_REASON, 500) }))
    .mutation(({ ctx, input }) => service.refuseRequest(ctx.work, input)),
  /** What others did to the account of whoever asks. */
  told: ownProcedure.query(({ ctx }) => service.listTold(ctx.work)),
  acknowledge: ownProcedure
    .input(z.strictObject({ upTo: number }))
    .mutation(({ ctx, input }) => service.acknowledge(ctx.work, input.upTo)),
});
