import { AppError } from '../domain/errors.ts';

/** So many wait at most: windows ask one thing at a time, so more is somebody who means harm. */
const MOST_ASKED = 32;

interface Asked {
  readonly connection: string;
  readonly stop: AbortController;
}

/**
 * Where secrets are tried and made, one after another in the order in which they were asked for: so wrong tries are
 * counted one by one, and the memory of one derivation is the most that is taken.
 */
export class Gate {
  readonly #asked = new Set<Asked>();
  #last: Promise<unknown> = Promise.resolve();

  /**
   * Does `work` when its turn comes; the signal is aborted when the connection is locked.
   * Errors: `vault.gate_full`, `vault.locked` when it was locked before the turn came.
   */
  async run<Result>(connection: string, work: (signal: AbortSignal) => Promise<Result>): Promise<Result> {
    if (this.#asked.size >= MOST_ASKED) throw new AppError('vault.gate_full');
    const asked = { connection, stop: new AbortController() };
    const { signal } = asked.stop;
    this.#asked.add(asked);
    const turn = this.#last.then(() => {
      signal.throwIfAborted();
      return work(signal);
    });
    this.#last = turn.catch(() => undefined);
    try {
      return await turn;
    } finally {
      this.#asked.delete(asked);
    }
  }

  /** Stops what a connection has asked for, or everybody: `vault.locked`. */
  stop(connection: string | null): void {
    for (const asked of this.#asked)
      if (connection === null || asked.connection === connection)
        asked.stop.abort(new AppError('vault.locked'));
  }

  /** Resolves once everything that was asked for so far is through. */
  async idle(): Promise<void> {
    await this.#last;
  }
}
