import defaults from '../../../resources/lists/defaults.json' with { type: 'json' };
import divisionData from '../../../resources/lists/divisions.json' with { type: 'json' };
import type { ReadableDb, WritableDb } from '../../connection/handles.ts';
import { lastNumber, listSeries, takeNumber } from '../../work/numbers.ts';
import { divisionName, indexDivisions, type Divisions } from '../../domain/divisions.ts';
import { AppError } from '../../domain/errors.ts';
import { listReason } from '../../domain/said-changes.ts';
import type { MutationContext, QueryContext } from '../../work/context.ts';
import { recordAudit } from '../../work/log/recorder.ts';
import { isGradeUsed, mostGrades, refreshGradeOrder, usedGrades } from '../search/service.ts';
import * as store from './store.ts';

export { listActiveCodes, listGradePlaces } from './store.ts';

/** The lists that the department edits; a new vault is filled with `resources/lists/defaults.json`. */
export const LISTS: readonly string[] = Object.keys(defaults);

export interface Item {
  readonly code: string;
  readonly labelZh: string;
  readonly labelEn: string;
  readonly active: boolean;
}

let places: Divisions | undefined;

/** GB/T 2260, indexed when first asked for. */
export function divisions(): Divisions {
  places ??= indexDivisions(divisionData);
  return places;
}

/** True when the code is in GB/T 2260 and lies in `parent`; a province lies in nothing. */
export function divisionExists(code: string, parent: string | null): boolean {
  const place = divisions().byCode.get(code);
  return place !== undefined && (place.parent?.code ?? null) === parent;
}

/** Every place as `[code, name, parent code or '']`, for the renderer's cascaded pickers. */
export function listDivisions(): Array<readonly [code: string, name: string, parent: string]> {
  return [...divisions().byCode.values()].map((place) => [place.code, place.name, place.parent?.code ?? '']);
}

export function placeName(code: string | null): string | null {
  return code === null ? null : divisionName(divisions(), code);
}

/** Fills the lists of a new vault. */
export function insertDefaultLists(db: WritableDb): void {
  for (const [list, items] of Object.entries(defaults))
    items.forEach(({ code, zh, en }, index) =>
      store.saveItem(db, { list, code, labelZh: zh, labelEn: en, position: index + 1, active: true }),
    );
}

const isGradeList = (list: string): boolean => list.startsWith('grade_');

/**
 * True for a code that a record may have. One that has gone out of use stays with records that name it; a grade that
 * none names any more is given to none, since only so many can be told apart.
 */
export function listCodeExists(db: ReadableDb, list: string, code: string): boolean {
  const item = store.findItem(db, list, code);
  return item !== undefined && (item.active === 1 || !isGradeList(list) || isGradeUsed(db, code));
}

/** Every list with the items that a record may have; see `listCodeExists`. */
export function readUsableLists(ctx: Pick<QueryContext, 'reader'>): Record<string, Item[]> {
  const used = new Set(usedGrades(ctx.reader));
  const usable = (list: string, { code, active }: Item) => active || !isGradeList(list) || used.has(code);
  return Object.fromEntries(
    Object.entries(readLists(ctx)).map(([list, items]) => [list, items.filter((item) => usable(list, item))]),
  );
}

/** Every list with its items in order. */
export function readLists(ctx: Pick<QueryContext, 'reader'>): Record<string, Item[]> {
  const lists: Record<string, Item[]> = {};
  for (const { list, position: _, ...item } of store.listItems(ctx.reader)) (lists[list] ??= []).push(item);
  return lists;
}

/** What the log says of a list: its items with their places, and how many codes of its own were given; undefined for none. */
export function listFacts(db: ReadableDb, list: string) {
  const items = store.listItems(db).filter((item) => item.list === list);
  const given = lastNumber(db, 'list', list);
  return items.length === 0 && given === 0 ? undefined : { items, given };
}

/** Every list that has items, or ever gave a code of its own. */
export function listNames(db: ReadableDb): string[] {
  const given = listSeries(db, 'list').map(({ scope }) => scope);
  return [...new Set([...store.listItems(db).map(({ list }) => list), ...given])].sort();
}

/** The name of a code in Chinese, for prints and exports; the code itself when the list lacks it. */
export function labelOf(db: ReadableDb, list: string, code: string | null): string | null {
  if (code === null) return null;
  return store.findLabel(db, list, code) ?? code;
}

/**
 * Saves a list as 主管 arranged it. Items that are left out go out of use, none is deleted: archives name them.
 * New items come without a code and get one. Errors: `lists.unknown_list`, `lists.unknown_item`, `lists.label_twice`,
 * `lists.code_twice`, `lists.too_many_grades`.
 */
export function editList(
  ctx: MutationContext,
  change: {
    list: string;
    items: ReadonlyArray<{ code?: string | undefined; labelZh: string; labelEn: string }>;
  },
): Item[] {
  if (!LISTS.includes(change.list)) throw new AppError('lists.unknown_list');
  const labels = change.items.map((item) => item.labelZh);
  const twice = labels.find((label, index) => labels.indexOf(label) !== index);
  if (twice !== undefined) throw new AppError('lists.label_twice', { label: twice });
  return ctx.transaction((db) => {
    const factsBefore = listFacts(db, change.list);
    const before = readLists({ reader: db })[change.list] ?? [];
    if (change.items.some(({ code }) => code !== undefined && before.every((item) => item.code !== code)))
      throw new AppError('lists.unknown_item');
    const codes = change.items.map(
      (item) =>
        item.code ?? before.find((old) => old.labelZh === item.labelZh)?.code ?? newCode(db, change.list),
    );
    if (codes.some((code, index) => codes.indexOf(code) !== index)) throw new AppError('lists.code_twice');
    const gradesBefore = isGradeList(change.list) ? countGrades(db) : 0;
    store.retireOthers(db, change.list, codes);
    change.items.forEach((item, index) => {
      const code = codes[index] ?? '';
      store.saveItem(db, { ...item, list: change.list, code, position: index + 1, active: true });
    });
    if (isGradeList(change.list)) {
      expectRoomForGrades(db, gradesBefore);
      refreshGradeOrder(db);
    }
    const after = readLists({ reader: db })[change.list] ?? [];
    recordAudit(db, ctx, {
      action: 'lists.edit',
      object: `list:${change.list}`,
      reason: listReason(before, after),
      before: factsBefore,
      after: listFacts(db, change.list),
    });
    ctx.emit(() => ({ type: 'changed', kind: 'lists' }));
    return after;
  });
}

/** Records name a grade without its scale, so a code of one scale is none of another. */
function newCode(db: WritableDb, list: string): string {
  const own = `own_${takeNumber(db, 'list', list).number}`;
  return isGradeList(list) ? `${list.slice('grade_'.length)}_${own}` : own;
}

/** Grades that archives have or may be given, of all scales: the setting can turn to another one at any time. */
function countGrades(db: ReadableDb): number {
  return new Set([...store.listActiveGrades(db), ...usedGrades(db)]).size;
}

function expectRoomForGrades(db: ReadableDb, before: number): void {
  const count = countGrades(db);
  const most = mostGrades(db);
  if (count > most && count > before) throw new AppError('lists.too_many_grades', { most });
}
