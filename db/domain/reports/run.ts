/** A report that is frozen and governed (rules.md B1, B4, B5). */
import { z } from 'zod';
import { PROGRAM, type Flow } from '../flow.ts';
import { OTHER } from '../reasons.ts';

export const REPORT_STATES = [
  'planned',
  'compiled',
  'submitted',
  'reviewed',
  'released',
  'returned',
  'cancelled',
  'superseded',
] as const;
export const reportStateSchema = z.enum(REPORT_STATES);
export type ReportState = z.infer<typeof reportStateSchema>;
export type ReportStep =
  | 'fall_due'
  | 'compile'
  | 'recompile'
  | 'hand_on'
  | 'review'
  | 'release'
  | 'return'
  | 'send_back'
  | 'cancel'
  | 'revise'
  | 'supersede';

const signature = { signs: true, password: true } as const;
const RETURN_REASON = {
  choices: ['wrong_figures', 'wrong_choices', 'unclear', 'compile_again', OTHER],
  needed: true,
} as const;

/**
 * Compiled by the program on a due date or by a person, handed on by 信息专员, reviewed by 主管 and released by 经理:
 * nobody reviews what they compiled or handed on.
 */
export const reportFlow: Flow<ReportState, ReportStep> = {
  name: 'reports',
  object: 'report',
  changes: 'reports',
  version: 1,
  states: REPORT_STATES,
  steps: {
    fall_due: { may: PROGRAM, from: ['planned'], to: 'compiled' },
    compile: { may: 'reports.compile', from: ['planned'], to: 'compiled', signs: true },
    recompile: { may: 'reports.compile', from: ['returned'], to: 'compiled', signs: true },
    hand_on: { may: 'reports.compile', from: ['compiled'], to: 'submitted', signs: true },
    review: { may: 'reports.review', not: ['signers'], from: ['submitted'], to: 'reviewed', ...signature },
    release: { may: 'reports.release', not: ['signers'], from: ['reviewed'], to: 'released', ...signature },
    return: {
      may: 'reports.review',
      not: ['signers'],
      from: ['submitted'],
      to: 'returned',
      reason: RETURN_REASON,
      ends: 'refused',
    },
    send_back: {
      may: 'reports.release',
      not: ['signers'],
      from: ['reviewed'],
      to: 'returned',
      reason: RETURN_REASON,
      ends: 'refused',
    },
    cancel: {
      may: 'reports.cancel',
      from: ['compiled', 'submitted', 'reviewed', 'returned', 'released'],
      to: 'cancelled',
      reason: { choices: ['wrong_figures', 'not_needed', 'leaked', OTHER], needed: true },
      password: true,
      aside: true,
      ends: 'refused',
    },
    // An amendment that was approved needs no new approval (B3).
    revise: { may: 'reports.file_amendment', from: ['planned'], to: 'released', signs: true },
    supersede: { may: PROGRAM, from: ['released'], to: 'superseded' },
  },
  next: { compiled: 'hand_on', submitted: 'review', reviewed: 'release', returned: 'recompile' },
  voided: 'returned',
};

/** What has been reviewed, and is open to whoever asked for it (B4). */
export const REVIEWED_ONCE = ['released', 'superseded'] as const satisfies readonly ReportState[];

export const isReviewedOnce = (state: ReportState): boolean => REVIEWED_ONCE.some((one) => one === state);

/** What happens to a numbered copy, in the order in which it may. */
export const COPY_EVENTS = ['register', 'hand_out', 'take_back', 'call_in'] as const;
export type CopyEvent = (typeof COPY_EVENTS)[number];
