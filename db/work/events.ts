import type { VaultEvent } from '../wire.ts';
import type { Actor } from './context.ts';

/** What a person may hear of an event; null for nothing. */
export type ToldTo = (actor: Actor) => VaultEvent | null;

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
