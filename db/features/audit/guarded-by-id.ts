import { daysBetween } from '../../domain/dates.ts';
import { SECRECY_CLASSES } from '../../domain/roles.ts';
import type { Guarded } from '../../work/guarded.ts';

const FIRST_DAY = '1900-01-01';
const WORDS = 3;
const KNOWN = 1 << 31;

/** What access to each of many records depends on: twelve bytes for each, since there may be a million. */
export class GuardedById {
  /** For each id: known, class and last day in one word, who is responsible, who keeps it. */
  #words = new Uint32Array(4096);

  has(id: number): boolean {
    return this.#words[id * WORDS] !== undefined && this.#words[id * WORDS] !== 0;
  }

  /** True when another is known of the record; nothing differs from one that is not known. */
  differs(id: number, guarded: Guarded): boolean {
    return this.has(id) && wordsOf(guarded).some((word, at) => word !== this.#words[id * WORDS + at]);
  }

  set(id: number, guarded: Guarded): void {
    if ((id + 1) * WORDS > this.#words.length) {
      const grown = new Uint32Array(Math.max((id + 1) * WORDS, this.#words.length * 2));
      grown.set(this.#words);
      this.#words = grown;
    }
    this.#words.set(wordsOf(guarded), id * WORDS);
  }
}

function wordsOf({ secrecy, secrecyUntil, responsibleId, keeperId }: Guarded): readonly number[] {
  const day = secrecyUntil === null ? 0 : 1 + daysBetween(FIRST_DAY, secrecyUntil);
  const first = KNOWN | (SECRECY_CLASSES.indexOf(secrecy) << 24) | (day & 0xffffff);
  return [first >>> 0, responsibleId ?? 0, keeperId ?? 0];
}
