import { canonicalJson } from '../../domain/canonical.ts';
import { deriveKey, hashWith, type SecureKey } from '../../vault/index.ts';

/** Hashes records for the log with a key of this archive: equal records show, contents do not. */
export interface KeyedHash {
  readonly hash: (value: unknown) => Uint8Array;
  destroy(): void;
}

/** Keyed BLAKE2b of 32 bytes over the canonical JSON of a value. */
export function keyedHash(dataKey: SecureKey): KeyedHash {
  const key = deriveKey(dataKey, 'audit-records');
  return {
    hash: (value) => hashWith(key, canonicalJson(value)),
    destroy: () => key.destroy(),
  };
}
