import { draftsRouter, preferencesRouter, settingsRouter } from '../features/workspace/router.ts';
import { router } from './trpc.ts';

/** Every procedure of the archive, one namespace a feature. */
export const appRouter = router({
  drafts: draftsRouter,
  preferences: preferencesRouter,
  settings: settingsRouter,
});

export type AppRouter = typeof appRouter;
