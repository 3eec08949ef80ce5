import type { LockReason } from '../../db/wire.ts';
import { STOP } from '../../db/wire.ts';

/** Locks that the worker has not come to yet, because it is still at work. */
export class OpenLocks {
  /** How many by connection; null stands for every window. */
  readonly #counts = new Map<string | null, number>();

  begin(connection: string | null): void {
    this.#counts.set(connection, (this.#counts.get(connection) ?? 0) + 1);
  }

  end(connection: string | null): void {
    this.#counts.set(connection, Math.max(0, (this.#counts.get(connection) ?? 0) - 1));
  }

  clear(): void {
    this.#counts.clear();
  }

  /** True when a lock of the connection, or of all, is on its way. */
  concern(connection: string | null): boolean {
    return (this.#counts.get(null) ?? 0) > 0 || (this.#counts.get(connection) ?? 0) > 0;
  }
}

/** What a lock asks of a call under way: before the computer sleeps or goes off there is no time to finish. */
export function stopFor(reason: LockReason): number {
  return reason === 'suspend' || reason === 'closed' ? STOP.locked | STOP.cancelled : STOP.locked;
}

/** Calls that ask for no session: signing in goes behind the lock, everything else is refused at once. */
export function isAtTheGate(path: string): boolean {
  return path.startsWith('vault.');
}
