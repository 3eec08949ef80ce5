import type { ReadableDb } from '../../connection/handles.ts';
import type { HalfYear } from '../../domain/half-year.ts';
import { summaryIn } from './packed-record.ts';
import { findRecord, listInspections } from './store.ts';
import type { Summary } from './summary.ts';

/** What the signed records of half-years say in short, those kept by a moment (milliseconds UTC), the oldest first. */
export function listSummaries(
  db: ReadableDb,
  by: number,
): Array<{ readonly period: HalfYear; readonly summary: Summary }> {
  return listInspections(db)
    .filter(({ state, addendum }) => state === 'signed' && addendum === 0)
    .flatMap(({ id, period }) => {
      const record = findRecord(db, id);
      const summary = record && record.at <= by ? summaryIn(record.content) : null;
      return summary ? [{ period: period as HalfYear, summary }] : [];
    })
    .sort((one, other) => (one.period < other.period ? -1 : 1));
}
