import type { inferRouterOutputs } from '@trpc/server';
import type { AppRouter } from '../../lib/contracts.ts';

type Answers = inferRouterOutputs<AppRouter>['inspections'];
export type Current = Answers['current'];
export type RegisterLine = Answers['list'][number];
export type Inspection = Answers['get'];
export type Levels = Answers['levels'];
export type LevelProgress = Levels['levels'][number];
export type WalkLine = Answers['level'][number];
export type ShownEntry = NonNullable<WalkLine['entry']>;
export type OpenSheet = Answers['sheet'];
export type Looked = Answers['scan'];
export type LevelPlan = Answers['planLevel'];
export type Share = Inspection['shares'][number];
export type ChangedEntry = NonNullable<Answers['changes']>[number];
/** What is written on a folder. */
export type OnShelf = Looked['archive'];
/** How far an inspection is. */
export type Progress = Pick<Inspection, 'total' | 'inspected' | 'outcomes' | 'byWay'>;
