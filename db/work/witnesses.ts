/** What stands outside of a vault and saw it last, as the open vault and the windows know of it. */

/** Beside the vault, in the program's own folder, in a place that the department chose, in backups. */
export type WitnessKind = 'beside' | 'program' | 'chosen' | 'backup';

/**
 * Why a witness said nothing: it is not there, or not at once; it cannot be read; or it came back meanwhile and knows
 * another vault than the one that is open, which the next opening tells.
 */
export type WitnessTrouble = 'missing' | 'silent' | 'unreadable' | 'differs';

/** A witness that was not heard. */
export interface Unheard {
  readonly kind: WitnessKind;
  /** Name of the folder; empty for the program's own and for what lies beside the vault. */
  readonly label: string;
  readonly trouble: WitnessTrouble;
  /** When it was last written to from this computer, in milliseconds UTC; null where that is not known. */
  readonly since: number | null;
}

/** Keeps what was last seen of the open vault outside of it. */
export interface WitnessKeeper {
  unheard(): readonly Unheard[];
  /** Something was committed: its head is written within some seconds. */
  noted(): void;
  /** Writes the newest head, once more. The vault is still open. */
  close(): void;
}
