import type { inferRouterOutputs } from '@trpc/server';
import type { AppRouter } from '../../lib/contracts.ts';

type Answers = inferRouterOutputs<AppRouter>['properties'];
export type TestLine = Answers['list']['rows'][number];
export type OpenedTest = Answers['get'];
export type TestedCheck = OpenedTest['checks'][number];
export type Tested = Answers['run'];
