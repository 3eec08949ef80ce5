import { z } from 'zod';
import type { Day } from '../../../db/domain/dates.ts';
import { addDays } from '../../../db/domain/dates.ts';
import { kindOf, periodBefore, periodOf, spanOf, type Period } from '../../../db/domain/figures/periods.ts';
import { DEFAULT_CHOICES } from '../../../db/domain/reports/choices.ts';
import {
  duesRefusal,
  narrowedTo,
  periodAfter,
  requestInputSchema,
  type Dues,
  type Every,
  type RequestInput,
} from '../../../db/domain/reports/request.ts';
import { optionalLine } from '../../../db/domain/text/entered.ts';
import { fieldsDraft } from '../../components/form/use-kept-form.ts';
import type { ReportSearch } from '../reports/search.ts';

/** As the form holds it: an empty title is none. */
export const keptRequestSchema = requestInputSchema.extend({ title: optionalLine(60) });
export type RequestValues = z.input<typeof keptRequestSchema>;

/** What has to hold once it is submitted on a day, each said at its field. */
export function submittedSchema(today: Day) {
  return keptRequestSchema.superRefine((input, ctx) => {
    const refuse = (field: keyof RequestInput, message: string) =>
      ctx.addIssue({ code: 'custom', path: [field], message });
    if (input.department === '') refuse('department', 'reports.department_needed');
    if (input.purpose === '') refuse('purpose', 'reports.purpose_needed');
    if (narrowedTo(input.scope, input.choices) === null) refuse('scope', 'reports.nothing_counted');
    const refusal = duesRefusal(input, today);
    if (refusal) refuse(refusal.startsWith('reports.valid') ? 'validUntil' : 'firstPeriod', refusal);
  });
}

const anything = z.unknown();

/** What is kept of it while it is written. */
export const REQUEST_DRAFT = fieldsDraft('report_request_draft', {
  name: requestInputSchema.shape.name,
  title: z.string().max(200).nullable(),
  choices: requestInputSchema.shape.choices,
  department: z.string().max(200),
  every: requestInputSchema.shape.every,
  firstPeriod: requestInputSchema.shape.firstPeriod,
  validUntil: anything,
  purpose: z.string().max(2_000),
  scope: requestInputSchema.shape.scope,
});

/** A new one, with the report that was looked at where it began there. */
export function newRequest(
  { name = 'customer_statistics', period, choices = DEFAULT_CHOICES }: ReportSearch,
  { today, department }: { readonly today: Day; readonly department: string },
): RequestValues {
  const every = period === undefined ? 'month' : kindOf(period);
  const firstPeriod = periodOf(today, every);
  const validUntil = usualEnd(firstPeriod, today);
  const scope = 'top_secret';
  return {
    name,
    title: '',
    choices,
    department,
    every,
    firstPeriod,
    validUntil,
    purpose: '',
    scope,
  };
}

/** To the end of the year, and a quarter of a year at least. */
export function usualEnd(first: Period, today: Day): Day {
  const least = [addDays(today, 90), spanOf(first).to].toSorted().at(-1) ?? today;
  return `${least.slice(0, 4)}-12-31`;
}

/** How many periods of each kind are offered before that of today, and after it. */
const OFFERED = { month: [12, 12], half: [2, 4], year: [1, 3] } as const;
const OFFERED_SINGLE = { month: 24, half: 6, year: 5 } as const;

/** The periods that a request may begin with, the nearest to today first where only one is asked for. */
export function periodsFor(every: Every, today: Day, chosen: Period | null): Period[] {
  const offered = every === 'single' ? singles(today) : around(every, today);
  return chosen === null || offered.includes(chosen) ? offered : [chosen, ...offered];
}

function around(every: Exclude<Every, 'single'>, today: Day): Period[] {
  const [back, on] = OFFERED[every];
  const now = periodOf(today, every);
  return [...runOf(now, back, periodBefore).toReversed(), now, ...runOf(now, on, periodAfter)];
}

function singles(today: Day): Period[] {
  return (['month', 'half', 'year'] as const).flatMap((kind) => {
    const now = periodOf(today, kind);
    return [now, ...runOf(now, OFFERED_SINGLE[kind], periodBefore)];
  });
}

function runOf(from: Period, count: number, next: (period: Period) => Period): Period[] {
  const periods: Period[] = [];
  for (let at = next(from); periods.length < count; at = next(at)) periods.push(at);
  return periods;
}

/** More than ten years of months are not counted. */
const MOST_COUNTED = 130;

/** How many reports will come of it in all. */
export function countPeriods({ every, firstPeriod, validUntil }: Dues): number {
  let count = 0;
  for (let at = firstPeriod; spanOf(at).to <= validUntil && count < MOST_COUNTED; at = periodAfter(at)) {
    count += 1;
    if (every === 'single') break;
  }
  return count;
}
