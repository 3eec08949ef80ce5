import { sqlFor, type ReadableDb, type WritableDb } from './handles.ts';

/** What changes with the program, with the keys file or with a restore, or stands for the log's own hashes. */
const MOVING = [
  'keys_seq',
  'new_key_due',
  'hash_key',
  'flows_to_take_over',
  'phone_keys',
  'name_keys',
  'search_spellings',
  'restored',
  'backup_base',
  'tested_from',
] as const;

type MetaKey =
  | 'archive_id'
  | 'company'
  | 'fonds'
  | 'archive_no_pattern'
  | 'trial'
  | 'created_at'
  | 'founded_on'
  | 'recovery_public'
  | 'recovery_certifier'
  | 'recovery_set'
  | (typeof MOVING)[number];

export function getMeta(db: ReadableDb, key: MetaKey): string | undefined {
  return db.value('select value from archive_meta where key = ?', key);
}

export function setMeta(db: WritableDb, key: MetaKey, value: string): void {
  db.run(
    sqlFor
      .insertInto('archive_meta')
      .values({ key, value })
      .onConflict((conflict) => conflict.column('key').doUpdateSet({ value })),
  );
}

export function deleteMeta(db: WritableDb, key: MetaKey): void {
  db.run(sqlFor.deleteFrom('archive_meta').where('key', '=', key));
}

/** What the log says of the vault itself; a key that no program writes is part of it. */
export function metaFacts(db: ReadableDb): Readonly<Record<string, string>> {
  const rows = db.rows<{ key: string; value: string }>('select key, value from archive_meta order by key');
  const bound = rows.filter(({ key }) => !MOVING.some((one) => one === key));
  return Object.fromEntries(bound.map(({ key, value }) => [key, value]));
}
