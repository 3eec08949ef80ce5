import { z } from 'zod';
import { rolesSchema } from '../../domain/roles.ts';
import { enteredLine } from '../../domain/text/entered.ts';
import { ownProcedure, procedureFor, router } from '../../work/procedures.ts';
import * as service from './service.ts';

const idSchema = z.strictObject({ id: z.int().positive() });
const manage = procedureFor('accounts.manage');

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
        department: enteredLine(60).min(1).nullable().default(null),
        person: z
          .union([z.int().positive(), z.literal('another')])
          .nullable()
          .default(null),
      }),
    )
    .mutation(({ ctx, input }) => service.createAccount(ctx.host, ctx.work, input)),
  setRoles: manage
    .input(z.strictObject({ id: z.int().positive(), roles: rolesSchema }))
    .mutation(({ ctx, input }) => service.setRoles(ctx.host, ctx.work, input)),
  resetPassword: manage
    .input(idSchema)
    .mutation(({ ctx, input }) => service.resetPassword(ctx.host, ctx.work, input.id)),
  disable: manage
    .input(idSchema)
    .mutation(({ ctx, input }) => service.disableAccount(ctx.host, ctx.work, input.id)),
  enable: manage
    .input(idSchema)
    .mutation(({ ctx, input }) => service.enableAccount(ctx.host, ctx.work, input.id)),
});
