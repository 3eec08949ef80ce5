/** 统计报表申请 (rules.md B2): asked for by any department, compiled on each due date while it is valid. */
import { z } from 'zod';
import { addDays, daySchema, type Day } from '../dates.ts';
import { kindOf, periodOf, periodSchema, spanOf, type Period, type PeriodKind } from '../figures/periods.ts';
import { PROGRAM, type Flow } from '../flow.ts';
import { OTHER } from '../reasons.ts';
import { secrecySchema, SECRECY_CLASSES, type Secrecy } from '../roles.ts';
import type { StoredKind } from '../stored-json.ts';
import { enteredLine, enteredLines } from '../text/entered.ts';
import { choicesSchema, reportNameSchema, type ReportChoices } from './choices.ts';

export const REQUEST_STATES = [
  'draft',
  'submitted',
  'reviewed',
  'approved',
  'refused',
  'withdrawn',
  'ended',
  'expired',
] as const;
export type RequestState = (typeof REQUEST_STATES)[number];
export type RequestStep =
  | 'submit'
  | 'resubmit'
  | 'withdraw'
  | 'review'
  | 'refuse'
  | 'approve'
  | 'reject'
  | 'end'
  | 'stop'
  | 'expire';

const asker = { may: 'reports.request', only: 'asker' } as const;
const reviewer = { may: 'reports.review_request', not: ['asker', 'signers'] } as const;
const approver = { may: 'reports.approve_request', not: ['asker', 'signers'] } as const;
const signature = { signs: true, password: true } as const;
const REFUSAL = {
  choices: ['no_need', 'too_wide', 'purpose_unclear', 'too_long', 'wrong_report', OTHER],
  needed: true,
} as const;
const ENDING = { choices: ['not_needed', 'replaced', 'misused', OTHER], needed: true } as const;

export const requestFlow: Flow<RequestState, RequestStep> = {
  name: 'report_requests',
  object: 'report_request',
  changes: 'reportRequests',
  version: 1,
  states: REQUEST_STATES,
  steps: {
    submit: { ...asker, from: ['draft'], to: 'submitted', signs: true },
    resubmit: { ...asker, from: ['refused', 'withdrawn'], to: 'submitted', signs: true },
    withdraw: {
      ...asker,
      from: ['submitted', 'reviewed'],
      to: 'withdrawn',
      reason: { choices: ['wrong_facts', 'more_to_come', 'not_needed', OTHER], needed: false },
      ends: 'withdrawn',
    },
    review: { ...reviewer, from: ['submitted'], to: 'reviewed', ...signature },
    refuse: { ...reviewer, from: ['submitted'], to: 'refused', reason: REFUSAL, ends: 'refused' },
    approve: { ...approver, from: ['reviewed'], to: 'approved', ...signature },
    reject: { ...approver, from: ['reviewed'], to: 'refused', reason: REFUSAL, ends: 'refused' },
    end: { ...asker, from: ['approved'], to: 'ended', reason: ENDING, aside: true },
    stop: { may: 'reports.review_request', from: ['approved'], to: 'ended', reason: ENDING, aside: true },
    expire: { may: PROGRAM, from: ['approved'], to: 'expired' },
  },
  next: { draft: 'submit', submitted: 'review', reviewed: 'approve', refused: 'resubmit' },
  voided: 'refused',
};

/** How often it comes: for each period of a kind, or for one alone. */
export const EVERY = ['month', 'half', 'year', 'single'] as const;
export type Every = (typeof EVERY)[number];

/** What a report is made of besides its period, as requests, runs and definitions keep it. */
export interface AskedReport {
  /** Null: as the ready report is called. */
  readonly title: string | null;
  readonly choices: ReportChoices;
}

export const titleSchema = enteredLine(60).min(1).nullable();

export const STORED_ASKED: StoredKind<AskedReport> = {
  name: 'report_asked',
  version: 1,
  schema: z.strictObject({ title: z.union([z.string().min(1).max(60), z.null()]), choices: choicesSchema }),
};

/** What somebody asks for. */
export const requestInputSchema = z.strictObject({
  name: reportNameSchema,
  title: titleSchema.default(null),
  choices: choicesSchema.prefault({}),
  department: enteredLine(60),
  every: z.enum(EVERY),
  /** The first period that is compiled, of the kind that `every` says; for `single` the one alone. */
  firstPeriod: periodSchema,
  validUntil: daySchema,
  purpose: enteredLines(500),
  /** The most closed class of archives that counts; 绝密 is the whole archive. */
  scope: secrecySchema.default('top_secret'),
});
export type RequestInput = z.infer<typeof requestInputSchema>;

/** When a request is compiled. */
export interface Dues {
  readonly every: Every;
  readonly firstPeriod: Period;
  readonly validUntil: Day;
}

/** A year of months back, and ten years on. */
const MOST_BACK_DAYS = 366;
const MOST_VALID_DAYS = 3_660;

/** What of the times of a request does not go together on the day on which it is submitted; null for nothing. */
export function duesRefusal({ every, firstPeriod, validUntil }: Dues, today: Day): string | null {
  if (every !== 'single' && kindOf(firstPeriod) !== every) return 'reports.other_kind';
  const { to } = spanOf(firstPeriod);
  if (validUntil < today || validUntil < to) return 'reports.valid_too_short';
  if (validUntil > addDays(today, MOST_VALID_DAYS)) return 'reports.valid_too_long';
  return every !== 'single' && to < addDays(today, -MOST_BACK_DAYS) ? 'reports.begins_too_early' : null;
}

/** The period after one. */
export function periodAfter(period: Period): Period {
  return periodOf(addDays(spanOf(period).to, 1), kindOf(period));
}

/**
 * The periods that are due on a day, the oldest first: each is over, so that nothing of its last day is missing, and
 * lies within what was approved.
 */
export function duePeriods({ every, firstPeriod, validUntil }: Dues, today: Day): Period[] {
  const due: Period[] = [];
  for (let period = firstPeriod; ; period = periodAfter(period)) {
    const { to } = spanOf(period);
    if (to >= today || to > validUntil) return due;
    due.push(period);
    if (every === 'single') return due;
  }
}

/** The next that will be due; null for none any more. */
export function nextDue(dues: Dues, today: Day): { readonly period: Period; readonly dueOn: Day } | null {
  const period = duePeriods(dues, today).length === 0 ? dues.firstPeriod : periodOfToday(dues, today);
  if (period === null) return null;
  const dueOn = spanOf(period).to;
  return dueOn >= today && dueOn <= dues.validUntil ? { period, dueOn } : null;
}

function periodOfToday({ every }: Dues, today: Day): Period | null {
  return every === 'single' ? null : periodOf(today, every satisfies PeriodKind);
}

/** The classes of archives that a scope counts; null for the whole archive. */
export function classesWithin(scope: Secrecy): Secrecy[] | null {
  if (scope === 'top_secret') return null;
  return SECRECY_CLASSES.slice(0, SECRECY_CLASSES.indexOf(scope) + 1);
}

/** The choices of a report that counts no more than its scope, by the class of the time that it is about. */
export function narrowedTo(scope: Secrecy, choices: ReportChoices): ReportChoices | null {
  const classes = classesWithin(scope);
  if (classes === null) return choices;
  const secrecy = classes.filter((one) => choices.filters.secrecy?.includes(one) ?? true);
  return secrecy.length === 0 ? null : { ...choices, filters: { ...choices.filters, secrecy } };
}
