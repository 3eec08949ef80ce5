import type { ReadableDb } from '../../connection/handles.ts';
import {
  CATEGORIES,
  completenessOf,
  REQUIRED_FIELDS,
  type Category,
  type CustomerField,
} from '../../domain/customer.ts';
import { CUSTOMER_FIELDS } from '../../domain/customer-fields.ts';
import { columnsOf } from '../../domain/fields.ts';
import type { Condition } from '../../work/page.ts';
import { iterateFilled, iterateReachable } from './as-of-store.ts';

/** Every field that some template asks for (rules.md A1). */
const FIELDS: readonly CustomerField[] = [
  ...new Set(CATEGORIES.flatMap((category) => REQUIRED_FIELDS[category])),
];

const COLUMN_OF = new Map<string, string>(columnsOf(CUSTOMER_FIELDS));

/** When a field counts as filled, as SQL: what is empty is stored as null. The same as `isFilled` says of an input. */
function filledSql(field: CustomerField): string {
  // Who has people with a number stands in the table of people.
  if (field === 'contacts') return 'false';
  if (field === 'shelf') return 'shelf_id is not null';
  const column = COLUMN_OF.get(field);
  if (column === undefined) throw new Error(`no column tells whether ${field} is filled`);
  return `${column} is not null`;
}

/** What a line of history says of the same. */
function wasFilled(field: string, oldValue: string | null): boolean {
  if (oldValue === null || oldValue === '') return false;
  if (field !== 'contacts') return true;
  const contacts: ReadonlyArray<{ readonly mobile?: unknown; readonly phone?: unknown }> =
    JSON.parse(oldValue);
  return contacts.some(({ mobile, phone }) => Boolean(mobile) || Boolean(phone));
}

/** Which required fields archives had filled, undone line by line, for their completeness at an earlier day. */
export class FilledFields {
  /** Those whose changes it has to hear of. */
  readonly fields: readonly string[] = ['category', 'party', ...FIELDS];
  readonly #db: ReadableDb;
  readonly #where: Condition | null;
  readonly #places = new Map<string, number>(FIELDS.map((field, at) => [field, at]));
  readonly #bits: Int32Array;
  readonly #categories: Uint8Array;
  readonly #individuals: Uint8Array;
  /** Read when the first change is undone: the completeness of now stands in the archives. */
  #isRead = false;
  readonly #changed = new Set<number>();

  /** `size`: one more than the last id. */
  constructor(db: ReadableDb, where: Condition | null, size: number) {
    this.#db = db;
    this.#where = where;
    this.#bits = new Int32Array(size);
    this.#categories = new Uint8Array(size);
    this.#individuals = new Uint8Array(size);
  }

  undo(id: number, field: string, oldValue: string | null): void {
    const place = this.#places.get(field);
    // Others may have changes that this has no need of.
    if (place === undefined && field !== 'category' && field !== 'party') return;
    this.#read();
    if (place !== undefined) {
      const bit = 1 << place;
      const others = (this.#bits[id] ?? 0) & ~bit;
      this.#bits[id] = wasFilled(field, oldValue) ? others | bit : others;
    }
    if (field === 'category') this.#categories[id] = CATEGORIES.indexOf(oldValue as Category);
    if (field === 'party') this.#individuals[id] = Number(oldValue === 'individual');
    this.#changed.add(id);
  }

  /** Writes the completeness of those that were undone since the last time. */
  renew(completeness: Uint8Array): void {
    for (const id of this.#changed) {
      const category = CATEGORIES[this.#categories[id] ?? 0] ?? 'client';
      const missing = REQUIRED_FIELDS[category].filter((field) => !this.#isFilled(id, field)).length;
      completeness[id] = completenessOf(category, missing);
    }
    this.#changed.clear();
  }

  #isFilled(id: number, field: CustomerField): boolean {
    if (field === 'uscc' && this.#individuals[id] === 1) return true;
    return ((this.#bits[id] ?? 0) & (1 << (this.#places.get(field) ?? 31))) !== 0;
  }

  #read(): void {
    if (this.#isRead) return;
    this.#isRead = true;
    for (const [id, bits, category, party] of iterateFilled(this.#db, FIELDS.map(filledSql), this.#where)) {
      this.#bits[id] = bits;
      this.#categories[id] = CATEGORIES.indexOf(category);
      this.#individuals[id] = Number(party === 'individual');
    }
    const reachable = 1 << (this.#places.get('contacts') ?? 31);
    for (const [id] of iterateReachable(this.#db)) this.#bits[id] = (this.#bits[id] ?? 0) | reachable;
  }
}
