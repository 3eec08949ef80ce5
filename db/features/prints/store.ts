import type { ReadableDb } from '../../connection/handles.ts';

export function findPersonName(db: ReadableDb, id: number | null): string | null {
  if (id === null) return null;
  return db.value<string>('select name from person where id = ?', id) ?? null;
}
