import type { ReadableDb, WritableDb } from '../../../connection/handles.ts';
import type { Day } from '../../../domain/dates.ts';
import { SECRECY_CLASSES } from '../../../domain/roles.ts';
import { readContents, type Content } from './content.ts';
import {
  makeEntry,
  withEntryMaker,
  type EntryMaker,
  type EntryParts,
  type MadeEntry,
} from './entry-maker.ts';
import type { EntryValues } from './entry.ts';
import { DIMENSIONS, packFacets, type SeenNumbers } from './facet-codes.ts';
import { positionOf, toWeights, type GradeWeights } from './rank.ts';
import * as store from './store.ts';

/** Customers whose entries are made at one time. */
const BATCH = 100;
/** Batches that are given to be made before the first of them is needed. */
const AHEAD = 4;

/** Puts one customer into the index as it is now, in the caller's transaction. */
export function indexCustomer(db: WritableDb, id: number): void {
  const content = readContents(db, [id]).get(id);
  if (!content) throw new Error('no such customer');
  const bulk: Bulk = { weights: toWeights(store.listGrades(db)), seen: new Map() };
  const entry = planEntry(db, content, bulk);
  writeEntry(db, entry, makeEntry(partsOf(content, entry)), store.findEntry(db, id) ?? null);
  store.noteChange(db, id);
}

/** Takes a customer out of the index; before its row is deleted. */
export function unindexCustomer(db: WritableDb, id: number): void {
  const position = store.findPosition(db, id);
  if (position === undefined) return;
  store.deleteEntry(db, position);
  store.deleteRow(db, id);
  store.noteChange(db, id);
}

export interface BulkOptions {
  /** Called with the number done. */
  readonly onProgress?: ((done: number) => void) | undefined;
  /** One that the caller has begun before. */
  readonly maker?: EntryMaker | undefined;
}

/**
 * Indexes many customers, new or changed, in the order of their rank, which is several times faster than one
 * by one.
 */
export function indexCustomers(db: WritableDb, ids: readonly number[], options: BulkOptions = {}): void {
  const write = (maker: EntryMaker) => writeAll(db, ids, maker, options.onProgress);
  if (options.maker) write(options.maker);
  else withEntryMaker(ids.length, write);
}

function writeAll(
  db: WritableDb,
  ids: readonly number[],
  maker: EntryMaker,
  onProgress: BulkOptions['onProgress'],
): void {
  const weights = toWeights(store.listGrades(db));
  const bulk: Bulk = { weights, seen: new Map() };
  const planned = planPositions(db, ids, weights);
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
    const batch = planBatch(db, planned.slice(start, start + BATCH), bulk);
    maker.give(batch.map(({ parts }) => parts));
    given.push(batch);
    if (given.length > AHEAD) write();
  }
  while (given.length > 0) write();
  store.endBulk(db);
  store.noteChange(db, 0);
}

/** An entry whose terms are being made. */
interface Waiting {
  readonly entry: PlacedEntry;
  readonly before: store.IndexedEntry | null;
  readonly parts: EntryParts;
}

function planBatch(db: WritableDb, batch: readonly Planned[], bulk: Bulk): Waiting[] {
  const contents = readContents(
    db,
    batch.map(({ id }) => id),
  );
  return batch.map(({ id, before }) => {
    const content = contents.get(id);
    if (!content) throw new Error('no such customer');
    const entry = planEntry(db, content, bulk);
    return { entry, before, parts: partsOf(content, entry) };
  });
}

/** Takes many customers out of the index. */
export function unindexCustomers(db: WritableDb, ids: readonly number[]): void {
  for (const id of ids) unindexCustomer(db, id);
}

/** Makes the whole index anew from the records, and merges it into one piece. */
export function rebuildIndex(db: WritableDb, onProgress?: (done: number) => void): void {
  store.deleteEverything(db);
  indexCustomers(db, store.listCustomerIds(db), { onProgress });
  store.optimise(db);
}

