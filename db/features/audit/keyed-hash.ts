import { createHmac } from 'node:crypto';
import { canonicalJson } from '../../domain/canonical.ts';
import { deriveKey, type SecureKey } from '../../vault/index.ts';

/** Hashes records for the log with a key of this archive: equal records show, contents do not. */
export interface KeyedHash {
  readonly hash: (value: unknown) => Uint8Array;
  destroy(): void;
}

/** HMAC-SHA-256 over the canonical JSON of a value. */
export function keyedHash(dataKey: SecureKey): KeyedHash {
  const key = deriveKey(dataKey, 'audit-hmac');
  return {
    hash: (value) =>
      key.use((bytes) => createHmac('sha256', bytes).update(canonicalJson(value), 'utf8').digest()),
    destroy: () => key.destroy(),
  };
}
