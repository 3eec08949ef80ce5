/** What the program does by itself between calls, carried by somebody who is signed in. */
import { AppError } from '../domain/errors.ts';
import type { MutationContext } from './context.ts';
import type { VaultHost } from './host.ts';
import type { Recorder } from './log/recorder.ts';

/** What the person signed in may do goes for nothing. */
export type ByProgram = MutationContext & Pick<Recorder, 'program'>;

/** Looks every few seconds for what is to be done; a lock breaks it off, and it is found again. */
export class BetweenCalls {
  readonly #host: VaultHost;
  readonly #reach: readonly string[];
  readonly #act: (ctx: ByProgram) => Promise<void>;
  #running: Promise<void> | null = null;
  #stop = new AbortController();

  /** `reach`: the rows of the log that it may write, one of `PROGRAM_REACH`. */
  constructor(host: VaultHost, reach: readonly string[], act: (ctx: ByProgram) => Promise<void>) {
    this.#host = host;
    this.#reach = reach;
    this.#act = act;
  }

  /** To be called every few seconds. */
  look(): void {
    const carried = this.#host.carried(this.#stop.signal);
    if (!carried || this.#running) return;
    const ctx: ByProgram = {
      ...carried,
      actor: { ...carried.actor, roles: [] },
      program: { reach: this.#reach },
      progress: () => {},
    };
    this.#running = this.#run(ctx).finally(() => {
      this.#running = null;
    });
  }

  /** Breaks off what is under way. */
  stop(): void {
    this.#stop.abort(new AppError('common.cancelled'));
    this.#stop = new AbortController();
  }

  /** Resolves once none is under way. */
  async idle(): Promise<void> {
    await this.#running;
  }

  async #run(ctx: ByProgram): Promise<void> {
    try {
      await this.#act(ctx);
    } catch (error) {
      if (!isBrokenOff(error)) this.#host.ports.reportDefect?.(error);
    }
  }
}

const BROKEN_OFF: readonly string[] = ['common.cancelled', 'vault.locked', 'clock.in_doubt'];

/** True for what ends without anybody's fault, and is done at a later look. */
export function isBrokenOff(error: unknown): boolean {
  return error instanceof AppError && BROKEN_OFF.includes(error.code);
}
