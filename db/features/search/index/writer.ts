import type { ReadableDb, WritableDb } from '../../../connection/handles.ts';
import type { SearchSources } from '../../../work/search-source.ts';
import { readContents, type Content } from './content.ts';
import { makeEntry, withEntryMaker, type EntryMaker, type MadeEntry } from './entry-maker.ts';
import { accessTerms, partsOf, type EntryParts } from './entry.ts';
import { facetTerms, packFacets, type Numbering } from './facet-codes.ts';
import { takeGuards } from './guards.ts';
import { layoutOf, type Layout } from './layout.ts';
import { positionOf } from './rank.ts';
import * as store from './store.ts';

/** Entries that are made at one time. */
const BATCH = 100;
/** Batches that are given to be made before the first of them is needed. */
const AHEAD = 4;

/** Puts one entry into the index as its sources have it now, in the caller's transaction. */
export function indexEntry(db: WritableDb, sources: SearchSources, id: number): void {
  const [planned] = planPositions(db, sources, [id]);
  if (!planned) throw new Error('no such entry');
  for (const { entry, before, parts } of planBatch(db, sources, [planned], numberingFor(sources)))
    writeEntry(db, entry, makeEntry(parts), before);
  store.noteChange(db, id);
}

/** Takes entries out of the index, in the caller's transaction; one that is not there is none to be taken out. */
export function removeEntries(
  db: WritableDb,
  ids: readonly number[],
  onProgress: (done: number) => void = () => undefined,
): void {
  if (ids.length === 0) return;
  for (let start = 0; start < ids.length; start += REMOVED_AT_ONCE) {
    const found = store.listEntries(db, ids.slice(start, start + REMOVED_AT_ONCE));
    for (const { id, position } of found) {
      store.deleteTerms(db, position);
      store.deleteRow(db, id);
    }
    onProgress(Math.min(start + REMOVED_AT_ONCE, ids.length));
  }
  // Of many, readers take everything anew.
  for (const id of ids.length > MOST_NOTED ? [0] : ids) store.noteChange(db, id);
}

const REMOVED_AT_ONCE = 500;
const MOST_NOTED = 50;

export interface BulkOptions {
  /** Called with the number done. */
  readonly onProgress?: ((done: number) => void) | undefined;
  /** One that the caller has begun before. */
  readonly maker?: EntryMaker | undefined;
}

/**
 * Indexes many entries, new or changed, in the order of their rank, which is several times faster than one by one.
 */
export function indexEntries(
  db: WritableDb,
  sources: SearchSources,
  ids: readonly number[],
  options: BulkOptions = {},
): void {
  const write = (maker: EntryMaker) => writeAll(db, sources, ids, { ...options, maker });
  if (options.maker) write(options.maker);
  else withEntryMaker(ids.length, write);
}

/** Empties the index of its texts and puts all entries into it anew. `onDone` may throw. */
export function reindexEntries(
  db: WritableDb,
  sources: SearchSources,
  onDone: (done: number, total: number) => void = () => undefined,
): void {
  const ids = [...store.readIds(db)];
  if (ids.length === 0) return;
  const planned = planPositions(db, sources, ids).map(({ id, after }) => ({ id, after, before: undefined }));
  store.deleteAllTerms(db);
  const onProgress = (done: number) => onDone(done, ids.length);
  withEntryMaker(ids.length, (maker) => writePlanned(db, sources, planned, { maker, onProgress }));
}

function writeAll(
  db: WritableDb,
  sources: SearchSources,
  ids: readonly number[],
  options: BulkOptions & { maker: EntryMaker },
): void {
  writePlanned(db, sources, planPositions(db, sources, ids), options);
}

function writePlanned(
  db: WritableDb,
  sources: SearchSources,
  planned: readonly Planned[],
  { maker, onProgress }: BulkOptions & { maker: EntryMaker },
): void {
  const numbering = numberingFor(sources);
  const given: Waiting[][] = [];
  let done = 0;
  const write = () => {
    const batch = given.shift() ?? [];
    const made = maker.take();
    for (const [index, { entry, before }] of batch.entries()) {
      const terms = made[index];
      if (!terms) throw new Error('an entry is missing');
      writeEntry(db, entry, terms, before);
    }
    done += batch.length;
    onProgress?.(done);
  };
  store.beginBulk(db, planned.length);
  for (let start = 0; start < planned.length; start += BATCH) {
    const batch = planBatch(db, sources, planned.slice(start, start + BATCH), numbering);
    maker.give(batch.map(({ parts }) => parts));
    given.push(batch);
    if (given.length > AHEAD) write();
  }
  while (given.length > 0) write();
  store.endBulk(db);
  store.noteChange(db, 0);
}

