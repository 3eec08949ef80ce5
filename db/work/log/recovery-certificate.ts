import { canonicalJson } from '../../domain/canonical.ts';

/** What the sheets sign when an account is recovered: whose new key it is, in which vault. */
export function recoveryMessage(archiveId: string, account: number, newKey: Uint8Array): Uint8Array {
  const key = Buffer.from(newKey).toString('hex');
  return Buffer.from(canonicalJson({ account, archiveId, key, kind: 'recovery' }), 'utf8');
}
