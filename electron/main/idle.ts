/** Minutes without input after which the archive locks, until it says its own setting. */
export const DEFAULT_IDLE_MINUTES = 10;
const MINUTE_MS = 60_000;

/** Tells when nobody has used a window for too long. Times in milliseconds from any fixed point. */
export class IdleWatch {
  readonly #now: () => number;
  #limitMs = DEFAULT_IDLE_MINUTES * MINUTE_MS;
  #lastInput: number;
  #told = false;

  constructor(now: () => number) {
    this.#now = now;
    this.#lastInput = now();
  }

  activity(): void {
    this.#lastInput = this.#now();
    this.#told = false;
  }

  setLimit(minutes: number): void {
    this.#limitMs = minutes * MINUTE_MS;
  }

  /** True once for each stretch of idleness that reaches the limit. */
  isDue(): boolean {
    if (this.#told || this.#now() - this.#lastInput < this.#limitMs) return false;
    this.#told = true;
    return true;
  }
}
