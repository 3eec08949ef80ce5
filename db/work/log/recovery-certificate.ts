/** What the key signs that only two recovery sheets give, and what a second person signs for other sheets. */
import { canonicalJson } from '../../domain/canonical.ts';

/** An account is recovered: whose new key it is, in which vault. */
export function recoveryMessage(archiveId: string, account: number, newKey: Uint8Array): Uint8Array {
  const key = Buffer.from(newKey).toString('hex');
  return Buffer.from(canonicalJson({ account, archiveId, key, kind: 'recovery' }), 'utf8');
}

/** The computer's date is right: by whose word, in which vault, against the doubt of which row. */
export function clockMessage(archiveId: string, account: number, doubt: number): Uint8Array {
  return Buffer.from(canonicalJson({ account, archiveId, doubt, kind: 'clock' }), 'utf8');
}

/** Other sheets count from now on: by whose hand, in which vault, which set, and the hash of what the vault is then. */
export function sheetsMessage(
  archiveId: string,
  account: number,
  { set, certifier, facts }: { readonly set: number; readonly certifier: string; readonly facts: Uint8Array },
): Uint8Array {
  const hash = Buffer.from(facts).toString('hex');
  const message = { account, archiveId, certifier, facts: hash, kind: 'sheets', set };
  return Buffer.from(canonicalJson(message), 'utf8');
}

/** What was asked for an account is carried out: by whose word, in which vault, and the hash of the row that asked. */
export function accountMessage(archiveId: string, account: number, row: Uint8Array): Uint8Array {
  const asked = Buffer.from(row).toString('hex');
  return Buffer.from(canonicalJson({ account, archiveId, kind: 'account', row: asked }), 'utf8');
}
