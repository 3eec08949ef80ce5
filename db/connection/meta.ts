import { sqlFor, type ReadableDb, type WritableDb } from './handles.ts';

type MetaKey =
  | 'archive_id'
  | 'company'
  | 'fonds'
  | 'archive_no_pattern'
  | 'trial'
  | 'created_at'
  | 'keys_seq'
  | 'hash_key'
  | 'flows_to_take_over'
  | 'phone_keys';

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
