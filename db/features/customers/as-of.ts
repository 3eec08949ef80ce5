/**
 * The archives as they were at the end of a day, as columns of small numbers: for tables over all of them (rules.md B1).
 * What they are now is read in one pass, and what was changed since is undone from the history, the latest change
 * first, so an earlier day is reached from a later one and never the other way.
 */
import type { ReadableDb, SqlValue } from '../../connection/handles.ts';
import { CUSTOMER_FIELDS } from '../../domain/customer-fields.ts';
import type { Day } from '../../domain/dates.ts';
import { columnsOf, type KeyOfKind } from '../../domain/fields.ts';
import type { Condition } from '../../work/page.ts';
import { guardedOf } from './access.ts';
import { lastCustomerId } from './candidate-store.ts';
import { FilledFields } from './filled-fields.ts';
import { ROOM } from './shelf-store.ts';
import * as store from './as-of-store.ts';

/** Fields that tables are made of: those that hold one value which many share, a day or an amount. */
export type AsOfField = KeyOfKind<
  typeof CUSTOMER_FIELDS,
  'choice' | 'code' | 'division' | 'person' | 'day' | 'amount' | 'shelf'
>;

/** What the history kept of a field, as its column has it. */
function read(field: string, oldValue: string | null): SqlValue {
  if (oldValue === null) return null;
  if (field === 'annualVolume' || field === 'responsibleId') return Number(oldValue);
  // A place counts by its room; what stands in none is empty, what has no place null.
  if (field === 'shelf') return (JSON.parse(oldValue) as { readonly room: string | null }).room ?? '';
  return oldValue;
}

/** A column: `codes[id]` is the place in `values` of what the archive says. */
export interface Column {
  readonly codes: Int32Array;
  readonly values: readonly SqlValue[];
}

/** The archives at the end of a day. Arrays are by id; what is said of an id without an archive means nothing. */
export interface Moment {
  readonly day: Day;
  /** 1 for an archive that was filed by then and within reach. */
  readonly members: Uint8Array;
  readonly column: (field: AsOfField | 'filedOn') => Column;
  /** Completeness in whole per cent (rules.md A1). */
  readonly completeness: Uint8Array;
  /** The last line of history that had been written. */
  readonly lastChange: number;
}

/** Asked for with the fields that tables use, and nothing else is read. */
export interface AsOfQuery {
  readonly fields: readonly AsOfField[];
  readonly completeness: boolean;
  /** What is true of archives that are counted; null for all. */
  readonly where: Condition | null;
}

const COLUMN_OF = new Map<string, string>(columnsOf(CUSTOMER_FIELDS));

function sqlOf(field: AsOfField | 'filedOn'): string {
  if (field === 'shelf') return ROOM;
  return COLUMN_OF.get(field) ?? 'filed_on';
}

/** A column that is being filled. */
class Coded {
  readonly codes: Int32Array;
  readonly values: SqlValue[] = [];
  readonly #places = new Map<SqlValue, number>();

  constructor(size: number) {
    this.codes = new Int32Array(size);
  }

  set(id: number, value: SqlValue): void {
    let place = this.#places.get(value);
    if (place === undefined) {
      place = this.values.push(value) - 1;
      this.#places.set(value, place);
    }
    this.codes[id] = place;
  }
}

/** Undone like a column, from changes of every field that it depends on. */
const COMPLETENESS = 'completeness';

/** Makes moments, each no later than the one before. */
export class ArchivesAsOf {
  readonly #db: ReadableDb;
  readonly #columns = new Map<AsOfField | 'filedOn', Coded>();
  readonly #listed: Uint8Array;
  readonly #completeness: Uint8Array;
  readonly #filled: FilledFields | null;
  /** The last line of history that each column is as of, and completeness. */
  readonly #last = new Map<AsOfField | typeof COMPLETENESS, number>();

