import fc from 'fast-check';
import * as OpenCC from 'opencc-js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Role } from '../../../db/domain/roles.ts';
import { nameSortKey } from '../../../db/features/search/service.ts';
import { countMatches, matchingIds, searchCustomers } from '../../../db/features/search/search.ts';
import type { TestArchive } from '../../support/archive.ts';
import { PlainScan } from './oracle.ts';
import { openSearchArchive } from './world.ts';

const ROLES: readonly Role[] = ['archivist', 'developer', 'requester', 'general_manager'];
const toTraditional = OpenCC.Converter({ from: 'cn', to: 't' });

let archive: TestArchive;
let scan: PlainScan;
let today: string;
/** Every text of the archive, to draw parts from. */
let texts: string[];
let names: string[];

beforeAll(async () => {
  archive = await openSearchArchive();
  const { reader, clock } = archive.contextOf('archivist');
  today = clock.today();
  scan = new PlainScan(reader, today);
  const column = (sql: string) => reader.rows<{ text: string }>(sql).map(({ text }) => text);
  names = column('select name as text from customer union all select name from contact');
  texts = [
    ...names,
    ...column(`select text from (
      select address as text from customer union all select note from customer union all
      select uscc from customer union all select legacy_code from customer union all
      select archive_no from customer union all select number from customer_phone union all
      select digits from customer_phone union all select name from former_name union all
      select term from index_term) where text is not null`),
  ];
});

afterAll(() => archive[Symbol.asyncDispose]());

/** A part of a text of the archive, by code points. */
const partOf = (source: () => readonly string[], longest = 9) =>
  fc.tuple(fc.nat(), fc.nat(), fc.integer({ min: 1, max: longest })).map(([which, start, length]) => {
    const list = source();
    const characters = [...(list[which % list.length] ?? '')];
    const from = characters.length === 0 ? 0 : start % characters.length;
    return characters.slice(from, from + length).join('');
  });

const letters = fc
  .tuple(fc.nat(), fc.nat(), fc.integer({ min: 1, max: 12 }), fc.constantFrom('pinyin', 'initials'))
  .map(([which, start, length, way]) => {
    const syllables = nameSortKey(names[which % names.length] ?? '')
      .replaceAll(/[0-9]/g, '')
      .split(' ');
    const whole = way === 'pinyin' ? syllables.join('') : syllables.map((text) => text.charAt(0)).join('');
    const from = start % Math.max(1, whole.length);
    return whole.slice(from, from + length);
  });

const disguised = fc
  .tuple(
    partOf(() => texts),
    fc.constantFrom('as is', 'upper', 'wide', 'traditional'),
  )
  .map(([text, how]) => {
    if (how === 'upper') return text.toUpperCase();
    if (how === 'traditional') return toTraditional(text);
    return how === 'wide'
      ? text.replace(/[!-~]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0))
      : text;
  });

const word = fc.oneof(
  { weight: 5, arbitrary: disguised },
  { weight: 3, arbitrary: letters },
  { weight: 2, arbitrary: partOf(() => texts, 24) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 4 }) },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme-ascii', maxLength: 3 }) },
);
const query = fc.array(word, { minLength: 1, maxLength: 3 }).map((words) => words.join(' '));

describe('search finds exactly what a plain scan finds', () => {
  it.each(ROLES)('for a %s, whatever is typed', (role) => {
    const { reader: db, actor } = archive.contextOf(role);
    fc.assert(
      fc.property(query, (text) => {
        const expected = scan.find(text, actor).sort((a, b) => a - b);
        const asked = { text, reader: actor, today };
        const { results, total, totalIsExact } = searchCustomers(db, { ...asked, limit: 1_000 });
        expect(results.map(({ id }) => id).sort((a, b) => a - b)).toEqual(expected);
        expect([...matchingIds(db, asked)].sort((a, b) => a - b)).toEqual(expected);
        expect(countMatches(db, asked)).toBe(expected.length);
        expect(totalIsExact ? total : expected.length).toBe(expected.length);
        expect(total).toBeLessThanOrEqual(expected.length);
        for (const { matched } of results) {
          expect(matched.length).toBeGreaterThan(0);
          for (const { text: shown, ranges } of matched)
            for (const [start, end] of ranges) {
              expect(start).toBeLessThan(end);
              expect(end).toBeLessThanOrEqual(shown.length);
            }
        }
      }),
      { numRuns: 400 },
    );
  });
});
