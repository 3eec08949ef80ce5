import type { ReadableDb } from '../../connection/handles.ts';
import { OUTCOMES, WAYS, type Outcome } from '../../domain/inspection.ts';
import { sameBytes } from '../../work/digest.ts';
import { findDigest, listEntriesById, NOTED_WORDS, readNotedAfter } from './overview-store.ts';
import type { EntryRow } from './store.ts';
import type { OutcomeCount } from './summary.ts';

/** Entries that are read together. */
export const AT_ONCE = 10_000;

/** Ways by outcomes, from 1 on; 0 is an archive of which nothing is noted. */
const KINDS = OUTCOMES.flatMap((outcome) => WAYS.map((way) => ({ outcome, way })));

interface Inspector {
  readonly archives: Set<number>;
  newest: number;
}

/**
 * What stands of each archive in one inspection by its last entry, in memory: a byte an archive. Entries only grow, so
 * before each use those are read that were made since; a hundred thousand are read when it is first needed.
 */
export class Noted {
  readonly #inspectionId: number;
  #kinds = new Uint8Array(1_024);
  #found = new Uint8Array(1_024);
  #counts = new Uint32Array(KINDS.length + 1);
  #withFindings = 0;
  #inspectors = new Map<number, Inspector>();
  #last: { readonly id: number; readonly digest: Uint8Array | undefined } | null = null;

  constructor(inspectionId: number) {
    this.#inspectionId = inspectionId;
  }

  /** Takes over what was noted since the last time. */
  sync(db: ReadableDb): this {
    while (this.read(db, AT_ONCE));
    return this;
  }

  /** Takes over so much of it at most; false when that was all. */
  read(db: ReadableDb, limit: number): boolean {
    // What a transaction wrote that was then rolled back may have been read.
    if (this.#last && !sameBytes(findDigest(db, this.#last.id), this.#last.digest)) this.#clear();
    const noted = readNotedAfter(db, this.#inspectionId, { after: this.#last?.id ?? 0, limit });
    for (let at = 0; at < noted.length; at += NOTED_WORDS) this.#take(noted.subarray(at, at + NOTED_WORDS));
    const id = noted.at(-NOTED_WORDS);
    if (id !== undefined) this.#last = { id, digest: findDigest(db, id) };
    return noted.length >= limit * NOTED_WORDS;
  }

  has(customerId: number): boolean {
    return (this.#kinds[customerId] ?? 0) > 0;
  }

  outcomeOf(customerId: number): Outcome | null {
    return KINDS[(this.#kinds[customerId] ?? 0) - 1]?.outcome ?? null;
  }

  hasFindings(customerId: number): boolean {
    return (this.#found[customerId] ?? 0) > 0;
  }

  get counts(): OutcomeCount[] {
    return KINDS.map((kind, index) => ({ ...kind, count: this.#counts[index + 1] ?? 0 })).filter(
      ({ count }) => count > 0,
    );
  }

  /** Archives on which something was found. */
  get withFindings(): number {
    return this.#withFindings;
  }

  /** True when somebody with one of the accounts made an entry. */
  hasInspected(accountIds: readonly number[]): boolean {
    return accountIds.some((id) => this.#inspectors.has(id));
  }

  /** The newest entry of each account, and of how many archives it made any, the most first. */
  inspectors(db: ReadableDb): Array<{ readonly count: number; readonly newest: EntryRow }> {
    const ids = [...this.#inspectors.values()].map(({ newest }) => newest);
    return listEntriesById(db, ids)
      .map((newest) => ({ newest, count: this.#inspectors.get(newest.account_id)?.archives.size ?? 0 }))
      .sort((one, other) => other.count - one.count);
  }

  #take([id = 0, customerId = 0, accountId = 0, outcome = 0, way = 0, found = 0]: Uint32Array): void {
    if (customerId >= this.#kinds.length) this.#grow(customerId);
    const [before, kind] = [this.#kinds[customerId] ?? 0, 1 + outcome * WAYS.length + way];
    this.#kinds[customerId] = kind;
    if (before > 0) this.#counts[before] = (this.#counts[before] ?? 0) - 1;
    this.#counts[kind] = (this.#counts[kind] ?? 0) + 1;
    this.#withFindings += found - (this.#found[customerId] ?? 0);
    this.#found[customerId] = found;
    const inspector = this.#inspectors.get(accountId) ?? { archives: new Set(), newest: id };
    inspector.archives.add(customerId);
    inspector.newest = id;
    this.#inspectors.set(accountId, inspector);
  }

  #grow(customerId: number): void {
    const grown = (old: Uint8Array) => {
      const next = new Uint8Array(2 * (customerId + 1));
      next.set(old);
      return next;
    };
    this.#kinds = grown(this.#kinds);
    this.#found = grown(this.#found);
  }

  #clear(): void {
    this.#kinds.fill(0);
    this.#found.fill(0);
    this.#counts.fill(0);
    this.#withFindings = 0;
    this.#inspectors.clear();
    this.#last = null;
  }
}
