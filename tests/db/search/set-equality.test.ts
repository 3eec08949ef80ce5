import fc from 'fast-check';
import * as OpenCC from 'opencc-js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { COUNTED_AT_LEAST, SORTS } from '../../../db/domain/customer-list.ts';
import type { Role } from '../../../db/domain/roles.ts';
import { listIds, nameSortKey } from '../../../db/features/search/service.ts';
import { blankCustomer } from '../../../db/domain/customer.ts';
import { fileCustomer } from '../../../db/features/customers/service.ts';
import { countFacets } from '../../../db/features/search/list/facets.ts';
import { listEntries, type ListQuery, type PageStart } from '../../../db/features/search/list/list.ts';
import { countMatches, searchEntries } from '../../../db/features/search/query/search.ts';
import type { TestVault } from '../../support/vault.ts';
import { fold } from '../../../db/domain/text/fold.ts';
import { soundsOf } from '../../../db/features/search/index/pinyin.ts';
import { PlainScan } from './oracle.ts';
import { asTrial, openSearchVault, sources } from './world.ts';
import { shareOf } from '../../support/share.ts';

const ROLES: readonly Role[] = ['archivist', 'developer', 'requester', 'general_manager'];
const toTraditional = OpenCC.Converter({ from: 'cn', to: 't' });

let vault: TestVault;
let scan: PlainScan;
let today: string;
/** Every text of the archive, to draw parts from. */
let texts: string[];
let names: string[];
let numbers: string[];

beforeAll(async () => {
  vault = await openSearchVault();
  const { reader, clock } = vault.contextOf('archivist');
  today = clock.today();
  scan = new PlainScan(reader, today);
  const column = (sql: string) => reader.rows<{ text: string }>(sql).map(({ text }) => text);
  names = column('select name as text from customer union all select name from contact');
  numbers = column('select number as text from customer_phone union all select digits from customer_phone');
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

afterAll(() => vault[Symbol.asyncDispose]());

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

/** A text as people paste or type it elsewhere: with other signs between its characters, or none. */
const signed = fc
  .tuple(
    partOf(() => texts, 16),
    fc.constantFrom('', '-', '.', '·', '/', '（', ')', ' ', '+'),
    fc.nat(4),
    fc.constantFrom('', '', '+86', '+86 ', '(+86)', '0086', '86', '86 ', '(86) ', '86-', '0', '00'),
    fc.constantFrom('', '', '', '转8', ' 转 801', 'ext.80', ' 分机8', 'x801'),
  )
  .map(([text, sign, every, before, after]) => {
    const plain = Array.from(text).filter((character) => /[\p{L}\p{N}]/u.test(character));
    const written = plain.map((one, at) => (at > 0 && at % (every + 1) === 0 ? sign + one : one)).join('');
    return /^[0-9]/.test(written) ? before + written + after : written;
  });

/** Numbers whole, as they are pasted. */
const pasted = fc
  .tuple(
    fc.nat(),
    fc.constantFrom('', '+86 ', '0086', '86', '86-', '(86)', '0', '00'),
    fc.constantFrom('', ' ', '-'),
    fc.constantFrom('', '转8', ' 转801', '分机 12', ' ext 3', '-801'),
  )
  .map(([which, before, sign, after]) => {
    const number = numbers[which % Math.max(1, numbers.length)] ?? '';
    return before + number.replaceAll(/(?<=^.{4}|^.{8})(?=.)/g, sign) + after;
  });

/** Characters of a name and then letters for those that follow, or the other way round. */
const halfSpoken = fc
  .tuple(fc.nat(), fc.nat(), fc.integer({ min: 1, max: 4 }), fc.boolean(), fc.boolean())
  .map(([which, start, length, byInitials, lettersFirst]) => {
    const sounds = soundsOf(fold(names[which % names.length] ?? '').trim(), 'company');
    const from = start % Math.max(1, sounds.length);
    const some = sounds.slice(from, from + 2 * length);
    const spoken = (among: typeof some) =>
      among.map((one) => (byInitials ? one.initials : one.syllables)[0] ?? one.character).join('');
    const written = (among: typeof some) => among.map(({ character }) => character).join('');
    const [first, second] = [some.slice(0, length), some.slice(length)];
    return lettersFirst ? spoken(first) + written(second) : written(first) + spoken(second);
  });

/** A name as it is typed in letters, each character by any of its readings, from any of them on. */
const spokenOtherwise = fc
  .tuple(fc.nat(), fc.nat(), fc.array(fc.nat(), { minLength: 1, maxLength: 8 }), fc.boolean(), fc.nat(5))
  .map(([which, start, picks, byInitials, cut]) => {
    const sounds = soundsOf(fold(names[which % names.length] ?? '').trim(), 'company').filter(
      ({ syllables }) => syllables.length > 0,
    );
    const from = sounds.length === 0 ? 0 : start % sounds.length;
    const typed = picks.map((pick, at) => {
      const sound = sounds[from + at];
      const ways = (byInitials ? sound?.initials : sound?.syllables) ?? [];
      return ways[pick % Math.max(1, ways.length)] ?? '';
    });
    const whole = typed.join('').replaceAll(/(?<=[jqxy])u/g, cut === 1 ? 'v' : 'u');
    return cut === 0 ? whole.slice(0, -1) : whole;
  });

const word = fc.oneof(
  { weight: 3, arbitrary: signed },
  { weight: 3, arbitrary: spokenOtherwise },
  { weight: 2, arbitrary: pasted },
  { weight: 2, arbitrary: halfSpoken },
  { weight: 5, arbitrary: disguised },
  { weight: 3, arbitrary: letters },
  { weight: 2, arbitrary: partOf(() => texts, 24) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 4 }) },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme-ascii', maxLength: 3 }) },
);
const query = fc.array(word, { minLength: 1, maxLength: 3 }).map((words) => words.join(' '));

