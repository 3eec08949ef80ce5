/** What is due and was not compiled yet (rules.md B2). */
import type { ReadableDb } from '../../../connection/handles.ts';
import type { Day } from '../../../domain/dates.ts';
import type { Period } from '../../../domain/figures/periods.ts';
import { duePeriods } from '../../../domain/reports/request.ts';
import { duesOf } from '../requests/flow.ts';
import { listApproved, type RequestRow } from '../requests/store.ts';
import { listPeriods } from './store.ts';

export interface MissingRun {
  readonly request: RequestRow;
  readonly period: Period;
}

/** Of each request that was approved the periods that are over and have no report, the oldest first. */
export function listMissing(db: ReadableDb, today: Day): MissingRun[] {
  return listApproved(db).flatMap((request) => {
    const made = new Set(listPeriods(db, request.id));
    const due = duePeriods(duesOf(request), today).filter((period) => !made.has(period));
    return due.map((period) => ({ request, period }));
  });
}