/** Tells lists that the order of a scale of grades changed; results keep their rank until they are next saved. */
export function refreshGradeOrder(db: WritableDb): void {
  store.noteChange(db, 0);
}

/**
 * Merges a few of the pieces that single saves leave, for when nobody waits: some 60 ms at most. True while
 * there is more to do.
 */
export function tidyIndex(db: WritableDb): boolean {
  return store.mergeSome(db);
}

/** Merges the pieces that single saves and imports leave; some seconds at a million customers. */
export function optimiseIndex(db: WritableDb): void {
  store.optimise(db);
}

/** True when every customer is in the index: false after an interrupted restore or a defect. */
export function isIndexComplete(db: ReadableDb): boolean {
  return store.countMissing(db) === 0;
}

/** How many archives the index holds wrongly, and the first of them: what lists and their counts go by. */
export function checkIndex(db: ReadableDb, today: Day): { problems: number; first: number } {
  return store.countMisplaced(db, { today, shift: DIMENSIONS.secrecy.shift, classes: SECRECY_CLASSES });
}

interface PlacedEntry extends EntryValues {
  readonly id: number;
  readonly position: number;
}

/** What the entries of one run share. */
interface Bulk {
  readonly weights: GradeWeights;
  readonly seen: SeenNumbers;
}

/**
 * The class goes in as it stands in the record, with its last day: which is in force, lists and searches work out by
 * the day on which they are asked. A day written into the index would outlive a clock that was wrong.
 */
function planEntry(db: WritableDb, content: Content, { weights, seen }: Bulk): PlacedEntry {
  const { row } = content;
  return {
    id: row.id,
    position: positionOf(row, weights),
    facets: packFacets(
      db,
      {
        category: row.category,
        status: row.status,
        grade: row.grade,
        secrecy: row.secrecy,
        party: row.party,
        complete: row.completeness === 100 ? 'yes' : 'no',
        province: row.province,
        city: row.city,
      },
      seen,
    ),
    responsible: row.responsible_id ?? 0,
    keeper: row.keeper_id ?? 0,
    lapsesOn: row.secrecy === 'normal' ? null : row.secrecy_until,
  };
}

/** What the entry is made of, and nothing more: it may go to another thread. */
function partsOf({ row, formerNames, terms, people, phones }: Content, entry: PlacedEntry): EntryParts {
  const { archive_no, party, name, name_sort, address, note, uscc, legacy_code } = row;
  const { facets, responsible, keeper, lapsesOn } = entry;
  return {
    texts: {
      row: { archive_no, party, name, name_sort, address, note, uscc, legacy_code },
      formerNames,
      terms,
      people,
      phones,
    },
    values: { facets, responsible, keeper, lapsesOn },
  };
}

/** Writes what differs: an entry is two dozen pages of the disk, and most edits leave it as it is. */
function writeEntry(
  db: WritableDb,
  entry: PlacedEntry,
  { terms, digest }: MadeEntry,
  before: store.IndexedEntry | null,
): void {
  if (before?.position !== entry.position || before.digest !== digest) {
    if (before) store.deleteEntry(db, before.position);
    store.insertEntry(db, entry.position, terms);
  }
  store.saveRow(db, { ...entry, digest });
}

interface Planned {
  readonly id: number;
  readonly before: store.IndexedEntry | null;
  readonly after: number;
}

function planPositions(db: ReadableDb, ids: readonly number[], weights: GradeWeights): Planned[] {
  const planned: Planned[] = [];
  for (let start = 0; start < ids.length; start += 5_000)
    for (const row of store.listRankValues(db, ids.slice(start, start + 5_000))) {
      const { id, position, digest } = row;
      const before = position === null || digest === null ? null : { position, digest };
      planned.push({ id, before, after: positionOf(row, weights) });
    }
  return planned.sort((a, b) => a.after - b.after);
}
