/**
 * The different words of facets that entries have: a million entries have some tens of thousands. Each gets a number
 * from 1 on, so that a filter is asked of a kind once, and of an entry by one look.
 */
export class Kinds {
  readonly #numbers = new Map<number, number>();
  #words: Uint32Array = new Uint32Array(1_024);

  /** Above the largest number. */
  get end(): number {
    return this.#numbers.size + 1;
  }
  /** The word of each kind; longer than `end`. */
  get words(): Uint32Array {
    return this.#words;
  }

  clear(): void {
    this.#numbers.clear();
  }

  /** The kind of a word, a new one for a new word. */
  of(word: number): number {
    let kind = this.#numbers.get(word);
    if (kind !== undefined) return kind;
    kind = this.end;
    this.#numbers.set(word, kind);
    if (kind === this.#words.length) this.#words = longer(this.#words);
    this.#words[kind] = word;
    return kind;
  }
}

/** Twice the room. */
export function longer(old: Uint32Array): Uint32Array {
  const next = new Uint32Array(2 * old.length);
  next.set(old);
  return next;
}
