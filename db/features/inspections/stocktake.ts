import type { ReadableDb } from '../../connection/handles.ts';
import { SEEN } from '../../domain/inspection.ts';
import type { PropertyCheck } from '../../domain/properties.ts';
import type { QueryContext } from '../../work/context.ts';
import { readOnShelves } from '../customers/service.ts';
import { countOutcomes, findByPeriod, lastAddendum, lastPeriod, listIn, listMisplaced } from './store.ts';

/**
 * Places against the last stocktake (D4, D5): what was missing then and has not come back, and what stood elsewhere and
 * was not put right. Nothing where there was none yet.
 */
export function checkStocktake({ reader, clock }: Pick<QueryContext, 'reader' | 'clock'>): PropertyCheck[] {
  const period = lastPeriod(reader);
  const inspection = period && findByPeriod(reader, period, 0);
  if (!inspection) return [];
  const rows = countOutcomes(reader, inspection.id).reduce((sum, { count }) => sum + count, 0);
  if (rows === 0) return [];
  const wrong = new Set([
    ...listIn(reader, inspection.id, ['missing']),
    ...listMisplaced(reader, inspection.id),
  ]);
  for (const id of comeBack(reader, inspection.period)) wrong.delete(id);
  const [first] = readOnShelves(reader, [...wrong].slice(0, 1), clock.today());
  const problems = wrong.size;
  return [
    {
      name: 'stocktake',
      property: 'integrity',
      scope: rows,
      ok: problems === 0,
      note: null,
      detail: problems === 0 ? { rows } : { rows, problems, first: first?.archiveNo ?? '' },
    },
  ];
}

/** Ids that an addendum found. */
function comeBack(db: ReadableDb, period: string): number[] {
  const found: number[] = [];
  for (let addendum = 1; addendum <= lastAddendum(db, period); addendum += 1) {
    const row = findByPeriod(db, period, addendum);
    if (row) found.push(...listIn(db, row.id, SEEN));
  }
  return found;
}
