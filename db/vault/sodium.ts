/** libsodium, loaded once: everything after this import is synchronous. */
import sodium from 'libsodium-wrappers-sumo';

await sodium.ready;

export { sodium };

/** Bytes as text in files: base64url without padding. */
export function toText(bytes: Uint8Array): string {
  return sodium.to_base64(bytes, sodium.base64_variants.URLSAFE_NO_PADDING);
}

export function fromText(text: string): Uint8Array {
  return sodium.from_base64(text, sodium.base64_variants.URLSAFE_NO_PADDING);
}

const encoder = new TextEncoder();

export function utf8(text: string): Uint8Array {
  return encoder.encode(text);
}

/** BLAKE2b of 16 to 64 bytes, keyed or not. */
export function hash(length: number, message: Uint8Array, key: Uint8Array | null = null): Uint8Array {
  return sodium.crypto_generichash(length, message, key);
}

export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && sodium.memcmp(a, b);
}