  /** Reads what the archives are now. */
  constructor(db: ReadableDb, { fields, completeness, where }: AsOfQuery) {
    this.#db = db;
    const size = lastCustomerId(db) + 1;
    this.#listed = new Uint8Array(size);
    this.#completeness = new Uint8Array(completeness ? size : 0);
    const names = ['filedOn', ...fields] as const;
    const columns = names.map((name) => {
      const column = new Coded(size);
      this.#columns.set(name, column);
      return column;
    });
    const columnsRead = names.map(sqlOf);
    if (completeness) columnsRead.push('completeness');
    for (const row of store.iterateColumns(db, columnsRead, where)) {
      const id = row[0];
      this.#listed[id] = 1;
      // Not by iterating over it: this runs ten million times.
      for (let at = 0; at < columns.length; at += 1) columns[at]?.set(id, row[at + 1] ?? null);
      if (completeness) this.#completeness[id] = Number(row.at(-1));
    }
    this.#filled = completeness ? new FilledFields(db, where, size) : null;
    const last = store.lastChange(db);
    for (const field of fields) this.#last.set(field, last);
    if (completeness) this.#last.set(COMPLETENESS, last);
  }

  /** What they are now, of those filed by a day. */
  now(day: Day): Moment {
    return this.#moment(day, [...this.#columns.keys()], store.lastChange(this.#db));
  }

  /**
   * What they were at a moment (milliseconds UTC), of those filed by its day: some fields, or all of them with their
   * completeness.
   */
  at(day: Day, moment: number, some?: readonly AsOfField[]): Moment {
    const last = store.lastChangeAt(this.#db, moment);
    this.#undoTo(last, some ?? [...this.#last.keys()]);
    return this.#moment(day, some ? ['filedOn', ...some] : [...this.#columns.keys()], last);
  }

  #undoTo(last: number, wanted: ReadonlyArray<AsOfField | typeof COMPLETENESS>): void {
    const later = wanted.filter((one) => (this.#last.get(one) ?? 0) > last);
    // Some may have been undone further than others.
    for (const [upTo, together] of Map.groupBy(later, (one) => this.#last.get(one) ?? 0)) {
      const columns = new Map<string, Coded>();
      for (const one of together) {
        const column = one === COMPLETENESS ? undefined : this.#columns.get(one);
        if (column) columns.set(one, column);
        this.#last.set(one, last);
      }
      const filled = together.includes(COMPLETENESS) ? this.#filled : null;
      const fields = [...new Set([...columns.keys(), ...(filled?.fields ?? [])])];
      for (const [id, field, oldValue] of store.iterateUndone(this.#db, { fields, after: last, upTo })) {
        if (this.#listed[id] !== 1) continue;
        columns.get(field)?.set(id, read(field, oldValue));
        filled?.undo(id, field, oldValue);
      }
      filled?.renew(this.#completeness);
    }
  }

  #moment(day: Day, fields: ReadonlyArray<AsOfField | 'filedOn'>, lastChange: number): Moment {
    const members = new Uint8Array(this.#listed.length);
    const copies = new Map<string, Column>();
    for (const field of fields) {
      const column = this.#columns.get(field);
      if (column) copies.set(field, { codes: column.codes.slice(), values: column.values });
    }
    const filedOn = copies.get('filedOn');
    if (!filedOn) throw new Error('no column of filing days');
    const isFiled = filedOn.values.map((filed) => String(filed) <= day);
    for (let id = 0; id < members.length; id += 1)
      if (this.#listed[id] === 1 && isFiled[filedOn.codes[id] ?? 0]) members[id] = 1;
    return {
      day,
      members,
      column(field) {
        const column = copies.get(field);
        if (!column) throw new Error(`${field} was not read`);
        return column;
      },
      completeness: this.#completeness.slice(),
      lastChange,
    };
  }
}

/** How some archives are called after a line of history, and what access to each depends on today; in the order of `ids`. */
export function readNames(db: ReadableDb, ids: readonly number[], after: number) {
  const rows = new Map(store.listNamed(db, ids).map((row) => [row.id, row]));
  return ids.flatMap((id) => {
    const row = rows.get(id);
    if (!row) return [];
    const { archive_no: archiveNo, name, ...guarded } = row;
    const undone = store.findUndone(db, { id, field: 'name', after });
    return [{ id, archiveNo, name: undone?.oldValue ?? name, guarded: guardedOf(guarded) }];
  });
}

/** 档号 by id. */
export function readArchiveNos(db: ReadableDb, ids: Iterable<number>): Map<number, string> {
  return new Map(store.listNamed(db, [...ids]).map(({ id, archive_no: archiveNo }) => [id, archiveNo]));
}
