import type { ReadableDb } from '../../connection/handles.ts';
import { nameKey, nameKeys } from '../../domain/cells/names.ts';
import { wordOf } from '../../domain/cells/words.ts';
import { codeListsOf, type Category } from '../../domain/customer.ts';
import { resolveDivision, type ResolvedPlace, type WrittenPlace } from '../../domain/divisions.ts';
import { withoutPostcode } from '../../domain/text/address.ts';
import { may } from '../../domain/permissions.ts';
import type { QueryContext } from '../../work/context.ts';
import {
  isLogged,
  lastCustomerId,
  listByCode,
  listById,
  listByNameStart,
  listFormerNames,
  listByNameKey,
  listByPhone,
  subjectToday,
  type CandidateRow,
} from '../customers/service.ts';
import { divisions, readUsableLists } from '../lists/service.ts';
import { readSettings } from '../workspace/service.ts';
import type { Known, KnownCustomers } from './duplicates.ts';

/** Of the first ledger, which comes into an empty archive. */
const NOBODY: KnownCustomers = {
  byCode: () => [],
  byNameKey: () => [],
  byPhone: () => [],
  byFormerName: () => [],
  byLikeName: () => [],
};

/** Customers of the vault by their keys, as the person may see them. */
export function knownCustomers(ctx: Pick<QueryContext, 'actor' | 'clock'>, db: ReadableDb): KnownCustomers {
  if (lastCustomerId(db) === 0) return NOBODY;
  const visible = (rows: readonly CandidateRow[], action: 'customers.list' | 'customers.read') =>
    rows.flatMap((row): Known[] => {
      const subject = subjectToday(ctx, row);
      if (!may(ctx.actor.roles, action, subject)) return [];
      const readable = may(ctx.actor.roles, 'customers.read', subject);
      const { id, archiveNo, name, province, city } = row;
      const uscc = readable ? row.uscc : null;
      const hasPhones = row.hasPhones === 1;
      const guarded = isLogged(subject.secrecy);
      const open = may(ctx.actor.roles, 'customers.edit', subject);
      return [{ id, archiveNo, name, uscc, province, city, hasPhones, guarded, open }];
    });
  let formerNames: ReadonlyMap<string, ReadonlyArray<{ readonly id: number }>> | null = null;
  const formerly = (key: string) => {
    // Few have any, and one look at all of them tells it for each row of a file.
    formerNames ??= Map.groupBy(listFormerNames(db), ({ name }) => nameKey(name));
    return (formerNames.get(key) ?? []).flatMap(({ id }) => listById(db, id));
  };
  // The index shows names; whose code or phone it is, only those learn who may read the archive.
  return {
    byCode: (code) => visible(listByCode(db, code), 'customers.read'),
    byNameKey: (key) => visible(listByNameKey(db, key), 'customers.list'),
    byPhone: (digits) => visible(listByPhone(db, digits), 'customers.read'),
    byFormerName: (key) => visible(formerly(key), 'customers.list'),
    byLikeName: (like) =>
      visible(listByNameStart(db, like), 'customers.list').filter(({ name }) => nameKeys(name).like === like),
  };
}

/** Finds the codes of the lists' words: by label in either language, or by the code itself. */
export function listCodes(ctx: Pick<QueryContext, 'reader'>) {
  const lists = readUsableLists(ctx);
  const { gradeList } = readSettings(ctx.reader);
  const words = new Map<string, Map<string, string>>();
  for (const [list, items] of Object.entries(lists)) {
    const codes = new Map<string, string>();
    for (const { code, labelZh, labelEn } of items)
      for (const word of [code, labelEn, labelZh]) codes.set(wordOf(word), code);
    words.set(list, codes);
  }
  return (list: string, category: Category, word: string): string | null => {
    const [current] = codeListsOf(list, category, gradeList);
    return words.get(current)?.get(word) ?? null;
  };
}

/** Places by GB/T 2260, each way of writing one looked up once. */
export function placeFinder(): (place: WrittenPlace) => ResolvedPlace {
  const places = divisions();
  const found = new Map<string, ResolvedPlace>();
  return (place) => {
    // A house number tells nothing about the place, and without it streets repeat.
    const address = withoutPostcode(place.address ?? '').replace(/\d.*/s, '');
    const key = `${place.province}|${place.city}|${place.district}|${address}`;
    let known = found.get(key);
    if (!known) {
      known = resolveDivision(places, { ...place, address });
      found.set(key, known);
    }
    return known;
  };
}
