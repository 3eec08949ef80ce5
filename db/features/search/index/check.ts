import type { ReadableDb } from '../../../connection/handles.ts';
import type { Day } from '../../../domain/dates.ts';
import { SECRECY_CLASSES } from '../../../domain/roles.ts';
import type { Guarded } from '../../../work/guarded.ts';
import type { SearchSources, SourceEntry } from '../../../work/search-source.ts';
import { readContents } from './content.ts';
import { makeEntry } from './entry-maker.ts';
import { accessTerms, partsOf } from './entry.ts';
import { facetTerms, findWords, type SeenNumbers } from './facet-codes.ts';
import { findGuards, GUARD } from './guards.ts';
import { layoutOf, numberAt, type Layout } from './layout.ts';
import { isStored } from './prepare.ts';
import { idAt } from './rank.ts';
import * as store from './store.ts';

const AT_ONCE = 5_000;
const SPACE = 32;

/**
 * How many entries the index lacks, holds of a class or with people that are not those of the record, or holds of no
 * record, and the first of them. A class that lapsed before `today` may stand there as normal. Of those that
 * `isCompared` the values, the digest of the terms and their number are
 * compared as well; the terms themselves cannot be read back, and to ask for each takes too long.
 */
export function checkIndex(
  db: ReadableDb,
  sources: SearchSources,
  today: Day,
  isCompared: (id: number) => boolean,
): { problems: number; first: number } {
  const look: Look = { db, sources, layout: layoutOf(sources.entries.facets), today, seen: new Map() };
  const indexed = walk((after) => store.listEntryRows(db, after, AT_ONCE));
  let next = indexed.next();
  let problems = 0;
  let first = 0;
  const note = (id: number) => {
    problems += 1;
    if (first === 0) first = id;
  };
  for (const record of walk((after) => sources.entries.readGuarded(db, after, AT_ONCE))) {
    for (; !next.done && next.value.id < record.id; next = indexed.next()) note(next.value.id);
    const found = !next.done && next.value.id === record.id ? next.value : null;
    const isRight =
      found && isPlacedRight(found, record, look) && (!isCompared(record.id) || isMadeRight(found, look));
    if (!isRight) note(record.id);
    if (found) next = indexed.next();
  }
  for (; !next.done; next = indexed.next()) note(next.value.id);
  for (const id of store.listStrayWords(db)) note(id);
  if (!isStored(look.layout, store.listPlaces(db))) note(0);
  const known = [GUARD, ...sources.entries.facets.flatMap(({ name, codes }) => (codes ? [] : [name]))];
  if (store.listDimensions(db).some((dimension) => !known.includes(dimension))) note(0);
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

interface Look {
  readonly db: ReadableDb;
  readonly sources: SearchSources;
  readonly layout: Layout;
  readonly today: Day;
  readonly seen: SeenNumbers;
}

function isPlacedRight(
  found: store.EntryRow,
  { secrecy, secrecyUntil, responsibleId, keeperId }: Guarded,
  { layout, today }: Look,
): boolean {
  if (idAt(found.position) !== found.id) return false;
  if (found.responsible !== (responsibleId ?? 0) || found.keeper !== (keeperId ?? 0)) return false;
  const n = numberAt(found.facets, layout.secrecy);
  if (n === SECRECY_CLASSES.indexOf(secrecy))
    return found.lapsesOn === (secrecy === 'normal' ? null : secrecyUntil);
  return n === 0 && found.lapsesOn === null && secrecyUntil !== null && secrecyUntil < today;
}

/** Filters and searches go by what the record has now, and by nothing else. */
function isMadeRight(row: store.EntryRow, { db, sources, layout, seen }: Look): boolean {
  const content = readContents(db, sources, [row.id]).get(row.id);
  if (!content) return false;
  const { records } = content;
  const entry = numberAt(row.facets, layout.secrecy) === 0 ? asLapsed(content.entry) : content.entry;
  const words = findWords(db, layout, entry.facets, seen);
  const guards = new Map<object, number[] | null>(records.map((record) => [record, findGuards(db, record)]));
  if (!words || words[0] !== row.facets || [...guards.values()].includes(null)) return false;
  const further = words.slice(1).flatMap((value, index) => (value === 0 ? [] : [{ word: index + 1, value }]));
  if (JSON.stringify(further) !== JSON.stringify(store.listFurtherWords(db, row.id))) return false;
  const values = [...facetTerms(layout, words), ...accessTerms(entry.guarded)];
  const made = makeEntry(partsOf({ entry, records }, values, (record) => guards.get(record) ?? []));
  const terms = made.terms.reduce((count, byte) => (byte === SPACE ? count + 1 : count), 1);
  return made.digest === row.digest && store.countTerms(db, row.position) === terms;
}

/** An entry as it stands in the index where its class had lapsed when it was written. */
function asLapsed(entry: SourceEntry): SourceEntry {
  return {
    ...entry,
    guarded: { ...entry.guarded, secrecy: 'normal', secrecyUntil: null },
    facets: { ...entry.facets, secrecy: 'normal' },
  };
}