describe('search finds exactly what a plain scan finds', () => {
  it.each(ROLES)('for a %s, whatever is typed', (role) => {
    const { reader: db, actor } = vault.contextOf(role);
    fc.assert(
      fc.property(query, (text) => {
        const expected = scan.find(text, actor).sort((a, b) => a - b);
        const asked = { text, reader: actor, today, sources };
        const { results, total, totalIsExact } = searchEntries(db, { ...asked, limit: 1_000 });
        expect(results.map(({ id }) => id).sort((a, b) => a - b)).toEqual(expected);
        expect(countMatches(db, asked)).toBe(expected.length);
        expect(totalIsExact ? total : expected.length).toBe(expected.length);
        expect(total).toBeLessThanOrEqual(expected.length);
        expect(totalIsExact || total > COUNTED_AT_LEAST).toBe(true);
        const few = searchEntries(db, { ...asked, limit: 1 });
        expect(few.totalIsExact).toBe(expected.length <= COUNTED_AT_LEAST);
        expect(few.total).toBeLessThanOrEqual(expected.length);
        // Without a word a list shows everything.
        const beside = text.trim() === '' ? 0 : countFacets(db, asked).total;
        expect(beside).toBe(expected.length);
        for (const { matched } of results) {
          expect(matched.length).toBeGreaterThan(0);
          for (const { text: shown, ranges } of matched)
            for (const [start, end] of ranges) {
              expect(start).toBeLessThan(end);
              expect(end).toBeLessThanOrEqual(shown.length);
            }
        }
      }),
      { numRuns: shareOf(400) },
    );
  });
});

/** Texts whose pieces are all in customers that do not hold them, and in some that do. */
const SCATTERED = ['甲乙丙丁', '甲乙丙丁 有限', '24681357', '子丑寅卯辰'];

