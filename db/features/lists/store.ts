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

/** Grades of every scale with their place, best first. */
export function listGradePlaces(db: ReadableDb): Array<{ code: string; position: number }> {
  return db.rows(
    `select code, min(position) as position from list_item where list glob 'grade_*' group by code`,
  );
}

/** Codes of a list that are in use, in its order. */
export function listActiveCodes(db: ReadableDb, list: string): string[] {
  return db
    .rows<{ code: string }>(
      'select code from list_item where list = ? and active = 1 order by position',
      list,
    )
    .map(({ code }) => code);
}

export function findLabel(db: ReadableDb, list: string, code: string): string | undefined {
  return db.value('select label_zh from list_item where list = ? and code = ?', list, code);
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
