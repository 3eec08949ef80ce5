import { defaultParseSearch, defaultStringifySearch } from '@tanstack/react-router';

/** What the address says in place of what somebody typed: its place in the list below. */
const PLACE = 'typed';

/** In memory alone, so that the way back still leads to it. */
const typed: string[] = [];

/** Where the list begins: places that a page before gave out are none of this one's. */
const FIRST = Date.now();

/**
 * Filters as a part of the address. What somebody typed (`q`) is kept out of it: a browser writes addresses to the disk.
 * After a reload it is gone; filters are not.
 */
export function stringifySearch(search: Record<string, unknown>): string {
  const { q, ...rest } = search;
  if (typeof q !== 'string' || q === '') return defaultStringifySearch(rest);
  let place = typed.lastIndexOf(q);
  if (place < 0) place = typed.push(q) - 1;
  return defaultStringifySearch({ ...rest, [PLACE]: FIRST + place });
}

export function parseSearch(address: string): Record<string, unknown> {
  const parsed: Record<string, unknown> = defaultParseSearch(address);
  const { [PLACE]: place, ...rest } = parsed;
  const q = typeof place === 'number' ? typed[place - FIRST] : undefined;
  return q === undefined ? rest : { ...rest, q };
}
