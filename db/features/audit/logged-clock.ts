import { isDoubtful } from '../../domain/clock-doubt.ts';
import type { AuditRow } from '../../work/log/chain.ts';
import { CLOCK, isDated } from '../../work/log/clock.ts';
import { ANCHOR } from '../../work/log/store.ts';
import { parseSaid } from './anchors.ts';

/** Rows of earlier rules say nothing of the clock. */
const FIRST_RULES = 2;

/** Before anchors were counted all that had a row were daily ones. */
const isDailyAnchor = ({ action, reason }: AuditRow): boolean =>
  action === ANCHOR && (reason === null || parseSaid(reason)?.kind === 'daily');

/** Tells whether the word of a row was certified by the key that only two recovery sheets give. */
type IsCertified = (row: AuditRow, doubt: number) => boolean;

/**
 * Follows the computer's clock from row to row, as `readTrust` reads it: a doubt begins and ends with rows of its own,
 * and nothing that is dated was done in it. Rows of earlier rules only tell the time.
 */
export class LoggedClock {
  readonly #personOf: ReadonlyMap<number, number>;
  readonly #isCertified: IsCertified;
  /** When the clock was last right, in milliseconds UTC; null before the first row. */
  #newest: number | null = null;
  #anchor = 0;
  /** The row with which the doubt began; null while there is none. */
  #since: number | null = null;
  #words: Array<{
    readonly personId: number | undefined;
    readonly at: number;
    readonly isCertified: boolean;
  }> = [];

  constructor(personOf: ReadonlyMap<number, number>, isCertified: IsCertified) {
    this.#personOf = personOf;
    this.#isCertified = isCertified;
  }

  /** The time by which a row is judged: in doubt, when the clock was last right. */
  timeOf(row: AuditRow): number {
    return this.#since === null ? row.at : (this.#rightAt ?? row.at);
  }

  /** False for a row that says another thing of the clock than the rows before it, or is dated in doubt. */
  look(row: AuditRow): boolean {
    if ((row.rules ?? 0) < FIRST_RULES) {
      this.#take(row);
      return true;
    }
    const inDoubt = this.#rightAt !== null && isDoubtful(row.at, this.#rightAt);
    if (row.decision === 'allow' && row.action === CLOCK.doubt) return this.#begin(row, inDoubt);
    if (row.decision === 'allow' && row.action === CLOCK.right) return this.#end(row, inDoubt);
    if (inDoubt !== (this.#since !== null)) {
      // Told once: what follows is judged by this row's own time.
      this.#close(row);
      return false;
    }
    if (!inDoubt) this.#take(row);
    else if (isDated(row)) return false;
    else if (row.decision === 'allow' && row.action === CLOCK.vouch) this.#hear(row);
    return true;
  }

  get #rightAt(): number | null {
    return this.#newest === null ? null : Math.max(this.#newest, this.#anchor);
  }

  #take(row: AuditRow): void {
    this.#newest = row.at;
    if (isDailyAnchor(row)) this.#anchor = row.at;
  }

  #begin(row: AuditRow, inDoubt: boolean): boolean {
    const isDue = inDoubt && this.#since === null;
    this.#since = row.seq;
    this.#words = [];
    return isDue;
  }

  #end(row: AuditRow, inDoubt: boolean): boolean {
    const isDue = this.#since !== null && (!inDoubt || this.#isSettled(row.at));
    this.#close(row);
    return isDue;
  }

  #close(row: AuditRow): void {
    this.#since = null;
    this.#anchor = 0;
    this.#take(row);
  }

  #hear(row: AuditRow): void {
    this.#words.push({
      personId: this.#personOf.get(row.account_id),
      at: row.at,
      isCertified: this.#since !== null && row.reason !== null && this.#isCertified(row, this.#since),
    });
  }

  /** The word of two people, or of one with two sheets, about the same date. */
  #isSettled(at: number): boolean {
    const words = this.#words.filter((word) => !isDoubtful(at, word.at));
    return (
      words.some(({ isCertified }) => isCertified) || new Set(words.map(({ personId }) => personId)).size > 1
    );
  }
}
