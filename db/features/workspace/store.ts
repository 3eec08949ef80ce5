import { sqlFor, type ReadableDb, type WritableDb } from '../../connection/handles.ts';
import type { Schema } from '../../schema.ts';

export type SetAsideRow = Omit<Schema['set_aside'], 'id' | 'account_id'> & { id: number };

export function countSetAside(db: ReadableDb, accountId: number): number {
  return db.value<number>('select count(*) from set_aside where account_id = ?', accountId) ?? 0;
}

export function listSetAside(db: ReadableDb, accountId: number): Array<Omit<SetAsideRow, 'value'>> {
  return db.rows(
    'select id, source, key, why, at from set_aside where account_id = ? order by id desc',
    accountId,
  );
}

export function findSetAside(db: ReadableDb, accountId: number, id: number): SetAsideRow | undefined {
  return db.row(
    'select id, source, key, why, value, at from set_aside where account_id = ? and id = ?',
    accountId,
    id,
  );
}

export function insertSetAside(db: WritableDb, accountId: number, row: Omit<SetAsideRow, 'id'>): void {
  db.run(sqlFor.insertInto('set_aside').values({ ...row, account_id: accountId }));
}

export function deleteSetAside(db: WritableDb, accountId: number, id: number): void {
  db.run(sqlFor.deleteFrom('set_aside').where('account_id', '=', accountId).where('id', '=', id));
}

/** One remembered choice of one person, as JSON text. */
export function getPreference(db: ReadableDb, accountId: number, key: string): string | undefined {
  return db.value('select value from preference where account_id = ? and key = ?', accountId, key);
}

export function deletePreference(db: WritableDb, accountId: number, key: string): void {
  db.run(sqlFor.deleteFrom('preference').where('account_id', '=', accountId).where('key', '=', key));
}

export function setPreference(db: WritableDb, accountId: number, key: string, value: string): void {
  db.execute(
    `insert into preference (account_id, key, value) values (?, ?, ?)
     on conflict (account_id, key) do update set value = excluded.value`,
    accountId,
    key,
    value,
  );
}

/** Things that an account keeps in a table, but for the one of this key. */
export function countOthers(
  db: ReadableDb,
  table: 'preference' | 'draft',
  accountId: number,
  key: string,
): number {
  return (
    db.value<number>(`select count(*) from ${table} where account_id = ? and key <> ?`, accountId, key) ?? 0
  );
}

export interface DraftRow {
  readonly key: string;
  readonly value: string;
  readonly savedAt: number;
}

const drafts = sqlFor.selectFrom('draft').select(['key', 'value', 'saved_at as savedAt']);

export function getDraft(db: ReadableDb, accountId: number, key: string): DraftRow | undefined {
  return db.get(drafts.where('account_id', '=', accountId).where('key', '=', key));
}

export function listDrafts(db: ReadableDb, accountId: number): DraftRow[] {
  return db.all(drafts.where('account_id', '=', accountId).orderBy('saved_at', 'desc'));
}

export function saveDraft(db: WritableDb, accountId: number, draft: DraftRow): void {
  db.execute(
    `insert into draft (account_id, key, value, saved_at) values (?, ?, ?, ?)
     on conflict (account_id, key) do update set value = excluded.value, saved_at = excluded.saved_at`,
    accountId,
    draft.key,
    draft.value,
    draft.savedAt,
  );
}

export function deleteDraft(db: WritableDb, accountId: number, key: string): void {
  db.run(sqlFor.deleteFrom('draft').where('account_id', '=', accountId).where('key', '=', key));
}

export function getSetting(db: ReadableDb, key: string): string | undefined {
  return db.value('select value from setting where key = ?', key);
}

export function setSetting(db: WritableDb, key: string, value: string): void {
  db.execute(
    `insert into setting (key, value) values (?, ?)
     on conflict (key) do update set value = excluded.value`,
    key,
    value,
  );
}

export function listSettings(db: ReadableDb): Array<{ key: string; value: string }> {
  return db.rows('select key, value from setting order by key');
}
