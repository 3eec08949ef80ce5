/** A vault's file as the desktop handed it out: the name is shown, the token stands for the path. */
export interface VaultFile {
  readonly token: string;
  readonly name: string;
}
