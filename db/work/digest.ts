import { hash } from 'node:crypto';

export type DigestField = string | number | Uint8Array | null;

/**
 * SHA-256 over fields in their order, each with its length before it (4 bytes, big endian; 0xffffffff for null), so
 * that no two different lists run together into the same bytes.
 */
export function digestOf(fields: readonly DigestField[]): Uint8Array {
  let end = 0;
  for (const field of fields) end = addField(field, end);
  return hash('sha256', scratch.subarray(0, end), 'buffer');
}

/** Where fields are laid out; what is hashed of it was written by the same call. */
let scratch = Buffer.alloc(4_096);

const NOTHING = new Uint8Array(0);

/** Lays a field with its length at `at` and returns where the next begins. */
function addField(value: DigestField, at: number): number {
  const bytes = value instanceof Uint8Array ? value : value === null ? NOTHING : Buffer.from(String(value));
  const from = at + 4;
  const end = from + bytes.length;
  if (end > scratch.length) scratch = Buffer.concat([scratch], 2 * end);
  scratch.writeUInt32BE(value === null ? 0xffffffff : bytes.length, at);
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
