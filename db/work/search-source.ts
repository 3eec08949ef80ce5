import type { ReadableDb } from '../connection/handles.ts';
import type { ArchiveLine, LineFacts, SortName, TextField } from '../domain/customer-list.ts';
import type { Secrecy } from '../domain/roles.ts';
import type { Guarded } from './guarded.ts';

/**
 * What search knows of the subjects that it searches. Whoever keeps records brings an entry source (the archives that
 * lists are of) or a text source (texts that belong to an archive); `db/router` names them all. So search asks for no
 * table but its own, and a subject can put its records into the index.
 */
export interface SearchSources {
  readonly entries: EntrySource;
  /** Texts of the entries that do not stand in the entry's own row. */
  readonly texts: readonly TextSource[];
}

/**
 * How a text is written, and so what finds it. `words`: any part. `company`, `person`: a name, by any part, by its
 * initials and its pinyin. `code`: from three characters on. `phone`: a code that people write with or without signs.
 */
export type TextKind = 'words' | 'company' | 'person' | 'code' | 'phone';

export interface SourceText {
  readonly field: TextField;
  readonly kind: TextKind;
  readonly text: string;
  /** Part of the index that everybody sees who may list the entry (rules.md A3), not of the archive itself. */
  readonly open?: boolean;
  /** Of a phone: without country code, extension and punctuation. */
  readonly digits?: string;
}

/** Texts of one record. */
export interface SourceTexts {
  /** With `id` names the record that a text was found in: `customer`, 17. */
  readonly kind: string;
  readonly id: number;
  /**
   * The record's own class, for one that may be more closed than its entry; null: closed and open like the entry. A
   * reader needs both, the entry and, as for an entry of this class, its texts. It has no last day.
   */
  readonly secrecy: Secrecy | null;
  /** `person.id` of whom the record is, who is `own` to it besides what they are to the entry. */
  readonly ownerId: number | null;
  readonly texts: readonly SourceText[];
}

export interface TextSource {
  /** Texts of the given entries, by the entry's id; an entry may be left out. */
  readTexts(db: ReadableDb, entryIds: readonly number[]): Map<number, readonly SourceTexts[]>;
}

/** The code in the vault; null where a record has none. */
export type FacetCode = string | null;

/** Something that entries are narrowed by and counted by. */
export interface FacetDefinition {
  readonly name: string;
  /** 2 ** bits - 1 codes can be had at one time, besides none. */
  readonly bits: number;
  /** Fixed codes: a code's place in the list is its number, for ever. Absent: numbered in the order of first use. */
  readonly codes?: readonly FacetCode[];
  /**
   * A letter of its own under which the value stands in the index, so that a text is looked for under this filter
   * alone. Absent: the filter is asked of what is held in memory, and a new facet writes no entry anew.
   */
  readonly term?: string;
}

/** All that search keeps of an entry but its texts. */
export interface SourceEntry {
  readonly id: number;
  readonly guarded: Guarded;
  /** What a list shows; `secrecy` is the class on file. */
  readonly line: ArchiveLine;
  /** The name, open to whoever lists it. `sortKey` spells it, as `nameSortKey` does. */
  readonly title: { readonly kind: 'company' | 'person'; readonly text: string; readonly sortKey: string };
  /** The texts that stand in the entry's own row. */
  readonly texts: readonly SourceText[];
  /** By the name of the facet. */
  readonly facets: Readonly<Record<string, FacetCode>>;
}

/** A place in an order: compared part by part, texts by their bytes as SQLite does. */
export type SortKey = ReadonlyArray<number | string>;

/** An order of all entries: read from one index, or by a facet and another order among equals. */
export type SortOrder =
  | {
      /** All ids, smallest first. */
      readonly readIds: (db: ReadableDb) => Uint32Array;
      readonly keyOf: (db: ReadableDb, id: number) => SortKey;
    }
  | {
      readonly facet: string;
      /** Place of each code, smallest first; entries without one come last. */
      readonly readWeights: (db: ReadableDb) => ReadonlyMap<string, number>;
      /** The order among equals. */
      readonly equals: SortName;
    };

/** A rank of results by what they are: smallest first, from 0 below 2 ** 20. */
export interface EntryRank {
  readonly id: number;
  readonly rank: number;
}

export interface EntrySource {
  /** In `object` of the log and beside a mark: `customer`. */
  readonly kind: string;
  /** Only added to at the end: their numbers are kept in the vault. */
  readonly facets: readonly FacetDefinition[];
  readonly orders: Readonly<Record<SortName, SortOrder>>;
  /** In which a list names where a text was found. */
  readonly fieldOrder: readonly TextField[];
  /** Entries with the texts of their own rows; those that do not exist are left out. */
  readEntries(db: ReadableDb, ids: readonly number[]): Map<number, SourceEntry>;
  /** What lists show, without the texts. */
  readLines(
    db: ReadableDb,
    ids: readonly number[],
  ): Map<number, Pick<SourceEntry, 'id' | 'guarded' | 'line'>>;
  /** What lists show besides to readers of the archive, by one query for any number of them. */
  readFacts(
    db: ReadableDb,
    ids: readonly number[],
  ): Map<number, { readonly guarded: Guarded; readonly facts: LineFacts }>;
  /** Of what lists show and no facet tells of: the first entries that have it, `limit` of each at most. */
  readHolders(
    db: ReadableDb,
    limit: number,
  ): Readonly<Record<'shelf' | 'contact' | 'phone', readonly number[]>>;
  readRanks(db: ReadableDb, ids: readonly number[]): EntryRank[];
  /** What access to entries with an id above `after` depends on, in the order of ids. */
  readGuarded(db: ReadableDb, after: number, limit: number): Array<Guarded & { readonly id: number }>;
}
