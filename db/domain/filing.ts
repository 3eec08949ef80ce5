/** 建档申请: 草稿 → 已提交 → 已受理 | 退回 (rules.md, States). */
export const FILING_STATES = ['draft', 'submitted', 'accepted', 'returned'] as const;
export type FilingState = (typeof FILING_STATES)[number];

/** Which state may follow which; a returned one is mended and submitted again. */
export const FILING_TRANSITIONS: Record<FilingState, readonly FilingState[]> = {
  draft: ['draft', 'submitted'],
  submitted: ['accepted', 'returned'],
  accepted: [],
  returned: ['draft', 'submitted'],
};
