/** Minutes without input after which the vault locks, until it says its own setting. */
export const DEFAULT_IDLE_MINUTES = 10;
const MINUTE_MS = 60_000;
/** So long before the lock somebody is warned; half of a limit that is as short. */
const WARNED_MS = 60_000;

/** Tells when nobody has used a window for too long. Times in milliseconds from any fixed point. */
export class IdleWatch {
  readonly #now: () => number;
  #limitMs = DEFAULT_IDLE_MINUTES * MINUTE_MS;
  #lastInput: number;
  #isWarned = false;

  constructor(now: () => number) {
    this.#now = now;
    this.#lastInput = now();
  }

  activity(): void {
    this.#lastInput = this.#now();
    this.#isWarned = false;
  }

  setLimit(minutes: number): void {
    this.#limitMs = minutes * MINUTE_MS;
  }

  /** True once each time that the limit passes without input. A clock set back begins the wait anew, no more. */
  isDue(): boolean {
    const now = this.#now();
    if (now < this.#lastInput) this.#lastInput = now;
    if (now - this.#lastInput < this.#limitMs) return false;
    this.#lastInput = now;
    this.#isWarned = false;
    return true;
  }

  /** Seconds until the lock, once each time that it comes near; null before and afterwards. */
  warning(): number | null {
    const leftMs = this.#limitMs - (this.#now() - this.#lastInput);
    if (this.#isWarned || leftMs > Math.min(WARNED_MS, this.#limitMs / 2)) return null;
    this.#isWarned = true;
    return Math.ceil(leftMs / 1_000);
  }
}
