/** How what an archive shows today is compared with what was written down of it when it was made. */
import { isDeepStrictEqual } from 'node:util';

/** As it looks after a way through a JSON file. */
export function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value ?? null));
}

/** Without members that hold nothing: `matching` asks that they still hold nothing. */
export function bare(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(bare);
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, member]) => (isEmpty(member) ? [] : [[key, bare(member)]])),
  );
}

/**
 * What is there now without what a later program added. A member that was not written down must be empty (a field that
 * nobody can have filled in), or may be anything with `added: 'anything'`: there a cell without text is also the same as
 * an empty one. Elements of lists are never left out.
 */
export function matching(now: unknown, then: unknown, added: 'empty' | 'anything' = 'empty'): unknown {
  if (Array.isArray(now) && Array.isArray(then))
    return now.map((element, at) => (at < then.length ? matching(element, then[at], added) : element));
  if (added === 'anything' && isBlank(now) && isBlank(then)) return then;
  if (!isRecord(now) || !isRecord(then)) return now;
  return Object.fromEntries(
    Object.entries(now).flatMap(([key, member]) => {
      if (UNORDERED.has(key) && isSameSet(member, then[key])) return [[key, then[key]]];
      if (Object.hasOwn(then, key)) return [[key, matching(member, then[key], added)]];
      return added === 'anything' || isEmpty(member) ? [] : [[key, member]];
    }),
  );
}

/** Lists of fields: they come in the order in which the form of the day has them. */
const UNORDERED: ReadonlySet<string> = new Set(['missing']);

function isSameSet(now: unknown, then: unknown): boolean {
  if (!Array.isArray(now) || !Array.isArray(then)) return false;
  return isDeepStrictEqual(now.toSorted(), then.toSorted());
}

function isBlank(value: unknown): boolean {
  return value === null || value === '';
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isEmpty(value: unknown): boolean {
  if (isRecord(value)) return Object.values(value).every(isEmpty);
  return (
    value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0)
  );
}
