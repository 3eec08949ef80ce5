import { AppError } from '../domain/errors.ts';
import { hash, sodium, utf8 } from './sodium.ts';

/** What a key derived from the data key is for; one key never serves two purposes. */
export type KeyPurpose = 'keys-mac' | 'slot-mark' | 'former-marks' | 'audit-records' | 'backup' | 'export';

/** A secret that can be wiped. After `destroy`, as by a lock, every use throws `vault.locked`. */
export interface SecureKey {
  /** Lends the bytes; they must not be kept. */
  use<Result>(work: (bytes: Uint8Array) => Result): Result;
  readonly destroyed: boolean;
  destroy(): void;
}

/** Takes the bytes over: they are wiped by `destroy`. */
export function secureKey(bytes: Uint8Array): SecureKey {
  let destroyed = false;
  return {
    use(work) {
      if (destroyed) throw new AppError('vault.locked');
      return work(bytes);
    },
    get destroyed() {
      return destroyed;
    },
    destroy() {
      destroyed = true;
      sodium.memzero(bytes);
    },
  };
}

/** A 32-byte key for one purpose. */
export function deriveKey(dataKey: SecureKey, purpose: KeyPurpose): SecureKey {
  return secureKey(dataKey.use((bytes) => hash(32, utf8(`kedang:${purpose}`), bytes)));
}

/** Keyed BLAKE2b of 32 bytes. */
export function hashWith(key: SecureKey, text: string): Uint8Array {
  return key.use((bytes) => hash(32, utf8(text), bytes));
}
