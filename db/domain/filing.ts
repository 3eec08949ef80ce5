import type { Flow } from './flow.ts';
import { OTHER } from './reasons.ts';

export const FILING_STATES = ['draft', 'submitted', 'returned', 'withdrawn', 'accepted'] as const;
export type FilingState = (typeof FILING_STATES)[number];
export type FilingStep = 'submit' | 'resubmit' | 'withdraw' | 'accept' | 'return';

const reporter = { may: 'filings.submit', only: 'asker' } as const;
const others = { may: 'filings.decide', not: ['asker', 'signers'] } as const;

/** 建档申请 (rules.md A1): reported by one person, accepted or returned by another, mended and submitted again. */
export const filingFlow: Flow<FilingState, FilingStep> = {
  name: 'filings',
  object: 'filing',
  changes: 'filings',
  version: 1,
  states: FILING_STATES,
  steps: {
    submit: { ...reporter, from: ['draft'], to: 'submitted', signs: true },
    resubmit: { ...reporter, from: ['returned', 'withdrawn'], to: 'submitted', signs: true },
    withdraw: {
      ...reporter,
      from: ['submitted', 'returned'],
      to: 'withdrawn',
      reason: { choices: ['wrong_facts', 'more_to_come', 'duplicate', 'no_deal', OTHER], needed: false },
      ends: 'withdrawn',
    },
    accept: { ...others, from: ['submitted'], to: 'accepted', signs: true },
    return: {
      ...others,
      from: ['submitted'],
      to: 'returned',
      reason: {
        choices: ['incomplete', 'duplicate', 'wrong_facts', 'out_of_scope', 'wrong_kind', OTHER],
        needed: true,
      },
      ends: 'refused',
    },
  },
  next: { draft: 'submit', submitted: 'accept', returned: 'resubmit' },
  voided: 'returned',
};
