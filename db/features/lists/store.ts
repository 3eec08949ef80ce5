import { sqlFor, type ReadableDb, type WritableDb } from '../../connection/handles.ts';

export interface ListItem {
  readonly list: string;
  readonly code: string;
  readonly labelZh: string;
  readonly labelEn: string;
  readonly position: number;
  readonly active: boolean;
}

export function listItems(db: ReadableDb): ListItem[] {
  return db
    .all(sqlFor.selectFrom('list_item').selectAll().orderBy('list').orderBy('position').orderBy('code'))
    .map(({ label_zh, label_en, active, ...row }) => ({
      ...row,
      labelZh: label_zh,
      labelEn: label_en,
      active: active === 1,
    }));
}

export function findItem(db: ReadableDb, list: string, code: string): { active: number } | undefined {
  return db.row('select active from list_item where list = ? and code = ?', list, code);
}

/** Codes of every scale of grades that are in use. */
export function listActiveGrades(db: ReadableDb): string[] {
  return db
    .rows<{ code: string }>(`select distinct code from list_item where list glob 'grade_*' and active = 1`)
    .map(({ code }) => code);
}

export function saveItem(db: WritableDb, item: ListItem): void {
  db.execute(
    `insert into list_item (list, code, label_zh, label_en, position, active) values (?, ?, ?, ?, ?, ?)
     on conflict (list, code) do update set label_zh = excluded.label_zh, label_en = excluded.label_en,
       position = excluded.position, active = excluded.active`,
    item.list,
    item.code,
    item.labelZh,
    item.labelEn,
    item.position,
    item.active ? 1 : 0,
  );
}

/** Items that are on a list now and not among `codes` go out of use; records keep them. */
export function retireOthers(db: WritableDb, list: string, codes: readonly string[]): void {
  const kept = codes.length === 0 ? [''] : [...codes];
  db.run(
    sqlFor.updateTable('list_item').set({ active: 0 }).where('list', '=', list).where('code', 'not in', kept),
  );
}
