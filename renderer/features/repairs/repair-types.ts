import type { inferRouterOutputs } from '@trpc/server';
import type { AppRouter } from '../../lib/contracts.ts';

type Answers = inferRouterOutputs<AppRouter>['repairs'];
export type RepairLine = Answers['list']['rows'][number];
export type RepairCounts = Answers['counts'];
export type Repair = Answers['get'];
export type RepairEvent = Repair['events'][number];
/** Where a page ends. */
export type RepairPlace = [day: string, id: number] | [id: number];