function numberingFor({ entries }: SearchSources): Numbering {
  const sorting = Object.values(entries.orders).flatMap((order) => ('facet' in order ? [order.facet] : []));
  return { seen: new Map(), sorting: new Set(sorting) };
}

/** An entry whose terms are being made. */
interface Waiting {
  readonly entry: PlacedEntry;
  readonly before: store.IndexedEntry | undefined;
  readonly parts: EntryParts;
}

function planBatch(
  db: WritableDb,
  sources: SearchSources,
  batch: readonly Planned[],
  numbering: Numbering,
): Waiting[] {
  const layout = layoutOf(sources.entries.facets);
  const contents = readContents(
    db,
    sources,
    batch.map(({ id }) => id),
  );
  return batch.map(({ id, before, after }) => {
    const content = contents.get(id);
    if (!content) throw new Error('no such entry');
    const entry = planEntry(db, content, { layout, numbering, position: after });
    const values = [...facetTerms(layout, entry.words), ...accessTerms(content.entry.guarded)];
    const guardsOf = (record: Content['records'][number]) => takeGuards(db, record, numbering.seen);
    return { entry, before, parts: partsOf(content, values, guardsOf) };
  });
}

/** Tells lists that the order of a scale of grades changed; results keep their rank until they are next saved. */
export function refreshGradeOrder(db: WritableDb): void {
  store.noteChange(db, 0);
}

/** Merges the pieces that single saves and imports leave; some seconds at a million entries. */
export function optimiseIndex(db: WritableDb): void {
  store.optimise(db);
}

interface PlacedEntry extends Omit<store.EntryRow, 'digest' | 'facets'> {
  /** Of its facets. */
  readonly words: readonly number[];
}

/**
 * The class goes in as it stands in the record, with its last day: which is in force, lists and searches work out by
 * the day on which they are asked. A day written into the index would outlive a clock that was wrong.
 */
function planEntry(
  db: WritableDb,
  { entry: { id, guarded, facets } }: Content,
  { layout, numbering, position }: { layout: Layout; numbering: Numbering; position: number },
): PlacedEntry {
  return {
    id,
    position,
    words: packFacets(db, layout, facets, numbering),
    responsible: guarded.responsibleId ?? 0,
    keeper: guarded.keeperId ?? 0,
    lapsesOn: guarded.secrecy === 'normal' ? null : guarded.secrecyUntil,
  };
}

/** Writes what differs: an entry is two dozen pages of the disk, and most edits leave it as it is. */
function writeEntry(
  db: WritableDb,
  { words, ...entry }: PlacedEntry,
  { terms, digest }: MadeEntry,
  before: store.IndexedEntry | undefined,
): void {
  if (before?.position !== entry.position || before.digest !== digest) {
    if (before) store.deleteTerms(db, before.position);
    store.insertTerms(db, entry.position, terms);
  }
  const [facets = 0, ...further] = words;
  store.saveRow(db, { ...entry, facets, digest });
  for (const [index, value] of further.entries()) store.saveFurtherWord(db, entry.id, index + 1, value);
}

interface Planned {
  readonly id: number;
  readonly before: store.IndexedEntry | undefined;
  readonly after: number;
}

/** Ids whose ranks are read at a time. */
const RANKED_AT_ONCE = 5_000;

function planPositions(db: ReadableDb, { entries }: SearchSources, ids: readonly number[]): Planned[] {
  const planned: Planned[] = [];
  for (let start = 0; start < ids.length; start += RANKED_AT_ONCE) {
    const batch = ids.slice(start, start + RANKED_AT_ONCE);
    const before = new Map(store.listEntries(db, batch).map((entry) => [entry.id, entry]));
    for (const ranked of entries.readRanks(db, batch))
      planned.push({ id: ranked.id, before: before.get(ranked.id), after: positionOf(ranked) });
  }
  return planned.sort((a, b) => a.after - b.after);
}
