import { unwrap, type StoredKind, type StoredRead } from '../../db/domain/stored-json.ts';

/** What the vault keeps under a key for this person. */
interface Kept {
  readonly value?: unknown;
  readonly broken: boolean;
}

/** The draft or choice in it. */
export function readKept<Value>(kind: StoredKind<Value>, kept: Kept): StoredRead<Value> {
  return kept.broken ? { ok: false, why: 'broken', kept: null } : unwrap(kind, kept.value);
}
