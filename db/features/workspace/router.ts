import { z } from 'zod';
import { plainJsonSchema } from '../../domain/json.ts';
import { settingsSchema } from '../../domain/settings.ts';
import { unreadableSchema } from '../../domain/stored-json.ts';
import { ownProcedure, procedureFor, router } from '../../work/procedures.ts';
import * as service from './service.ts';

const keySchema = z.strictObject({ key: z.string().min(1).max(200) });
const movingSchema = keySchema.extend({ why: unreadableSchema });
const idSchema = z.strictObject({ id: z.int().positive() });
const keyValueSchema = z.strictObject({ key: z.string().min(1).max(200), value: plainJsonSchema });

export const settingsRouter = router({
  get: ownProcedure.query(({ ctx }) => service.readSettings(ctx.work.reader)),
  set: procedureFor('settings.edit')
    .input(settingsSchema.partial())
    .mutation(({ ctx, input }) => service.changeSettings(ctx.work, input)),
});

export const preferencesRouter = router({
  get: ownProcedure.input(keySchema).query(({ ctx, input }) => service.getPreference(ctx.work, input.key)),
  set: ownProcedure
    .input(keyValueSchema)
    .mutation(({ ctx, input }) => service.setPreference(ctx.work, input.key, input.value)),
  setAside: ownProcedure
    .input(movingSchema.extend({ kept: plainJsonSchema }))
    .mutation(({ ctx, input }) => service.setPreferenceAside(ctx.work, input)),
});

export const draftsRouter = router({
  list: ownProcedure.query(({ ctx }) => service.listDrafts(ctx.work)),
  get: ownProcedure.input(keySchema).query(({ ctx, input }) => service.getDraft(ctx.work, input.key)),
  save: ownProcedure
    .input(keyValueSchema)
    .mutation(({ ctx, input }) => service.saveDraft(ctx.work, input.key, input.value)),
  discard: ownProcedure
    .input(keySchema)
    .mutation(({ ctx, input }) => service.discardDraft(ctx.work, input.key)),
  setAside: ownProcedure
    .input(movingSchema)
    .mutation(({ ctx, input }) => service.setDraftAside(ctx.work, input)),
});

export const setAsideRouter = router({
  list: ownProcedure.query(({ ctx }) => service.listSetAside(ctx.work)),
  save: ownProcedure
    .input(idSchema.extend({ token: z.string().min(1).max(100) }))
    .mutation(({ ctx, input }) => service.saveSetAside(ctx.work, input)),
  dismiss: ownProcedure
    .input(idSchema)
    .mutation(({ ctx, input }) => service.dismissSetAside(ctx.work, input.id)),
});
