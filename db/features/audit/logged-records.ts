import type { ReadableDb } from '../../connection/handles.ts';
import type { AuditRow } from '../../work/log/chain.ts';
import { sameBytes } from '../../work/digest.ts';
import { Finding } from './finding.ts';
import * as store from '../../work/log/store.ts';

const OBJECT = 'customer:';

/** What the log says of the archives: which there are, and the row that last said what is in each. */
export class LoggedRecords {
  readonly #db: ReadableDb;
  /** By the archive's id: the last row that has a hash of it. A million take four megabytes. */
  #last = new Uint32Array(4096);
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
    if (row.action !== 'customers.create' && row.action !== 'customers.edit') return;
    const id = idOf(row);
    if (id === null) return;
    const before = this.lastRow(id);
    if (row.action === 'customers.create') {
      if (before === 0) this.filed += 1;
      else this.broken.note(id);
    } else if (since !== null && before >= since) {
      const left = store.findLeftBehind(this.#db, before)?.after_hash;
      if (!sameBytes(left, row.before_hash)) this.broken.note(id);
    }
    this.#put(id, row.seq);
  }

  /** Number of the row that last said what is in an archive; 0 for none. */
  lastRow(id: number): number {
    return this.#last[id] ?? 0;
  }

  isSeeded(id: number): boolean {
    return this.#seededUnnoted || this.#seeded.some(({ from, to }) => id >= from && id <= to);
  }

  /** How many archives trial data made by the log, as far as their ids are noted. */
  get seeded(): number {
    return this.#seeded.reduce((sum, { from, to }) => sum + to - from + 1, 0);
  }

  #noteSeed({ reason }: AuditRow, since: number | null): void {
    const range = /^(\d{1,9})-(\d{1,9})$/.exec(reason ?? '');
    if (range) this.#seeded.push({ from: Number(range[1]), to: Number(range[2]) });
    else if (since === null) this.#seededUnnoted = true;
  }

  #put(id: number, seq: number): void {
    if (id >= this.#last.length) {
      const longer = new Uint32Array(Math.max(id + 1, this.#last.length * 2));
      longer.set(this.#last);
      this.#last = longer;
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
