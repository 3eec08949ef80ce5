import { z } from 'zod';
import {
  choicesSchema,
  DEFAULT_CHOICES,
  REPORTS,
  reportNameSchema,
  type ReportChoices,
  type ReportName,
} from '../../../db/domain/reports/choices.ts';
import {
  kindOf,
  periodBefore,
  periodOf,
  periodSchema,
  type Period,
} from '../../../db/domain/figures/periods.ts';
import type { Day } from '../../../db/domain/dates.ts';

/** What is looked at, in the address: a choice there that is not one counts as not made. */
export const reportSearchSchema = z.object({
  name: reportNameSchema.optional().catch(undefined),
  period: periodSchema.optional().catch(undefined),
  choices: choicesSchema.optional().catch(undefined),
});
export type ReportSearch = z.infer<typeof reportSearchSchema>;

/** What the vault is asked. */
export interface Asked {
  readonly name: ReportName;
  readonly period: Period;
  readonly choices: ReportChoices;
}

/** With what is usual where nothing is chosen: the month that is over. */
export function askedOf({ name, period, choices }: ReportSearch, today: Day): Asked {
  const wanted = period ?? periodBefore(periodOf(today, 'month'));
  const made = choices ?? DEFAULT_CHOICES;
  // Of a year the period before is that of last year.
  const before = made.before && kindOf(wanted) !== 'year';
  return { name: name ?? REPORTS[0], period: wanted, choices: { ...made, before } };
}
