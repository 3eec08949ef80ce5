/** A vault's file: the name is shown, the token that the desktop handed out stands for the path. */
export interface VaultFile {
  /** Null for the vault that this window had last: no token outlives its session. */
  readonly token: string | null;
  readonly name: string;
  /** The one to try things in, which the program made by itself. */
  readonly trial?: boolean;
}

/** A file or folder as the desktop handed it out. */
export interface GivenFile extends VaultFile {
  readonly token: string;
}
