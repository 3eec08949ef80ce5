import type { inferRouterOutputs } from '@trpc/server';
import type { FilingState } from '../../../db/domain/filing.ts';
import type { Tone } from '../../components/state-mark.tsx';
import type { AppRouter } from '../../lib/contracts.ts';

/** One 建档申请 as the archive tells it. */
export type Filing = inferRouterOutputs<AppRouter>['filings']['get'];

/** One line of the list of them. */
export type FilingRow = inferRouterOutputs<AppRouter>['filings']['list']['rows'][number];

export const FILING_TONES: Record<FilingState, Tone> = {
  draft: 'draft',
  submitted: 'waiting',
  accepted: 'done',
  returned: 'due',
  withdrawn: 'stopped',
};
