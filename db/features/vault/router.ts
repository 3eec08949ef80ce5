import { z } from 'zod';
import { archiveNoPatternSchema, DEFAULT_PATTERN } from '../../domain/archive-no.ts';
import { ROLES, roleSchema, rolesSchema } from '../../domain/roles.ts';
import {
  ownProcedure,
  procedureFor,
  publicProcedure,
  router,
  type CallContext,
} from '../../work/procedures.ts';
import { companySchema, fondsSchema, nameSchema } from './input.ts';
import { moveVault } from './move.ts';
import { discardSheets, draftSheets, renewSheets, showSheets } from './renew-sheets.ts';
import * as service from './service.ts';
import { tryOut } from './trial.ts';

const loginSchema = z.string().trim().min(1).max(60);
const secretSchema = z.string().min(1).max(1000);
const tokenSchema = z.string().min(1).max(100);
/** Null for the vault that this window had last, as after a lock: no token outlives its session. */
const vaultSchema = tokenSchema.nullable();
const sheetSchema = z.string().max(500);

const answersSchema = z
  .array(z.strictObject({ sheet: z.int(), line: z.int(), text: z.string().max(100) }))
  .max(12);
const sheetsFor = procedureFor('accounts.manage');

function pathOf(call: CallContext, token: string | null): string {
  if (token === null) return service.lastFile(call);
  return call.host.grantedPath(call.origin.connection, token, 'read');
}

export const vaultRouter = router({
  status: publicProcedure.query(({ ctx }) => service.readStatus(ctx)),
  draftCreate: publicProcedure
    .input(
      z.strictObject({
        company: companySchema,
        fonds: fondsSchema,
        archiveNoPattern: archiveNoPatternSchema.default(DEFAULT_PATTERN),
      }),
    )
    .mutation(({ ctx, input }) => service.draftCreation(ctx, input)),
  /** Refuses a path where no new archive may lie. Errors: `vault.place_network` {name}, `vault.place_synced` {name}. */
  checkPlace: publicProcedure
    .input(z.strictObject({ token: tokenSchema }))
    .query(({ ctx, input }) => service.checkPlace(pathOf(ctx, input.token))),
  create: publicProcedure
    .input(
      z.strictObject({
        draftId: z.uuid(),
        token: tokenSchema,
        admin: z.strictObject({ login: loginSchema, name: nameSchema, password: secretSchema }),
        accounts: z
          .array(
            z.strictObject({
              login: loginSchema,
              name: nameSchema,
              roles: rolesSchema,
              department: nameSchema.nullable().default(null),
            }),
          )
          .max(50),
        answers: answersSchema,
      }),
    )
    .mutation(({ ctx, input }) => service.createVault(ctx, input)),
  /** Makes a vault to try things in and signs 信息专员 in; each account has its role's name. */
  tryOut: publicProcedure
    .input(
      z.strictObject({
        token: tokenSchema,
        company: companySchema,
        people: z.array(z.strictObject({ role: roleSchema, name: nameSchema })).max(ROLES.length),
      }),
    )
    .mutation(({ ctx, input: { token, ...input } }) =>
      tryOut(ctx, ctx.host.grantedPath(ctx.origin.connection, token, 'write'), input),
    ),
  unlock: publicProcedure
    .input(z.strictObject({ token: vaultSchema, login: loginSchema, password: secretSchema }))
    .mutation(({ ctx, input }) => service.unlock(ctx, pathOf(ctx, input.token), input.login, input.password)),
  /** Of a vault that is not what was last seen of it. */
  unlockWithSecond: publicProcedure
    .input(
      z.strictObject({
        token: vaultSchema,
        login: loginSchema,
        password: secretSchema,
        second: z
          .union([
            z.strictObject({ login: loginSchema, password: secretSchema }),
            z.strictObject({ sheets: z.tuple([sheetSchema, sheetSchema]) }),
          ])
          .nullable(),
      }),
    )
    .mutation(({ ctx, input: { token, ...input } }) =>
      service.unlockWithSecond(ctx, pathOf(ctx, token), input),
    ),
  activate: publicProcedure
    .input(
      z.strictObject({ token: vaultSchema, login: loginSchema, code: secretSchema, password: secretSchema }),
    )
    .mutation(({ ctx, input: { token, ...input } }) => service.activate(ctx, pathOf(ctx, token), input)),
  recover: publicProcedure
    .input(
      z.strictObject({
        token: vaultSchema,
        sheets: z.tuple([sheetSchema, sheetSchema]),
        login: loginSchema,
        password: secretSchema,
        /** Though the vault is not what was last seen of it, which whoever asks was told. */
        despite: z.boolean().default(false),
      }),
    )
    .mutation(({ ctx, input: { token, ...input } }) => service.recover(ctx, pathOf(ctx, token), input)),
  lock: publicProcedure.mutation(({ ctx }) => service.lock(ctx)),
  close: publicProcedure.mutation(({ ctx }) => service.close(ctx)),
  /** Which set of recovery sheets is in force. */
  sheets: sheetsFor.query(({ ctx }) => showSheets(ctx.work)),
  draftSheets: sheetsFor.mutation(({ ctx }) => draftSheets(ctx.work, ctx.host.requireVault().vault)),
  discardSheets: sheetsFor.mutation(({ ctx }) => discardSheets(ctx.work)),
  renewSheets: sheetsFor
    .input(
      z.strictObject({
        draftId: z.uuid(),
        answers: answersSchema,
        second: z.union([
          z.strictObject({ login: loginSchema, password: secretSchema }),
          z.strictObject({ sheets: z.tuple([sheetSchema, sheetSchema]) }),
        ]),
      }),
    )
    .mutation(({ ctx, input }) => renewSheets(ctx, ctx.work, input)),
  /** To a folder that the token stands for; everybody is signed out. */
  move: procedureFor('backup.make')
    .meta({ permission: 'backup.make', endsSession: true })
    .input(z.strictObject({ token: tokenSchema }))
    .mutation(({ ctx, input }) => moveVault(ctx, ctx.work, ctx.work.grantedPath(input.token, 'write'))),
  changePassword: ownProcedure
    .input(z.strictObject({ current: secretSchema, next: secretSchema }))
    .mutation(({ ctx, input }) => service.changePassword(ctx, input)),
  verifyPassword: ownProcedure
    .input(z.strictObject({ password: secretSchema }))
    .mutation(({ ctx, input }) => service.verifyPassword(ctx, input.password)),
});
