import type { ReadableDb } from '../../connection/handles.ts';
import { CATEGORIES, PARTIES, STATUSES, type Shelf } from '../../domain/customer.ts';
import { blankLine, type ArchiveLine, type FacetName } from '../../domain/customer-list.ts';
import { SECRECY_CLASSES } from '../../domain/roles.ts';
import type {
  EntryRank,
  EntrySource,
  FacetCode,
  FacetDefinition,
  SortOrder,
  SourceEntry,
  SourceText,
  TextSource,
} from '../../work/search-source.ts';
import { listSeries, seriesScope } from '../../work/numbers.ts';
import { listGradePlaces } from '../lists/service.ts';
import { readFacts } from './facts-store.ts';
import { readHolders } from './holders-store.ts';
import * as store from './search-store.ts';
import { shelfOrderOf } from './shelf-store.ts';
import { listJoined } from './standing-store.ts';
import { addText, SEARCHED_COLUMNS, TEXT_FIELD_ORDER } from './texts.ts';

const KIND = 'customer';

/** What lists of customers are narrowed by and counted by; new ones at the end, without a term. */
const FACETS = [
  { name: 'category', bits: 2, codes: CATEGORIES, term: 'c' },
  { name: 'status', bits: 2, codes: [null, ...STATUSES], term: 's' },
  { name: 'grade', bits: 5, term: 'g' },
  { name: 'secrecy', bits: 2, codes: SECRECY_CLASSES, term: 'y' },
  { name: 'party', bits: 1, codes: PARTIES, term: 'p' },
  { name: 'complete', bits: 1, codes: ['no', 'yes'], term: 'f' },
  { name: 'province', bits: 6, term: 'v' },
  { name: 'city', bits: 13, term: 'i' },
] as const satisfies ReadonlyArray<FacetDefinition & { readonly name: FacetName }>;

function facetsOf(row: store.SearchedRow): Record<FacetName, FacetCode> {
  const codeOf = (name: FacetName) => {
    if (name === 'complete') return row.completeness === 100 ? 'yes' : 'no';
    return row[name];
  };
  return Object.fromEntries(FACETS.map(({ name }) => [name, codeOf(name)])) as Record<FacetName, FacetCode>;
}

const byColumn = (
  name: 'name' | 'filedOn',
  keyOf: (db: ReadableDb, id: number) => ReadonlyArray<string | number>,
): SortOrder => ({ readIds: (db) => store.readIdsIn(db, name), keyOf });

function joined(parts: readonly Uint32Array[]): Uint32Array {
  const ids = new Uint32Array(parts.reduce((sum, { length }) => sum + length, 0));
  let end = 0;
  for (const part of parts) {
    ids.set(part, end);
    end += part.length;
  }
  return ids;
}

/** Where an archive without a series or without a place stands: no key begins like this. */
const AFTER_ALL = '\u{10ffff}';

/** Series after series, and in each by the serial as a number: as text 10000 would stand before 9999. */
const byArchiveNo: SortOrder = {
  readIds(db) {
    const series = [...listSeries(db, 'archive').map(({ id }) => id), null];
    return joined(series.map((one) => store.readIdsOfSeries(db, one)));
  },
  keyOf(db, id) {
    const { series, serial } = store.numberOf(db, id);
    return [series === null ? AFTER_ALL : seriesScope(db, series), serial ?? 0, id];
  },
};

/** As they stand on the shelves (rules.md A4), those without a place last. */
const byShelf: SortOrder = {
  readIds: (db) => joined([store.readIdsIn(db, 'shelf'), store.readIdsIn(db, 'noShelf')]),
  keyOf: (db, id) => [shelfOrderOf(db, id) ?? AFTER_ALL, id],
};

/** Grades are told apart in the rank as far as this many places of a scale. */
const UNGRADED = 7;
const STOPPED = 8;

/** Place of each grade on its scale, best first, 0 to 6. */
function readGradeWeights(db: ReadableDb): Map<string, number> {
  return new Map(
    listGradePlaces(db).map(({ code, position }) => [
      code,
      Math.min(Math.max(position - 1, 0), UNGRADED - 1),
    ]),
  );
}

