import type { inferRouterOutputs } from '@trpc/server';
import type { ReportState } from '../../../../db/domain/reports/run.ts';
import type { Tone } from '../../../components/state-mark.tsx';
import type { AppRouter } from '../../../lib/contracts.ts';

type Outputs = inferRouterOutputs<AppRouter>;
export type RunLine = Outputs['reports']['runs']['rows'][number];
export type Run = Outputs['reports']['get'];
export type RunComment = Run['comments'][number];
export type Opened = Outputs['reports']['open'];
export type CopyLine = Outputs['reportCopies']['list'][number];
export type CheckedPaper = Outputs['reports']['checkPaper'];
export type Recomputed = Outputs['reports']['computeAgain'];

export const TONES: Readonly<Record<ReportState, Tone>> = {
  planned: 'draft',
  compiled: 'draft',
  submitted: 'waiting',
  reviewed: 'waiting',
  released: 'done',
  returned: 'due',
  cancelled: 'stopped',
  superseded: 'stopped',
};

/** While they are looked through. */
const UNDER_REVIEW: ReadonlySet<ReportState> = new Set(['compiled', 'submitted', 'reviewed', 'returned']);
export const isUnderReview = ({ state }: Pick<RunLine, 'state'>): boolean => UNDER_REVIEW.has(state);
