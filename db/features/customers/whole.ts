import type { ReadableDb } from '../../connection/handles.ts';
import type { CustomerInput } from '../../domain/customer.ts';
import { toInput } from './record.ts';
import * as store from './store.ts';

/** All that is stored of an archive, and what a person entered of it. */
export interface WholeArchive {
  readonly row: store.CustomerRow;
  readonly parts: store.WholeParts;
  readonly input: CustomerInput;
}

/** Archives read together; more at once gain nothing. */
const BATCH = 500;

/** Archives in the order of their ids, all or those after one and up to another, a few hundred in memory at a time. */
export function* iterateWhole(
  db: ReadableDb,
  { after = 0, upTo = Infinity }: { readonly after?: number; readonly upTo?: number } = {},
): Generator<WholeArchive> {
  for (let at = after; at < upTo;) {
    const rows = store.listRowsAfter(db, at, BATCH).filter(({ id }) => id <= upTo);
    const [first, last] = [rows[0], rows.at(-1)];
    if (!first || !last) return;
    const parts = store.readPartsBetween(db, first.id, last.id);
    for (const row of rows) {
      const own = parts(row.id);
      yield { row, parts: own, input: toInput(row, own) };
    }
    at = last.id;
  }
}
