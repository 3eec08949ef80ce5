/**
 * The 16 bytes that open the database file: 12 random ones, then a check over them. The check tells a damaged
 * header from the header of another vault. SQLite does not use the salt, the key being raw.
 */
import { DATABASE_SALT_BYTES } from '../connection/open.ts';
import { hash, sameBytes, sodium } from './sodium.ts';

const RANDOM_BYTES = 12;

export function newHeaderSalt(): Uint8Array {
  const salt = new Uint8Array(DATABASE_SALT_BYTES);
  salt.set(sodium.randombytes_buf(RANDOM_BYTES));
  salt.set(checkOf(salt), RANDOM_BYTES);
  return salt;
}

export function isHeaderSalt(salt: Uint8Array): boolean {
  return salt.length === DATABASE_SALT_BYTES && sameBytes(salt.slice(RANDOM_BYTES), checkOf(salt));
}

function checkOf(salt: Uint8Array): Uint8Array {
  return hash(16, salt.slice(0, RANDOM_BYTES)).slice(0, DATABASE_SALT_BYTES - RANDOM_BYTES);
}
