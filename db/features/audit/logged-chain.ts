import type { ReadableDb } from '../../connection/handles.ts';
import { sameBytes } from '../../work/digest.ts';
import { CHAIN_START, hashOfRow, type AuditRow } from '../../work/log/chain.ts';
import { newestRow } from '../../work/log/recorder.ts';
import { Finding, type Check } from './finding.ts';

/** Where a look at the log stands: the row before the next one. */
type Place = Pick<AuditRow, 'seq' | 'hash'>;

/** Rows follow each other by their numbers, without a gap, and by their hashes. */
export class LoggedChain {
  readonly #sequence = new Finding();
  readonly #chain = new Finding();
  #previous: Place;
  rows = 0;

  constructor(previous: Place = { seq: 0, hash: CHAIN_START }) {
    this.#previous = previous;
  }

  /** Number of the newest row that was looked at. */
  get last(): number {
    return this.#previous.seq;
  }

  /** The first row that is missing or wrong; null for none up to here. */
  get firstWrong(): number | null {
    const found = [this.#sequence.first, this.#chain.first].filter((seq) => seq !== null);
    return found.length === 0 ? null : Math.min(...found);
  }

  look(row: AuditRow): void {
    this.rows += 1;
    const { seq, hash } = this.#previous;
    if (row.seq !== seq + 1) this.#sequence.note(seq + 1);
    if (!sameBytes(row.prev_hash, hash) || !sameBytes(row.hash, hashOfRow(row))) this.#chain.note(row.seq);
    this.#previous = row;
  }

  /** The row from which the look begins is not the one that it is said to be. */
  refuseStart(): void {
    this.#chain.note(this.last);
  }

  /** The counter beside the log shows when rows are cut off at its end, and must itself be there. */
  end(db: ReadableDb): Check[] {
    if (newestRow(db) !== this.last) this.#sequence.note(this.last + 1);
    return [this.#sequence.check('audit_sequence', this.rows), this.#chain.check('audit_chain', this.rows)];
  }
}
