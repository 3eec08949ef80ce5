import { z } from 'zod';
import { daySchema } from './dates.ts';
import { findingsSchema } from './finding.ts';
import { PROGRAM, type Flow } from './flow.ts';
import { shelfSchema } from './customer-values.ts';
import { OTHER } from './reasons.ts';
import { optionalLine, optionalLines } from './text/entered.ts';

export const INSPECTION_STATES = ['planned', 'running', 'in_review', 'reviewed', 'signed'] as const;
export type InspectionState = (typeof INSPECTION_STATES)[number];
export type InspectionStep =
  | 'open'
  | 'start'
  | 'sign'
  | 'give_up'
  | 'cosign'
  | 'withdraw'
  | 'return'
  | 'send_back'
  | 'review'
  | 'approve';

const signature = { signs: true, password: true } as const;
const RETURN_REASON = {
  choices: ['incomplete', 'wrong_facts', 'findings_unclear', 'look_again', OTHER],
  needed: true,
} as const;

/**
 * 检查 (rules.md D1): opened by the program on its day or by a person, inspected, then signed by the inspectors, by the
 * supervisor and by the manager, three people. One that was not finished is given up, and signed all the same.
 */
export const inspectionFlow: Flow<InspectionState, InspectionStep> = {
  name: 'inspections',
  object: 'inspection',
  changes: 'inspections',
  version: 1,
  states: INSPECTION_STATES,
  steps: {
    open: { may: PROGRAM, from: ['planned'], to: 'running' },
    start: { may: 'inspections.inspect', from: ['planned'], to: 'running' },
    sign: { may: 'inspections.inspect', from: ['running'], to: 'in_review', ...signature },
    give_up: {
      may: 'inspections.inspect',
      from: ['running'],
      to: 'in_review',
      reason: { choices: ['no_time', 'no_people', 'moving', 'missed', OTHER], needed: true },
      ...signature,
    },
    cosign: {
      may: 'inspections.inspect',
      not: ['signers'],
      from: ['in_review'],
      to: 'in_review',
      ...signature,
    },
    withdraw: {
      may: 'inspections.inspect',
      from: ['in_review'],
      to: 'running',
      reason: { choices: ['wrong_facts', 'more_to_come', OTHER], needed: false },
      ends: 'withdrawn',
    },
    return: {
      may: 'inspections.review',
      not: ['signers'],
      from: ['in_review'],
      to: 'running',
      reason: RETURN_REASON,
      ends: 'refused',
    },
    send_back: {
      may: 'inspections.approve',
      not: ['signers'],
      from: ['reviewed'],
      to: 'running',
      reason: RETURN_REASON,
      ends: 'refused',
    },
    review: {
      may: 'inspections.review',
      not: ['signers'],
      from: ['in_review'],
      to: 'reviewed',
      ...signature,
    },
    approve: {
      may: 'inspections.approve',
      not: ['signers'],
      from: ['reviewed'],
      to: 'signed',
      ...signature,
    },
  },
  next: { planned: 'start', running: 'sign', in_review: 'review', reviewed: 'approve' },
  voided: 'running',
};

/** 在位, 借出, 缺失, 错位 (rules.md D4). */
export const OUTCOMES = ['in_place', 'on_loan', 'missing', 'misplaced'] as const;
export const outcomeSchema = z.enum(OUTCOMES);
export type Outcome = z.infer<typeof outcomeSchema>;

/** Those of an archive that somebody has had before their eyes. */
export const SEEN = ['in_place', 'misplaced'] as const satisfies readonly Outcome[];

export const isSeen = ({ outcome }: { readonly outcome: Outcome }): boolean =>
  SEEN.some((one) => one === outcome);

/** How an archive was looked at: its label scanned, picked on a list, or with its whole level. */
export const WAYS = ['scan', 'pick', 'level'] as const;
export type Way = (typeof WAYS)[number];

/** What became of one that stood elsewhere: put back where it belongs, or the place where it stood registered. */
export const PUT_RIGHT = ['put_back', 'registered'] as const;
export const putRightSchema = z.enum(PUT_RIGHT);
export type PutRight = z.infer<typeof putRightSchema>;

/** A level of a cabinet; no room where the department names none. */
export const levelSchema = shelfSchema.pick({ room: true, cabinet: true, level: true });
export type Level = z.infer<typeof levelSchema>;

export const sameLevel = (one: Level, other: Level): boolean =>
  one.room === other.room && one.cabinet === other.cabinet && one.level === other.level;

/** What an inspector notes of one archive. */
export const sheetSchema = z.strictObject({
  outcome: outcomeSchema,
  /** Where it stood; only of one that is misplaced. */
  foundAt: levelSchema.nullable().default(null),
  putRight: putRightSchema.nullable().default(null),
  /** Who has it and until when; only of one on loan. */
  borrower: optionalLine(60),
  dueOn: daySchema.nullable().default(null),
  findings: findingsSchema.default([]),
  note: optionalLines(300),
});
export type Sheet = z.infer<typeof sheetSchema>;

export const BLANK_SHEET: Sheet = {
  outcome: 'in_place',
  foundAt: null,
  putRight: null,
  borrower: null,
  dueOn: null,
  findings: [],
  note: null,
};

/** What of a sheet does not go together; null for nothing. Words in the errors of `inspections`. */
export function sheetRefusal({
  outcome,
  foundAt,
  putRight,
  borrower,
  dueOn,
  findings,
}: Sheet): string | null {
  if ((outcome === 'misplaced') !== (foundAt !== null)) return 'inspections.found_where';
  if (putRight !== null && outcome !== 'misplaced') return 'inspections.found_where';
  if (outcome === 'on_loan' && borrower === null) return 'inspections.borrower_needed';
  if (outcome !== 'on_loan' && (borrower !== null || dueOn !== null)) return 'inspections.borrower_needed';
  return findings.length > 0 && !isSeen({ outcome }) ? 'inspections.not_here' : null;
}
