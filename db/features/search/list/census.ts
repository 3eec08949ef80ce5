const FACETS_END = 2 ** 32;

/**
 * How many customers there are of each kind: alike in all values of filters and in who is responsible. A million
 * customers are some tens of thousands of kinds, so that any counts are added up in the time of one screen's frame.
 */
export class Census {
  readonly #places = new Map<number, number>();
  #facets = new Uint32Array(1_024);
  #responsible = new Uint32Array(1_024);
  #counts = new Uint32Array(1_024);

  /** How many kinds there are or were; the arrays are longer. */
  get length(): number {
    return this.#places.size;
  }
  get facets(): Uint32Array {
    return this.#facets;
  }
  get responsible(): Uint32Array {
    return this.#responsible;
  }
  /** Zero for kinds that have no customer any more. */
  get counts(): Uint32Array {
    return this.#counts;
  }

  clear(): void {
    this.#places.clear();
  }

  add(facets: number, responsible: number, by: 1 | -1): void {
    const key = responsible * FACETS_END + facets;
    let place = this.#places.get(key);
    if (place === undefined) {
      place = this.#places.size;
      this.#places.set(key, place);
      if (place === this.#counts.length) this.#grow();
      this.#facets[place] = facets;
      this.#responsible[place] = responsible;
      this.#counts[place] = 0;
    }
    this.#counts[place] = (this.#counts[place] ?? 0) + by;
  }

  #grow(): void {
    const longer = (old: Uint32Array) => {
      const next = new Uint32Array(2 * old.length);
      next.set(old);
      return next;
    };
    this.#facets = longer(this.#facets);
    this.#responsible = longer(this.#responsible);
    this.#counts = longer(this.#counts);
  }
}
