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
  const parts: Uint8Array[] = [];
  for (const field of fieldsOf(row)) {
    const value = row[field];
    if (value === null) {
      parts.push(lengthBytes(0xffffffff));
    } else {
      const bytes = value instanceof Uint8Array ? value : Buffer.from(String(value), 'utf8');
      parts.push(lengthBytes(bytes.length), bytes);
    }
  }
  return hash('sha256', Buffer.concat(parts), 'buffer');
}

function fieldsOf({ covers, new_key }: AuditContent): ReadonlyArray<keyof AuditContent> {
  if (new_key !== null) return WITH_KEY;
  return covers > 0 ? WITH_COVERS : FIELDS;
}

function lengthBytes(length: number): Uint8Array {
  const bytes = Buffer.allocUnsafe(4);
  bytes.writeUInt32BE(length);
  return bytes;
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
