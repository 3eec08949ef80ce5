import { router } from './trpc.ts';

/** Every procedure of the archive, one namespace a feature. */
export const appRouter = router({});

export type AppRouter = typeof appRouter;