describe('a list of more than can be looked at one by one', () => {
  let crowd: TestVault;
  let crowdScan: PlainScan;

  beforeAll(async () => {
    crowd = await openSearchVault(40);
    const ctx = asTrial(crowd.contextOf('archivist'));
    ctx.transaction((db) => {
      for (let n = 0; n < 90; n += 1) {
        const holds = n % 3 === 0;
        const name = `${holds ? '甲乙丙丁' : '甲乙丙厂乙丙丁'}${n}号有限公司`;
        const note = n % 5 === 0 ? '子丑寅卯辰' : '子丑寅 丑寅卯 寅卯辰';
        const legacyCode = n % 7 === 0 ? `24681357-${n}` : `2468-4681-6813-8135-1357-${n}`;
        const category = n % 2 === 0 ? 'supplier' : 'client';
        const secrecy = n % 11 === 0 ? 'top_secret' : 'normal';
        const input = { ...blankCustomer(category), name, note, legacyCode, secrecy } as const;
        fileCustomer(db, ctx, input, { filedOn: '2026-01-02' });
      }
    });
    crowdScan = new PlainScan(ctx.reader, today);
  });
  afterAll(() => crowd[Symbol.asyncDispose]());

  type Sort = NonNullable<ListQuery['sort']>;
  const cases = fc.record({
    role: fc.constantFrom(...ROLES),
    text: fc.constantFrom(...SCATTERED),
    // How many are looked at at once: none, so that every page has to be made sure of, or some.
    lookedAt: fc.constantFrom(0, 20),
    limit: fc.integer({ min: 1, max: 40 }),
    sort: fc.option(
      fc.record<Sort>({
        by: fc.constantFrom(...SORTS),
        descending: fc.boolean(),
      }),
      { nil: undefined },
    ),
    filters: fc.constantFrom({}, { category: ['client'] }),
    start: fc.oneof(
      fc.record({ offset: fc.nat(60) }),
      fc.constant({ last: true } as const),
      fc.constant({ offset: 0 }),
    ),
  });

  it('holds only what a plain scan finds, from whichever page it is read', () => {
    fc.assert(
      fc.property(cases, ({ role, text, lookedAt, sort, filters, limit, start }) => {
        const { reader: db, actor } = crowd.contextOf(role);
        // Another text each time: nothing that was made sure of before helps.
        const asked = {
          text: `${text}${' '.repeat(++spaces)}`,
          filters,
          lookedAt,
          reader: actor,
          today,
          sources,
        };
        const page = (from: PageStart) => listEntries(db, { ...asked, sort, limit, start: from });
        const wanted = filters.category && db.rows<{ id: number }>(CLIENTS).map(({ id }) => id);
        const expected = crowdScan.find(text, actor).filter((id) => !wanted || wanted.includes(id));
        const inOrder = (ids: readonly number[]) => [...ids].sort((a, b) => a - b);

        const begun = page(start);
        expect(expected).toEqual(expect.arrayContaining(begun.rows.map(({ id }) => id)));
        // In the middle it is not known how many do not match before it.
        const isEnd = 'last' in start || start.offset === 0;
        const full = Math.min(limit, expected.length);
        expect(begun.rows.length).toBeGreaterThanOrEqual(isEnd ? full : 0);

        const forwards: number[] = [];
        let shown = page({ offset: 0 });
        for (; ; shown = page({ after: shown.next })) {
          forwards.push(...shown.rows.map(({ id }) => id));
          if (shown.next === null) break;
        }
        expect(inOrder(forwards)).toEqual(inOrder(expected));
        const backwards: number[] = [];
        for (shown = page({ last: true }); ; shown = page({ before: shown.previous })) {
          backwards.unshift(...shown.rows.map(({ id }) => id));
          if (shown.previous === null) break;
        }
        expect(inOrder([...new Set(backwards)])).toEqual(inOrder(expected));
        const sorted = page({ last: true }).total;
        expect([sorted, sort ? countFacets(db, asked).total : sorted]).toEqual([
          expected.length,
          expected.length,
        ]);
      }),
      { numRuns: shareOf(60) },
    );
  });

  it('says at its beginning that its total is not counted', () => {
    const { reader, actor } = crowd.contextOf('archivist');
    const sort = { by: 'archiveNo', descending: false } as const;
    const query = { text: '子丑寅卯辰', sort, reader: actor, today, sources, lookedAt: 0, limit: 5 };
    const shown = listEntries(reader, { ...query, start: { offset: 0 } });
    expect(shown).toMatchObject({ totalIsExact: false, offset: 0 });
    expect(shown.total).toBeGreaterThanOrEqual(crowdScan.find('子丑寅卯辰', actor).length);
    expect(countFacets(reader, query).exact).toBe(false);
  });

  it('is exported row by row as a plain scan finds it', () => {
    const ctx = crowd.contextOf('archivist');
    const found = new Set(crowdScan.find('子丑寅卯辰', ctx.actor));
    for (const [descending, way] of [
      [false, 'asc'],
      [true, 'desc'],
    ] as const) {
      const sort = { by: 'archiveNo', descending } as const;
      // Every serial has four digits here, so that the text sorts as the list does.
      const expected = ctx.reader
        .rows<{ id: number }>(`select id from customer order by archive_no ${way}`)
        .map(({ id }) => id)
        .filter((id) => found.has(id));
      const text = `子丑寅卯辰${' '.repeat(++spaces)}`;
      expect([...listIds(ctx, { text, sort, lookedAt: 0 })]).toEqual(expected);
      const some = expected.slice(3, 5);
      const wanted = new Set([...some, 1]);
      expect([...listIds(ctx, { text: `${text} `, sort, lookedAt: 0 }, wanted)]).toEqual(some);
    }
  });

  it('is counted exactly only where few have to be looked at', () => {
    const { reader, actor } = crowd.contextOf('archivist');
    const asked = { text: '甲乙丙丁', reader: actor, today, sources };
    expect(countMatches(reader, asked, 89)).toBeNull();
    expect(countMatches(reader, asked, 90)).toBe(30);
    expect(countMatches(reader, { ...asked, text: '甲乙丙' }, 1)).toBe(90);
  });
});

let spaces = 0;
const CLIENTS = `select id from customer where category = 'client'`;
