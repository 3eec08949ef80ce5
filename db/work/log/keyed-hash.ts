import { randomBytes } from 'node:crypto';
import type { Handles, WritableDb } from '../../connection/handles.ts';
import { getMeta, setMeta } from '../../connection/meta.ts';
import { canonicalJson, compactJson } from '../../domain/canonical.ts';
import { deriveKey, hashWith, secureKey, type SecureKey } from '../../vault/index.ts';

/**
 * How a record becomes bytes. 1: the canonical JSON of all its fields. 2: of those that hold something, so that a
 * field which a later version adds leaves every hash as it is.
 */
export type HashVersion = 1 | 2;
export const HASH_VERSION = 2;

/** Hashes records for the log with a key of this vault: equal records show, contents do not. */
export interface KeyedHash {
  readonly hash: (value: unknown, version?: HashVersion) => Uint8Array;
  destroy(): void;
}

/** Keyed BLAKE2b of 32 bytes over the JSON of a value. */
export function keyedHash({ reader }: Pick<Handles, 'reader'>): KeyedHash {
  const stored = getMeta(reader, 'hash_key');
  if (stored === undefined) throw new Error('no key for hashes');
  const key = secureKey(Uint8Array.from(Buffer.from(stored, 'hex')));
  return {
    hash: (value, version = HASH_VERSION) =>
      hashWith(key, version === 1 ? canonicalJson(value) : `2:${compactJson(value)}`),
    destroy: () => key.destroy(),
  };
}

/** The key of hashes belongs to the vault: it stays when the data key is renewed. */
export function makeHashKey(db: WritableDb): void {
  setMeta(db, 'hash_key', randomBytes(32).toString('hex'));
}

/** A vault from before hashed with a key made from its data key; that one is kept from now on. */
export function keepHashKey({ reader, transaction }: Handles, dataKey: SecureKey): void {
  if (getMeta(reader, 'hash_key') !== undefined) return;
  const key = deriveKey(dataKey, 'audit-records');
  transaction((db) =>
    setMeta(
      db,
      'hash_key',
      key.use((bytes) => Buffer.from(bytes).toString('hex')),
    ),
  );
  key.destroy();
}
