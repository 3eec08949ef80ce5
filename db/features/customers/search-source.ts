import type { ReadableDb } from '../../connection/handles.ts';
import { CATEGORIES, PARTIES, STATUSES, type Shelf } from '../../domain/customer.ts';
import type { ArchiveLine, FacetName, TextField } from '../../domain/customer-list.ts';
import { SECRECY_CLASSES } from '../../domain/roles.ts';
import type {
  EntryRank,
  EntrySource,
  FacetCode,
  FacetDefinition,
  SortOrder,
  SourceEntry,
  SourceText,
  TextKind,
  TextSource,
} from '../../work/search-source.ts';
import { listSeries, seriesScope } from '../../work/numbers.ts';
import { listGradePlaces } from '../lists/service.ts';
import * as store from './search-store.ts';

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
  const { category, status, grade, secrecy, party, province, city } = row;
  const complete = row.completeness === 100 ? 'yes' : 'no';
  return { category, status, grade, secrecy, party, complete, province, city };
}

const byColumn = (
  name: keyof typeof store.ID_QUERIES,
  keyOf: (db: ReadableDb, id: number) => ReadonlyArray<string | number>,
): SortOrder => ({ readIds: (db) => store.readIdsIn(db, name), keyOf });

/** Where an archive without a series stands: no scope begins like this. */
const AFTER_ALL = '\u{10ffff}';

/** Series after series, and in each by the serial as a number: as text 10000 would stand before 9999. */
const byArchiveNo: SortOrder = {
  readIds(db) {
    const parts = [...listSeries(db, 'archive').map(({ id }) => id), null].map((series) =>
      store.readIdsOfSeries(db, series),
    );
    const ids = new Uint32Array(parts.reduce((sum, { length }) => sum + length, 0));
    let end = 0;
    for (const part of parts) {
      ids.set(part, end);
      end += part.length;
    }
    return ids;
  },
  keyOf(db, id) {
    const { series, serial } = store.numberOf(db, id);
    return [series === null ? AFTER_ALL : seriesScope(db, series), serial ?? 0, id];
  },
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

/** In which a list says where a text was found. */
const FIELD_ORDER: readonly TextField[] = [
  'name',
  'formerName',
  'indexTerm',
  'archiveNo',
  'uscc',
  'legacyCode',
  'phone',
  'contact',
  'address',
  'note',
];

const textOf = (field: TextField, kind: TextKind, text: string | null): SourceText[] =>
  text === null ? [] : [{ field, kind, text }];

/** The texts of a customer's own row by which it is found, besides its name. */
function rowTexts(row: store.SearchedRow): SourceText[] {
  return [
    { field: 'archiveNo', kind: 'code', text: row.archive_no, open: true },
    ...textOf('address', 'words', row.address),
    ...textOf('note', 'words', row.note),
    ...textOf('uscc', 'code', row.uscc),
    ...textOf('legacyCode', 'code', row.legacy_code),
  ];
}

function partTexts({ formerNames, terms, people, phones }: store.SearchedParts): SourceText[] {
  return [
    ...formerNames.map((text): SourceText => ({ field: 'formerName', kind: 'company', text, open: true })),
    ...terms.map((text): SourceText => ({ field: 'indexTerm', kind: 'words', text, open: true })),
    ...people.map(({ name }): SourceText => ({ field: 'contact', kind: 'person', text: name })),
    ...people.flatMap(({ note }) => textOf('note', 'words', note)),
    ...phones.map(({ number, digits }): SourceText => ({
      field: 'phone',
      kind: 'phone',
      text: number,
      digits,
    })),
  ];
}

function shelfOf(row: store.SearchedRow): Shelf | null {
  const { shelf_room: room, shelf_cabinet: cabinet, shelf_level: level, shelf_position: position } = row;
  return cabinet === null || level === null || position === null ? null : { room, cabinet, level, position };
}

function lineOf(row: store.SearchedRow): ArchiveLine {
  return {
    id: row.id,
    archiveNo: row.archive_no,
    name: row.name,
    category: row.category,
    party: row.party,
    status: row.status,
    province: row.province,
    city: row.city,
    grade: row.grade,
    secrecy: row.secrecy,
    filedOn: row.filed_on,
    responsibleId: row.responsible_id,
    completeness: row.completeness,
    shelf: shelfOf(row),
  };
}

function guardedLineOf(row: store.SearchedRow): Pick<SourceEntry, 'id' | 'guarded' | 'line'> {
  const { secrecy, secrecy_until: secrecyUntil, responsible_id: responsibleId, keeper_id: keeperId } = row;
  return { id: row.id, guarded: { secrecy, secrecyUntil, responsibleId, keeperId }, line: lineOf(row) };
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

/** Customers as search knows them: its lists are of their archives. */
export const customerSource: EntrySource = {
  kind: KIND,
  facets: FACETS,
  orders: {
    name: byColumn('name', (db, id) => [store.nameSortOf(db, id), id]),
    archiveNo: byArchiveNo,
    filedOn: byColumn('filedOn', (db, id) => [store.filedOnOf(db, id), id]),
    grade: { facet: 'grade', readWeights: readGradeWeights, equals: 'name' },
  },
  fieldOrder: FIELD_ORDER,
  readEntries: (db, ids) => new Map(store.listSearchedRows(db, ids).map((row) => [row.id, entryOf(row)])),
  readLines: (db, ids) => new Map(store.listSearchedRows(db, ids).map((row) => [row.id, guardedLineOf(row)])),
  readRanks,
  readGuarded: store.listGuardedRows,
};

/** The texts of a customer that stand in rows of their own; they are as closed as its archive. */
export const customerTexts: TextSource = {
  readTexts: (db, ids) =>
    new Map(
      [...store.readSearchedParts(db, ids)].map(([id, parts]) => [
        id,
        [{ kind: KIND, id, secrecy: null, ownerId: null, texts: partTexts(parts) }],
      ]),
    ),
};
