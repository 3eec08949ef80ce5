import { hash } from 'node:crypto';
import type { Schema } from '../../schema.ts';

export type AuditRow = Omit<Schema['audit'], 'covers'> & { covers: number };

/** What a row's own hash covers: everything in it but the hash and the signature. */
export type AuditContent = Omit<AuditRow, 'hash' | 'signature'>;

/** The hash before the first row. */
export const CHAIN_START = new Uint8Array(32);

/**
 * SHA-256 over the row's fields in a fixed order, each with its length before it (4 bytes, big endian;
 * 0xffffffff for null), so that no two different rows run together into the same bytes. A row that signs others
 * says how many as one field more, and one that brings a key has both.
 */
export function hashOfRow(row: AuditContent): Uint8Array {
  let end = 0;
  for (const field of fieldsOf(row)) end = addField(row[field], end);
  return hash('sha256', scratch.subarray(0, end), 'buffer');
}

/** Where rows are laid out; what is hashed of it was written by the same call. */
let scratch = Buffer.alloc(4_096);

const NOTHING = new Uint8Array(0);

/** Lays a field with its length at `at` and returns where the next begins. */
function addField(value: AuditContent[keyof AuditContent], at: number): number {
  const bytes = value instanceof Uint8Array ? value : value === null ? NOTHING : Buffer.from(String(value));
  const from = at + 4;
  const end = from + bytes.length;
  if (end > scratch.length) scratch = Buffer.concat([scratch], 2 * end);
  scratch.writeUInt32BE(value === null ? 0xffffffff : bytes.length, at);
  scratch.set(bytes, from);
  return end;
}

function fieldsOf({ covers, new_key }: AuditContent): ReadonlyArray<keyof AuditContent> {
  if (new_key !== null) return WITH_KEY;
  return covers > 0 ? WITH_COVERS : FIELDS;
}

const FIELDS = [
  'seq',
  'at',
  'account_id',
  'role',
  'action',
  'object',
  'secrecy',
  'decision',
  'reason',
  'before_hash',
  'after_hash',
  'prev_hash',
  'account_key_id',
] as const satisfies ReadonlyArray<keyof AuditContent>;
const WITH_COVERS = [...FIELDS, 'covers'] as const;
const WITH_KEY = [...WITH_COVERS, 'new_key'] as const;
