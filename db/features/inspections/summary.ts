import { z } from 'zod';
import { OUTCOMES, WAYS, type Outcome, type Way } from '../../domain/inspection.ts';
import type { InspectionRecord } from './record.ts';

const count = z.int().min(0);

/** How many archives stand how, by which way they were looked at, and on how many something was found. */
export const summarySchema = z.strictObject({
  total: count,
  inspected: count,
  outcomes: z.record(z.enum(OUTCOMES), count),
  byWay: z.record(z.enum(WAYS), count),
  withFindings: count,
});
export type Summary = Readonly<z.infer<typeof summarySchema>>;

/** How many archives stand so. */
export interface OutcomeCount {
  readonly outcome: Outcome;
  readonly way: Way;
  readonly count: number;
}

export function summaryOf(
  counts: Iterable<OutcomeCount>,
  { total, withFindings }: Pick<Summary, 'total' | 'withFindings'>,
): Summary {
  const outcomes = { in_place: 0, on_loan: 0, missing: 0, misplaced: 0 };
  const byWay = { scan: 0, pick: 0, level: 0 };
  for (const { outcome, way, count: archives } of counts) {
    outcomes[outcome] += archives;
    byWay[way] += archives;
  }
  return { total, inspected: byWay.scan + byWay.pick + byWay.level, outcomes, byWay, withFindings };
}

export const summaryOfRecord = ({ rows, unfinished }: InspectionRecord): Summary =>
  summaryOf(
    rows.map(({ outcome, way }) => ({ outcome, way, count: 1 })),
    {
      total: rows.length + (unfinished?.length ?? 0),
      withFindings: rows.filter(({ findings }) => findings.length > 0).length,
    },
  );
