import type { ReadableDb } from '../../connection/handles.ts';
import { shelfOrder } from '../../domain/shelf-order.ts';
import { iterateShelves } from '../customers/service.ts';
import type { Check } from './finding.ts';

/**
 * Each place on the shelves stands in the order by what it is called (rules.md A4), and some archive stands there. What
 * an archive's place is called is part of the archive itself.
 */
export function checkShelves(db: ReadableDb): Check {
  let [rows, problems, first] = [0, 0, ''];
  for (const { room, cabinet, level, position, order_key: order, used } of iterateShelves(db)) {
    rows += 1;
    if (used === 1 && order === shelfOrder({ room, cabinet, level, position })) continue;
    if (problems === 0) first = [room, cabinet, level, position].filter((part) => part !== '').join('-');
    problems += 1;
  }
  return { name: 'shelves', ok: problems === 0, detail: { rows, problems, first } };
}
