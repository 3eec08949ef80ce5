import type { ReadableDb, WritableDb } from '../../../connection/handles.ts';
import { SECRECY_CLASSES, type Secrecy } from '../../../domain/roles.ts';
import type { SourceTexts } from '../../../work/search-source.ts';
import type { SeenNumbers } from './facet-codes.ts';
import * as store from './store.ts';

/**
 * Texts that have a class of their own stand in the index under terms that begin with a number for it: one for the
 * class, and one more for the class and the person whose they are. So a search asks for no term that its reader may not
 * see, and what is found needs no second look.
 */
export interface Guard {
  readonly n: number;
  readonly secrecy: Secrecy;
  /** Null: for whoever may see the class. */
  readonly ownerId: number | null;
}

/** The codes of the numbers stand beside those of the facets. */
export const GUARD = 'guard';

/** The numbers under which a record's texts go; none for texts without a class of their own. */
export function takeGuards(
  db: WritableDb,
  { secrecy, ownerId }: Pick<SourceTexts, 'secrecy' | 'ownerId'>,
  seen: SeenNumbers,
): number[] {
  if (secrecy === null) return [];
  const take = (code: string) => {
    const key = JSON.stringify([GUARD, code]);
    const n = seen.get(key) ?? store.findNumber(db, GUARD, code) ?? newGuard(db, code);
    seen.set(key, n);
    return n;
  };
  return [take(secrecy), ...(ownerId === null ? [] : [take(`${secrecy}:${ownerId}`)])];
}

/** The same numbers of texts that are in the index; null where one has none. */
export function findGuards(db: ReadableDb, { secrecy, ownerId }: Pick<SourceTexts, 'secrecy' | 'ownerId'>) {
  if (secrecy === null) return [];
  const codes = [secrecy, ...(ownerId === null ? [] : [`${secrecy}:${ownerId}`])];
  const found = codes.flatMap((code) => store.findNumber(db, GUARD, code) ?? []);
  return found.length === codes.length ? found : null;
}

function newGuard(db: WritableDb, code: string): number {
  const n = store.lastNumber(db, GUARD) + 1;
  store.saveNumber(db, GUARD, code, n);
  return n;
}

/** All that are or were in use: hardly any, or none. */
export function listGuards(db: ReadableDb): Guard[] {
  return store.listNumbers(db, GUARD).flatMap(({ n, code }) => {
    const [name, owner] = code.split(':');
    const secrecy = SECRECY_CLASSES.find((known) => known === name);
    return secrecy ? [{ n, secrecy, ownerId: owner === undefined ? null : Number(owner) }] : [];
  });
}
