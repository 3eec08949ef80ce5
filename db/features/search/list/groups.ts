import { longer } from './kinds.ts';

/** Kinds and people that can be told apart. */
const SPACE = 2 ** 26;

/**
 * How many entries there are that are alike: of the same kind in each word of facets, and under the same person. As
 * long as these are far fewer than the entries, counts of any choice are added up in the time of one screen's frame.
 */
export class Groups {
  /** By the responsible person and the kind in the first word, and then by that pair and the next kind, and so on. */
  readonly #pairs: Array<Map<number, number>>;
  readonly #kinds: Uint32Array[];
  #responsible: Uint32Array = new Uint32Array(1_024);
  #counts: Uint32Array = new Uint32Array(1_024);

  constructor(words: number) {
    this.#pairs = Array.from({ length: words }, () => new Map());
    this.#kinds = Array.from({ length: words }, () => new Uint32Array(1_024));
  }

  /** How many groups there are or were; the arrays are longer. */
  get length(): number {
    return this.#pairs.at(-1)?.size ?? 0;
  }
  /** For each word the kind of each group. */
  get kinds(): readonly Uint32Array[] {
    return this.#kinds;
  }
  get responsible(): Uint32Array {
    return this.#responsible;
  }
  /** Zero for groups that have no entry any more. */
  get counts(): Uint32Array {
    return this.#counts;
  }

  clear(): void {
    for (const pairs of this.#pairs) pairs.clear();
  }

  /** Counts an entry, whose kind in each word stands at `id`, in or out. */
  count(kinds: readonly Uint32Array[], id: number, responsible: number, by: 1 | -1): void {
    let group = responsible;
    for (const [word, pairs] of this.#pairs.entries()) {
      const key = group * SPACE + (kinds[word]?.[id] ?? 0);
      let next = pairs.get(key);
      if (next === undefined) {
        next = pairs.size;
        pairs.set(key, next);
        if (word === this.#pairs.length - 1) this.#add(next, kinds, id, responsible);
      }
      group = next;
    }
    this.#counts[group] = (this.#counts[group] ?? 0) + by;
  }

  #add(group: number, kinds: readonly Uint32Array[], id: number, responsible: number): void {
    if (group === this.#counts.length) {
      this.#counts = longer(this.#counts);
      this.#responsible = longer(this.#responsible);
      for (const [word, old] of this.#kinds.entries()) this.#kinds[word] = longer(old);
    }
    this.#counts[group] = 0;
    this.#responsible[group] = responsible;
    for (const [word, ofWord] of this.#kinds.entries()) ofWord[group] = kinds[word]?.[id] ?? 0;
  }
}
