import type { ReadableDb } from '../../connection/handles.ts';
import type { AuditRow } from '../../work/log/chain.ts';
import { sameBytes } from '../../work/digest.ts';
import { Finding } from './finding.ts';
import * as store from '../../work/log/store.ts';

const OBJECT = 'customer:';

/** The acts whose rows have a hash of an archive. */
const CONTENT_ACTS: ReadonlySet<string> = new Set([
  'customers.create',
  'customers.edit',
  'customers.classify',
  'customers.assign',
  'customers.take_back',
  'customers.join',
  'customers.part',
]);

/** What becomes of an archive by an act, in `#gone`. */
const GONE = { 'customers.take_back': 1, 'customers.join': 2, 'customers.part': 0 } as const;

/** What the log says of the archives: which there are, and the row that last said what is in each. */
export class LoggedRecords {
  readonly #db: ReadableDb;
  /** By the archive's id: the last row that has a hash of it. A million take four megabytes. */
  #last = new Uint32Array(4096);
  /** By the archive's id: 1 where a row of its own filed it. */
  #isFiled = new Uint8Array(4096);
  /** By the archive's id: by which act it is no more; 0 for one that there is. */
  #gone = new Uint8Array(4096);
  /** Archives that were taken back with their import, and those that were joined into another. */
  takenBack = 0;
  joined = 0;
  #seeded: Array<{ readonly from: number; readonly to: number }> = [];
  /** Trial data of a time when their ids were not noted. */
  #seededUnnoted = false;
  /** Archives that a row of their own filed. */
  filed = 0;
  /** Archives where a row begins with another content than the one before it left. */
  readonly broken = new Finding();

  constructor(db: ReadableDb) {
    this.#db = db;
  }

  /** `since`: from this row on hashes are those of what is stored; null while they are not. */
  look(row: AuditRow, since: number | null): void {
    if (row.decision === 'deny') return;
    if (row.action === 'seed.run') this.#noteSeed(row, since);
    if (!CONTENT_ACTS.has(row.action)) return;
    const id = idOf(row);
    if (id === null) return;
    const before = this.lastRow(id);
    this.#put(id, row.seq);
    if (row.action === 'customers.create') {
      if (before === 0) {
        this.filed += 1;
        this.#isFiled[id] = 1;
      } else this.broken.note(id);
    } else if (since !== null && before >= since) {
      const left = store.findLeftBehind(this.#db, before)?.after_hash;
      if (!sameBytes(left, row.before_hash)) this.broken.note(id);
    }
    const to = (GONE as Readonly<Record<string, 0 | 1 | 2>>)[row.action];
    if (to !== undefined) this.#noteStanding(id, to);
    // What is no more does not change.
    else if (this.#gone[id]) this.broken.note(id);
  }

  /** An act that makes what is made so already is none. */
  #noteStanding(id: number, to: 0 | 1 | 2): void {
    const from = this.#gone[id] ?? 0;
    if (from === to || (from !== 0 && to !== 0) || (from === 1 && to === 0)) {
      this.broken.note(id);
      return;
    }
    this.#gone[id] = to;
    if (to === 1) this.takenBack += 1;
    else this.joined += to === 2 ? 1 : -1;
  }

  /** Number of the row that last said what is in an archive; 0 for none. */
  lastRow(id: number): number {
    return this.#last[id] ?? 0;
  }

  /** True for trial data: an archive within a range that was noted, or, where none was, without a row that filed it. */
  isSeeded(id: number): boolean {
    if (this.#seededUnnoted && this.#isFiled[id] !== 1) return true;
    return this.#seeded.some(({ from, to }) => id >= from && id <= to);
  }

  /** How many archives trial data made by the log, as far as their ids are noted. */
  get seeded(): number {
    return this.#seeded.reduce((sum, { from, to }) => sum + to - from + 1, 0);
  }

  #noteSeed({ reason }: AuditRow, since: number | null): void {
    const range = /^(\d{1,9})-(\d{1,9})$/.exec(reason ?? '');
    if (range) {
      const [from, to] = [Number(range[1]), Number(range[2])];
      // One that ends before it begins would take from what the others count.
      if (from <= to) this.#seeded.push({ from, to });
    } else if (since === null) this.#seededUnnoted = true;
  }

  #put(id: number, seq: number): void {
    if (id >= this.#last.length) {
      const length = Math.max(id + 1, this.#last.length * 2);
      const [last, isFiled, gone] = [new Uint32Array(length), new Uint8Array(length), new Uint8Array(length)];
      last.set(this.#last);
      isFiled.set(this.#isFiled);
      gone.set(this.#gone);
      [this.#last, this.#isFiled, this.#gone] = [last, isFiled, gone];
    }
    this.#last[id] = seq;
  }
}

/** More archives than this no file holds; a larger number is none. */
const LARGEST_ID = 100_000_000;

function idOf({ object }: AuditRow): number | null {
  const id = object.startsWith(OBJECT) ? Number(object.slice(OBJECT.length)) : 0;
  return Number.isInteger(id) && id > 0 && id <= LARGEST_ID ? id : null;
}
