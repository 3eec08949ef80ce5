import type { ReadableDb } from '../../../connection/handles.ts';
import { isLogged, type Secrecy } from '../../../domain/roles.ts';
import { secrecyInForce, type Guarded } from '../../../work/guarded.ts';
import { reaches, reachOf } from '../../../work/reach.ts';
import { readContents } from '../index/content.ts';
import { idAt } from '../index/rank.ts';
import { planSearch, type Asked, type SearchPlan } from './plan.ts';
import { matchesAmong, resultOf, type SearchResult } from './search.ts';
import * as store from './store.ts';

/**
 * Looks by searching. Who may read an archive of 机密 or 绝密 finds it by what stands in it, and every answer that tells
 * so is a look: a row that names the field, or a count that is small enough to tell of one archive. Whoever may not
 * read it finds it by the index's fields alone, so that there is nothing to tell.
 */

/** Of more archives than these a count tells nothing of each. */
export const TELLING = 100;

/** An archive that an answer told something of. */
export interface Look {
  readonly id: number;
  readonly secrecy: Secrecy;
  readonly guarded: Guarded;
}

/** True for a row that says that a text was found in what only readers see of a 机密 or 绝密 archive. */
function tells({ secrecy, matched }: Pick<SearchResult, 'secrecy' | 'matched'>): boolean {
  return isLogged(secrecy) && matched.some(({ text }) => text === '');
}

/** Those of the shown rows that are looks. */
export function toldIds(
  rows: ReadonlyArray<Pick<SearchResult, 'id' | 'secrecy'> & Partial<Pick<SearchResult, 'matched'>>>,
): number[] {
  return rows.filter(({ secrecy, matched = [] }) => tells({ secrecy, matched })).map(({ id }) => id);
}

/** Those of `ids` that a text finds by what only readers see. */
export function toldAmong(
  db: ReadableDb,
  asked: Asked & { readonly text: string },
  ids: readonly number[],
): number[] {
  if (ids.length === 0) return [];
  const { sources, today, reader, text } = asked;
  const readReach = reachOf(reader, 'customers.read');
  const guarded = [...sources.entries.readLines(db, ids).values()].filter(
    (line) => isLogged(secrecyInForce(line.guarded, today)) && reaches(readReach, line.guarded, today),
  );
  if (guarded.length === 0) return [];
  const plan = planSearch(db, { sources, today, reader, text });
  const matching = matchesAmong(
    db,
    plan,
    guarded.map(({ id }) => id),
  );
  const contents = readContents(db, sources, [...matching]);
  return [...contents].flatMap(([id, content]) => (tells(resultOf(content, plan)) ? [id] : []));
}

/** All that a text finds, where these are so few that their number tells of each; else none. */
export function fewMatches(db: ReadableDb, asked: Parameters<typeof planSearch>[1]): number[] {
  const { all }: SearchPlan = planSearch(db, asked);
  if (typeof all !== 'string') return [];
  const positions = store.listPositions(db, all, -1, TELLING + 1);
  return positions.length > TELLING ? [] : positions.map(idAt);
}

/** What the log is told of them. */
export function looksAt(db: ReadableDb, { sources, today }: Asked, ids: readonly number[]): Look[] {
  return [...sources.entries.readLines(db, ids).values()].map(({ id, guarded }) => ({
    id,
    guarded,
    secrecy: secrecyInForce(guarded, today),
  }));
}