/** Customers no longer dealt with last, then by grade. */
function readRanks(db: ReadableDb, ids: readonly number[]): EntryRank[] {
  const weights = readGradeWeights(db);
  return store.listRankedRows(db, ids).map(({ id, grade, status }) => ({
    id,
    rank: (status === 'stopped' ? STOPPED : 0) + (weights.get(grade ?? '') ?? UNGRADED),
  }));
}

function numberText({ archiveNo }: { readonly archiveNo: string }): SourceText {
  return { field: 'archiveNo', kind: 'code', text: archiveNo, open: true };
}

/** The texts of a customer's own row by which it is found, besides its name. */
function rowTexts(row: store.SearchedRow): SourceText[] {
  const texts: SourceText[] = [numberText({ archiveNo: row.archive_no })];
  const values: Partial<Record<string, unknown>> = row;
  for (const searched of SEARCHED_COLUMNS) addText(texts, searched, values[searched.column]);
  return texts;
}

/** Has every key of a line: to copy it is quicker than to add them one by one. */
const BLANK_LINE: Readonly<Record<string, unknown>> = { ...blankLine(0) };

/** What the index says of an archive (rules.md A3); `secrecy` is the class on file. */
export function lineOf(row: store.LineFields, shelf: Shelf | null): ArchiveLine {
  const line = { ...BLANK_LINE };
  line['id'] = row.id;
  line['archiveNo'] = row.archive_no;
  line['filedOn'] = row.filed_on;
  line['completeness'] = row.completeness;
  line['shelf'] = shelf;
  const values: Partial<Record<string, unknown>> = row;
  for (const [key, column] of store.LINE_COLUMNS) line[key] = values[column];
  return line as ArchiveLine & Record<string, unknown>;
}

function guardedLineOf(row: store.LineRow): Pick<SourceEntry, 'id' | 'guarded' | 'line'> {
  const { secrecy, secrecy_until: secrecyUntil, responsible_id: responsibleId, keeper_id: keeperId } = row;
  const line = lineOf(row, store.shelfOf(row));
  return { id: row.id, guarded: { secrecy, secrecyUntil, responsibleId, keeperId }, line };
}

function readLines(db: ReadableDb, ids: readonly number[]): ReturnType<EntrySource['readLines']> {
  const lines: ReturnType<EntrySource['readLines']> = new Map();
  for (const row of store.listLineRows(db, ids)) lines.set(row.id, guardedLineOf(row));
  return lines;
}

function entryOf(row: store.SearchedRow): SourceEntry {
  return {
    ...guardedLineOf(row),
    title: {
      kind: row.party === 'individual' ? 'person' : 'company',
      text: row.name,
      sortKey: row.name_sort,
    },
    texts: rowTexts(row),
    facets: facetsOf(row),
  };
}

/** The number of one that was joined into it finds an archive too: that is what old papers have. */
function readEntries(db: ReadableDb, ids: readonly number[]): Map<number, SourceEntry> {
  const entries = new Map(store.listSearchedRows(db, ids).map((row) => [row.id, entryOf(row)]));
  for (const [into, joined] of Map.groupBy(listJoined(db, ids), (one) => one.into)) {
    const entry = entries.get(into);
    if (entry) entries.set(into, { ...entry, texts: [...entry.texts, ...joined.map(numberText)] });
  }
  return entries;
}

/** Customers as search knows them: its lists are of their archives. */
export const customerSource: EntrySource = {
  kind: KIND,
  facets: FACETS,
  orders: {
    name: byColumn('name', (db, id) => [store.nameSortOf(db, id), id]),
    archiveNo: byArchiveNo,
    filedOn: byColumn('filedOn', (db, id) => [store.filedOnOf(db, id), id]),
    shelf: byShelf,
    grade: { facet: 'grade', readWeights: readGradeWeights, equals: 'name' },
  },
  fieldOrder: TEXT_FIELD_ORDER,
  readEntries,
  readLines,
  readFacts,
  readHolders,
  readRanks,
  readGuarded: store.listGuardedRows,
};

/** The texts of a customer that stand in rows of their own; they are as closed as its archive. */
export const customerTexts: TextSource = {
  readTexts: (db, ids) =>
    new Map(
      [...store.readSearchedParts(db, ids)].map(([id, texts]) => [
        id,
        [{ kind: KIND, id, secrecy: null, ownerId: null, texts }],
      ]),
    ),
};
