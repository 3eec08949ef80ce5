/** The days that a report is about and is compared with (rules.md B1). */
import { addDays, type Day } from '../dates.ts';
import { addMonths, kindOf, monthsIn, spanOf, type DaySpan, type Period } from '../figures/periods.ts';

export interface ReportSpans {
  /** Of the period what has passed: a period that goes on ends today. */
  readonly now: DaySpan;
  /** The period before, or as much of it: to the same day of its last month. */
  readonly before: DaySpan;
  /** The same of the year before. */
  readonly lastYear: DaySpan;
}

/** Null for a period that has not begun. */
export function reportSpans(period: Period, today: Day): ReportSpans | null {
  const whole = spanOf(period);
  if (whole.from > today) return null;
  const isOver = whole.to <= today;
  const now = { from: whole.from, to: isOver ? whole.to : today };
  const back = (months: number): DaySpan => {
    const from = addMonths(whole.from, -months);
    // A whole month is compared with a whole month, whatever its last day.
    const to = isOver ? addDays(addMonths(from, monthsIn(kindOf(period))), -1) : addMonths(today, -months);
    return { from, to };
  };
  return { now, before: back(monthsIn(kindOf(period))), lastYear: back(12) };
}
