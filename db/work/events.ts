import type { ChangedKind } from '../domain/changed.ts';
import type { VaultEvent } from '../wire.ts';
import type { Actor } from './context.ts';

/** What a person may hear of an event; null for nothing. */
export type ToldTo = (actor: Actor) => VaultEvent | null;

/**
 * One message for a whole, not one for each record of it: to whoever may hear of any of them. What is given back stands in
 * for `emit` meanwhile.
 */
export function tellOnce(emit: (toldTo: ToldTo) => void, kind: ChangedKind): (toldTo: ToldTo) => void {
  const changes: ToldTo[] = [];
  emit((actor) => (changes.some((toldTo) => toldTo(actor) !== null) ? { type: 'changed', kind } : null));
  return (toldTo) => void changes.push(toldTo);
}

/** Tells whoever is signed in. Events of a transaction are told once it is committed; one rolled back tells nothing. */
export class Events {
  readonly #sessions: ReadonlyMap<string, { readonly actor: Actor }>;
  readonly #emit: (connection: string, event: VaultEvent) => void;
  /** Those that wait for the transaction under way. */
  #untold: ToldTo[] | null = null;

  constructor(
    sessions: ReadonlyMap<string, { readonly actor: Actor }>,
    emit: (connection: string, event: VaultEvent) => void,
  ) {
    this.#sessions = sessions;
    this.#emit = emit;
  }

  /** Does a transaction, and tells its events afterwards. */
  after<Result>(transaction: () => Result): Result {
    const untold: ToldTo[] = [];
    this.#untold = untold;
    try {
      const result = transaction();
      this.#untold = null;
      for (const toldTo of untold) this.tell(toldTo);
      return result;
    } finally {
      this.#untold = null;
    }
  }

  tell(toldTo: ToldTo): void {
    if (this.#untold) {
      this.#untold.push(toldTo);
      return;
    }
    for (const [connection, { actor }] of this.#sessions) {
      const told = toldTo(actor);
      if (told) this.#emit(connection, told);
    }
  }

  tellOthers(connection: string, event: VaultEvent): void {
    for (const other of this.#sessions.keys()) if (other !== connection) this.#emit(other, event);
  }
}
