import type { Flow } from './flow.ts';

export const FILING_STATES = ['draft', 'submitted', 'returned', 'withdrawn', 'accepted'] as const;
export type FilingState = (typeof FILING_STATES)[number];

/** Where its reporter may change what a filing says. */
export const FILING_EDITABLE: readonly FilingState[] = ['draft', 'returned', 'withdrawn'];

export const FILING_STEPS = ['submit', 'resubmit', 'withdraw', 'accept', 'return'] as const;
export type FilingStep = (typeof FILING_STEPS)[number];

/** 建档申请 (rules.md A1): reported by one person, accepted or returned by another, mended and submitted again. */
export const filingFlow: Flow<FilingState, FilingStep> = {
  name: 'filings',
  object: 'filing',
  changes: 'filings',
  version: 1,
  states: FILING_STATES,
  steps: {
    submit: { from: ['draft'], to: 'submitted', may: 'filings.submit', only: 'asker', signs: true },
    resubmit: {
      from: ['returned', 'withdrawn'],
      to: 'submitted',
      may: 'filings.submit',
      only: 'asker',
      signs: true,
    },
    withdraw: {
      from: ['submitted', 'returned'],
      to: 'withdrawn',
      may: 'filings.submit',
      only: 'asker',
      ends: 'withdrawn',
    },
    accept: {
      from: ['submitted'],
      to: 'accepted',
      may: 'filings.decide',
      not: ['asker', 'signers'],
      signs: true,
    },
    return: {
      from: ['submitted'],
      to: 'returned',
      may: 'filings.decide',
      not: ['asker', 'signers'],
      reason: true,
      ends: 'refused',
    },
  },
  next: { draft: 'submit', submitted: 'accept', returned: 'resubmit' },
  voided: 'returned',
};
