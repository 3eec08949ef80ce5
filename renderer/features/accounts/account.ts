import type { inferRouterOutputs } from '@trpc/server';
import type { AppRouter } from '../../lib/contracts.ts';

export type Account = inferRouterOutputs<AppRouter>['accounts']['list'][number];
