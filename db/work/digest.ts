import { createHash, hash } from 'node:crypto';

export type DigestField = string | number | Uint8Array | null;

/**
 * SHA-256 over fields in their order, each with its length before it (4 bytes, big endian; 0xffffffff for null), so
 * that no two different lists run together into the same bytes.
 */
export function digestOf(fields: readonly DigestField[]): Uint8Array {
  if (fields.some(isLarge)) return digestOfLarge(fields);
  let end = 0;
  for (const field of fields) end = addField(field, end);
  return hash('sha256', scratch.subarray(0, end), 'buffer');
}

/** Bytes of a field that is hashed where it lies. */
const LARGE = 64 * 1024;

const isLarge = (field: DigestField): boolean => field instanceof Uint8Array && field.length > LARGE;

/** Field by field: a copy of megabytes takes longer than their hash. */
function digestOfLarge(fields: readonly DigestField[]): Uint8Array {
  const sum = createHash('sha256');
  for (const field of fields) {
    const bytes = bytesOf(field);
    const length = Buffer.alloc(4);
    length.writeUInt32BE(field === null ? NULL_LENGTH : bytes.length);
    sum.update(length).update(bytes);
  }
  return sum.digest();
}

/** Where fields are laid out; what is hashed of it was written by the same call. */
let scratch = Buffer.alloc(4_096);

const NOTHING = new Uint8Array(0);
const NULL_LENGTH = 0xffffffff;

function bytesOf(value: DigestField): Uint8Array {
  if (value instanceof Uint8Array) return value;
  return value === null ? NOTHING : Buffer.from(String(value));
}

/** Lays a field with its length at `at` and returns where the next begins. */
function addField(value: DigestField, at: number): number {
  const bytes = bytesOf(value);
  const from = at + 4;
  const end = from + bytes.length;
  if (end > scratch.length) scratch = Buffer.concat([scratch], 2 * end);
  scratch.writeUInt32BE(value === null ? NULL_LENGTH : bytes.length, at);
  scratch.set(bytes, from);
  return end;
}

/** Whether both are there, with the same bytes. */
export function sameBytes(a: Uint8Array | null | undefined, b: Uint8Array | null | undefined): boolean {
  return a && b ? Buffer.compare(a, b) === 0 : false;
}

/** The same, where neither being there counts as well: a row begins with what the one before left, or with nothing. */
export function sameOrNone(a: Uint8Array | null, b: Uint8Array | null): boolean {
  return a === null || b === null ? a === b : sameBytes(a, b);
}
