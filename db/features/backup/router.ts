import { dirname } from 'node:path';
import { z } from 'zod';
import { procedureFor, publicProcedure, router, type CallContext } from '../../work/procedures.ts';
import { timeSchema } from './plan.ts';
import * as service from './service.ts';

const tokenSchema = z.string().min(1).max(100);
const sheetSchema = z.string().min(1).max(1_000);
const secretSchema = z.union([
  z.strictObject({ login: z.string().trim().min(1).max(60), password: z.string().min(1).max(1_000) }),
  z.strictObject({ sheets: z.tuple([sheetSchema, sheetSchema]) }),
]);

const pathOf = ({ host, origin }: CallContext, token: string, access: 'read' | 'write'): string =>
  host.grantedPath(origin.connection, token, access);

const spend = ({ host, origin }: CallContext, token: string): void =>
  host.grants.spend(origin.connection, token);

const restoring = z.strictObject({ restoreId: z.uuid(), token: tokenSchema });

export const backupRouter = router({
  list: procedureFor('backup.read').query(({ ctx }) => service.listBackups(ctx.work)),
  /** Looks at the places now, which may take a moment. */
  look: procedureFor('backup.read').query(async ({ ctx }) => {
    await service.lookAtPlaces(ctx.work);
    return service.listBackups(ctx.work);
  }),
  /** What speaks against the folder in which the vault lies; null for nothing. */
  misplaced: procedureFor('backup.read').query(({ ctx }) =>
    service.findMisplaced(dirname(ctx.host.requireVault().vault.path)),
  ),
  addPlace: procedureFor('backup.make')
    .input(z.strictObject({ token: tokenSchema }))
    .mutation(({ ctx, input: { token } }) =>
      service.addPlace(ctx.work, ctx.work.grantedPath(token, 'write')),
    ),
  removePlace: procedureFor('backup.make')
    .input(z.strictObject({ key: z.string().regex(/^[0-9a-f]{8}$/) }))
    .mutation(({ ctx, input: { key } }) => service.removePlace(ctx.work, key)),
  plan: procedureFor('backup.make')
    .input(z.strictObject({ time: timeSchema, daily: z.boolean() }))
    .mutation(({ ctx, input }) => service.changePlan(ctx.work, input)),
  rehearse: procedureFor('backup.rehearse').mutation(({ ctx }) =>
    service.rehearseRestore(ctx.work, ctx.host.requireVault().vault),
  ),
  release: procedureFor('backup.release').mutation(({ ctx }) => service.releaseFormer(ctx.work)),
  accept: procedureFor('backup.accept').mutation(({ ctx }) => service.acceptFallen(ctx.work)),
  /** To the folder that the token stands for, or to the places that were chosen. */
  make: procedureFor('backup.make')
    .input(z.strictObject({ token: tokenSchema.nullable(), full: z.boolean().default(false) }))
    .mutation(async ({ ctx, input: { token, full } }) => {
      const place = token === null ? null : ctx.work.grantedPath(token, 'write');
      const { vault } = ctx.host.requireVault();
      const made = await service.makeBackup(ctx.work, vault, { place, full });
      service.noteMade(ctx.host, vault.path, made);
      return made;
    }),
  /** Nobody is signed in where a vault is lost: whoever has a backup and a secret of its day may look and restore. */
  inspect: publicProcedure
    .input(z.strictObject({ token: tokenSchema, secret: secretSchema }))
    .mutation(async ({ ctx, input: { token, secret } }) => {
      const inspected = await service.inspectBackup(ctx, pathOf(ctx, token, 'read'), secret);
      // A wrong secret may be followed by the right one; from here on the proved backup is held.
      spend(ctx, token);
      return inspected;
    }),
  preview: publicProcedure
    .input(restoring)
    .mutation(({ ctx, input: { restoreId, token } }) =>
      service.previewRestore(ctx, restoreId, pathOf(ctx, token, 'write')),
    ),
  restore: publicProcedure.input(restoring).mutation(async ({ ctx, input: { restoreId, token } }) => {
    const path = pathOf(ctx, token, 'write');
    const restored = await service.restoreBackup(ctx, restoreId, path);
    spend(ctx, token);
    // It is signed in to next, and no token is left for it.
    ctx.host.rememberFile(ctx.origin.connection, path);
    return restored;
  }),
});
