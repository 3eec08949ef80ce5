import type { ReadableDb } from '../../../connection/handles.ts';
import type { Day } from '../../../domain/dates.ts';
import { SECRECY_CLASSES } from '../../../domain/roles.ts';
import type { Guarded } from '../../../work/guarded.ts';
import type { SearchSources } from '../../../work/search-source.ts';
import { layoutOf, numberAt, type Layout } from './layout.ts';
import * as store from './store.ts';

const AT_ONCE = 5_000;

/**
 * How many entries the index lacks, holds of a class or with people that are not those of the record, or holds of no
 * record, and the first of them: what lists and their counts go by. A class that lapsed before `today` may stand there
 * as normal.
 */
export function checkIndex(
  db: ReadableDb,
  { entries }: SearchSources,
  today: Day,
): { problems: number; first: number } {
  const layout = layoutOf(entries.facets);
  const indexed = walk((after) => store.listAccess(db, after, AT_ONCE));
  let next = indexed.next();
  let problems = 0;
  let first = 0;
  const note = (id: number) => {
    problems += 1;
    if (first === 0) first = id;
  };
  for (const record of walk((after) => entries.readGuarded(db, after, AT_ONCE))) {
    for (; !next.done && next.value.id < record.id; next = indexed.next()) note(next.value.id);
    const found = !next.done && next.value.id === record.id ? next.value : null;
    if (!found || !isPlacedRight(found, record, layout, today)) note(record.id);
    if (found) next = indexed.next();
  }
  for (; !next.done; next = indexed.next()) note(next.value.id);
  return { problems, first };
}

/** Rows in the order of their ids, batch by batch. */
function* walk<Row extends { readonly id: number }>(read: (after: number) => Row[]): Generator<Row> {
  for (let after = 0; ;) {
    const batch = read(after);
    yield* batch;
    const last = batch.at(-1);
    if (!last || batch.length < AT_ONCE) return;
    after = last.id;
  }
}

function isPlacedRight(
  found: store.StoredAccess,
  { secrecy, secrecyUntil, responsibleId, keeperId }: Guarded,
  layout: Layout,
  today: Day,
): boolean {
  if (found.responsible !== (responsibleId ?? 0) || found.keeper !== (keeperId ?? 0)) return false;
  const n = numberAt(found.facets, layout.secrecy);
  if (n === SECRECY_CLASSES.indexOf(secrecy))
    return found.lapsesOn === (secrecy === 'normal' ? null : secrecyUntil);
  return n === 0 && found.lapsesOn === null && secrecyUntil !== null && secrecyUntil < today;
}
