import type { Schema } from '../../schema.ts';
import { digestOf } from '../digest.ts';

export type AuditRow = Omit<Schema['audit'], 'covers' | 'hash_version'> & {
  covers: number;
  hash_version: number;
};

/** What a row's own hash covers: everything in it but the hash and the signature. */
export type AuditContent = Omit<AuditRow, 'hash' | 'signature'>;

/** The hash before the first row. */
export const CHAIN_START = new Uint8Array(32);

/**
 * The digest of the row's fields in a fixed order. Rows of the first version of hashes have fewer: one that signs
 * others says how many as one field more, and one that brings a key has both. Since the log says by which rules a row
 * was allowed, that is covered with what it was allowed for.
 */
export function hashOfRow(row: AuditContent): Uint8Array {
  return digestOf(fieldsOf(row).map((field) => row[field]));
}

function fieldsOf({ covers, new_key, hash_version, rules }: AuditContent): ReadonlyArray<keyof AuditContent> {
  if (rules !== null) return WITH_RIGHTS;
  if (hash_version > 1) return ALL_FIELDS;
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
const ALL_FIELDS = [...WITH_KEY, 'hash_version', 'history'] as const;
const WITH_RIGHTS = [...ALL_FIELDS, 'rules', 'subject'] as const;
