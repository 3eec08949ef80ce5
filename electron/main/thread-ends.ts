/** So many threads in a row may end before they have said a word, and so many in all within a while. */
const MOST_SILENT = 3;
const MOST = 12;
const WHILE_MS = 60_000;
/** Then another is tried no sooner than after a rest. */
const REST_MS = 5_000;

/** How often the vault's thread ended by itself: one that cannot live is not begun again and again. */
export class Ends {
  readonly #now: () => number;
  #times: number[] = [];
  #silent = 0;

  /** @param now milliseconds from any fixed point */
  constructor(now: () => number) {
    this.#now = now;
  }

  /** @param hadSpoken whether it ever answered */
  add(hadSpoken: boolean): void {
    this.#silent = hadSpoken ? 0 : this.#silent + 1;
    this.#times = [...this.#times, this.#now()].slice(-MOST);
  }

  mayStartAnew(): boolean {
    const now = this.#now();
    const isOften = this.#times.length === MOST && now - (this.#times[0] ?? 0) < WHILE_MS;
    const hasRested = now - (this.#times.at(-1) ?? 0) > REST_MS;
    return (!isOften && this.#silent < MOST_SILENT) || hasRested;
  }
}
