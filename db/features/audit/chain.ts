import { hash } from 'node:crypto';
import type { Schema } from '../../schema.ts';

export type AuditRow = Schema['audit'];

/** What a row's own hash covers: everything in it but the hash and the signature. */
export type AuditContent = Omit<AuditRow, 'hash' | 'signature'>;

/** The hash before the first row. */
export const CHAIN_START = new Uint8Array(32);

/**
 * SHA-256 over the row's fields in a fixed order, each with its length before it (4 bytes, big endian;
 * 0xffffffff for null), so that no two different rows run together into the same bytes.
 */
export function hashOfRow(row: AuditContent): Uint8Array {
  const parts: Uint8Array[] = [];
  for (const field of FIELDS) {
    const value = row[field];
    const length = Buffer.alloc(4);
    if (value === null) {
      length.writeUInt32BE(0xffffffff);
      parts.push(length);
    } else {
      const bytes = value instanceof Uint8Array ? value : Buffer.from(String(value), 'utf8');
      length.writeUInt32BE(bytes.length);
      parts.push(length, bytes);
    }
  }
  return hash('sha256', Buffer.concat(parts), 'buffer');
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
