import { describe, expect, it } from 'vitest';
import { nameSortKey } from '../../../db/features/search/index/pinyin.ts';
import { fold } from '../../../db/domain/text/fold.ts';
import {
  allOf,
  anyOf,
  term,
  without,
  type Expression,
} from '../../../db/features/search/query/expression.ts';
import { markMatches, type SeenText } from '../../../db/features/search/query/marks.ts';
import {
  Folded,
  isCodeWord,
  isPhoneWord,
  matches,
  shownTexts,
  textsOf,
  tierOf,
} from '../../../db/features/search/query/matching.ts';
import {
  certainBoundaries,
  codePieces,
  initialPieces,
  pinyinPieces,
  textPieces,
} from '../../../db/features/search/query/word-pieces.ts';
import { wholeTerms, wordTerms } from '../../../db/features/search/query/word-terms.ts';
import { spellName } from '../../../db/features/search/index/entry.ts';
import { findPinyin } from '../../../db/features/search/index/spelling.ts';
import { LONGEST_WHOLE, PIECES } from '../../../db/features/search/index/terms.ts';
import type { SourceText } from '../../../db/work/search-source.ts';

describe('1. expressions', () => {
  it('a term is quoted', () => {
    expect(term('a')).toBe('"a"');
    expect(term('a"b"')).toBe('"a""b"""');
  });

  it.each<[Expression[], all: Expression, any: Expression]>([
    [[], true, false],
    [['a'], 'a', 'a'],
    [['a', 'b'], '(a AND b)', '(a OR b)'],
    [[true, true], true, true],
    [['a', true], 'a', true],
    [['a', false], false, 'a'],
    [['a', true, false, 'b'], false, true],
    [[false], false, false],
  ])('of %j', (parts, all, any) => {
    expect(allOf(parts)).toBe(all);
    expect(anyOf(parts)).toBe(any);
  });

  it('leaves out a set', () => {
    expect(without('a', 'b')).toBe('(a NOT b)');
    expect(without('a', false)).toBe('a');
    expect(without('a', true)).toBe(false);
    expect(without(false, 'b')).toBe(false);
    expect(without(false, true)).toBe(false);
    expect(without(true, true)).toBe(false);
    expect(without(true, false)).toBe(true);
    expect(() => without(true, 'b')).toThrow('the index cannot list what is not in a set');
  });
});

describe('2. the pieces of a word', () => {
  const text = Math.max(...PIECES.text);
  const code = Math.max(...PIECES.code);
  const initials = Math.max(...PIECES.initials);

  it('a word as short as a piece is exact', () => {
    expect(textPieces('金艺制'.slice(0, text))).toEqual({ pieces: ['金艺制'.slice(0, text)], exact: true });
    expect(codePieces('1'.repeat(code - 1))).toBeNull();
    expect(codePieces('1'.repeat(code))).toEqual({ pieces: ['1'.repeat(code)], exact: true });
    expect(initialPieces('a'.repeat(initials))).toEqual({ pieces: ['a'.repeat(initials)], exact: true });
    expect(initialPieces('a'.repeat(initials + 1))?.exact).toBe(false);
  });

  it.each([
    '佛山市金艺五金',
    '13812345678',
    'abcdefghij',
    'gy-2025-0001',
    '金艺2025abc',
    '0757-62980843-801',
    '𠮷野家金艺',
  ])('of %s are parts of it, few, with the last among them', (word) => {
    for (const way of [textPieces(word), codePieces(word)]) {
      const pieces = way?.pieces ?? [];
      expect(pieces.length).toBeGreaterThan(0);
      expect(pieces.length).toBeLessThanOrEqual(5);
      expect(pieces.filter((piece) => !word.includes(piece))).toEqual([]);
      expect(new Set(pieces).size).toBe(pieces.length);
    }
  });

  it.each([
    ['金艺五金', { pieces: ['金艺五', '艺五金'], exact: false }],
    ['1234', { pieces: ['1234'], exact: true }],
    ['12345', { pieces: ['1234', '2345'], exact: false }],
    ['abcd', { pieces: ['abcd'], exact: true }],
    ['金1234', { pieces: ['金12', '1234'], exact: false }],
    ['1234金', { pieces: ['34金', '1234'], exact: false }],
  ])('of %s in a text', (word, pieces) => {
    expect(textPieces(word)).toEqual(pieces);
  });

  it('a long word is looked for by five pieces from its first to its last', () => {
    const word = 'bcdfghjklmnpqrst';
    const pieces = initialPieces(word)?.pieces ?? [];
    expect(pieces).toHaveLength(5);
    expect(pieces[0]).toBe(word.slice(0, initials));
    expect(pieces.at(-1)).toBe(word.slice(-initials));
  });

  it.each(['金艺', '123', 'a-b', '', 'A1'])('%j is no initials', (word) => {
    expect(initialPieces(word)).toBeNull();
    expect(pinyinPieces(word)).toBeNull();
  });

  it.each<[string, number[] | null]>([
    ['foshan', [0, 2]],
    ['xian', [0]],
    ['jinyi', [0, 3]],
    ['fo', [0]],
    ['foshansh', [0, 2, 6]],
    ['vvv', null],
    ['fovv', null],
    ['zhuangzhuang', [0, 6]],
  ])('the letters %s are parted at %j', (letters, places) => {
    expect(certainBoundaries(letters)).toEqual(places);
  });

  it('pinyin is looked for by what begins at a syllable', () => {
    expect(pinyinPieces('v'.repeat(20))).toBeNull();
    const way = pinyinPieces('foshanshijinyiwujin');
    expect(way?.exact).toBe(false);
    const places = certainBoundaries('foshanshijinyiwujin') ?? [];
    for (const piece of way?.pieces ?? [])
      expect(places.map((place) => 'foshanshijinyiwujin'.startsWith(piece, place))).toContain(true);
    expect(pinyinPieces('a'.repeat(Math.min(...PIECES.pinyin) - 1))).toBeNull();
    expect(pinyinPieces('fo1')).toBeNull();
  });
});

describe('3. the terms of a word', () => {
  it('stand open and behind the prefix of who reads', () => {
    const { anywhere, atStart, exact } = wordTerms('金艺');
    expect(exact).toBe(true);
    expect(anywhere.open).toContain('金艺');
    expect(anywhere.closed('x9')).toContain('x9');
    expect(anywhere.open).not.toEqual(anywhere.closed(''));
    expect(atStart.open).toContain('金艺');
    expect(wordTerms('佛山市金艺五金制品').exact).toBe(false);
    expect(wordTerms('金').atStart.closed('x9')).toBe(false);
  });

  it('a whole name by itself, a long one by its end', () => {
    const short = '金'.repeat(LONGEST_WHOLE);
    expect(wholeTerms(short).open).toContain(short);
    expect(wholeTerms(short).closed('x9')).toContain(`x9`);
    const long = wholeTerms(`${short}艺`);
    expect(long.open).toContain('艺"');
    expect(long.open).not.toContain(short);
    expect(long.closed('x9')).toContain('x9');
  });
});

type Texts = Array<readonly [kind: SourceText['kind'], text: string, open?: boolean, digits?: string]>;
const made = (texts: Texts): SourceText[] =>
  texts.map(([kind, text, open = false, digits]) => ({
    field: 'note',
    kind,
    text,
    open,
    ...(digits !== undefined && { digits }),
  }));
const titled = (name: string) => ({
  title: { kind: 'company' as const, text: name, sortKey: nameSortKey(name) },
});
const folded = (texts: Texts, name = '佛山市金艺 五金') => new Folded(titled(name), made(texts));

describe('4. what is found by looking', () => {
  const HIDDEN: Texts = [
    ['words', '月结30天'],
    ['company', '旧名厂'],
    ['person', '仇小明'],
    ['code', 'GY-2025-0001'],
    ['phone', '0757-6298 0843', false, '075762980843'],
  ];
  const OPEN = HIDDEN.map(([kind, text, , digits]) => [kind, text, true, digits] as const);

  it.each<[word: string, found: boolean]>([
    ['结30', true],
    ['旧名', true],
    ['jmc', true],
    ['jiuming', true],
    ['qxm', true],
    ['qiuxiao', true],
    ['chouxiao', true],
    ['qjuxiao', false],
    ['gy-', false],
    ['GY2025'.toLowerCase(), true],
    ['gy/2025', true],
    ['+86075762980843', true],
    ['+850757', false],
    ['gy', false],
    ['0001', true],
    ['629808', true],
    ['6298 0', true],
    ['08', false],
    ['iuming', false],
    ['yj30', false],
    ['gydq', false],
  ])('%j in what only readers see: %s', (word, found) => {
    expect(matches(folded(HIDDEN), [word], true)).toBe(found);
    expect(matches(folded(HIDDEN), [word], false)).toBe(false);
    expect(matches(folded([...OPEN]), [word], false)).toBe(found);
  });

  it.each<[words: string[], found: boolean]>([
    [[], true],
    [['金艺'], true],
    [['艺 五'], true],
    [['艺五'], true],
    [['艺(五'], true],
    [['(金艺)'], true],
    [['('], false],
    [['fssjywj'], true],
    [['fsjywj'], true],
    [['jinyi'], true],
    [['jiny'], true],
    [['inyi'], false],
    [['金艺', '五金'], true],
    [['金艺', '六金'], false],
  ])('%j in the name: %s', (words, found) => {
    expect(matches(folded([]), words, false)).toBe(found);
  });

  it.each([
    ['金', false, false],
    ['金艺', false, false],
    ['金艺五', true, false],
    ['gy1', true, true],
    ['12', false, false],
    ['123', true, true],
    ['𠮷𠮷', false, false],
  ])('%s may be a part of a code: %s, and begin a phone: %s', (word, code, phone) => {
    expect([isCodeWord(word), isPhoneWord(word)]).toEqual([code, phone]);
  });

  it.each<[query: string, tier: number, unread: number]>([
    ['佛山市金艺五金', 0, 0],
    ['fssjywj', 0, 0],
    ['fsjywj', 0, 0],
    ['gy-2025-0001', 0, 2],
    ['075762980843', 0, 2],
    ['佛山', 1, 1],
    ['fss', 1, 1],
    ['foshan', 1, 1],
    ['gy-2', 1, 2],
    ['gy2025-0001', 0, 2],
    ['+86-0757-62980843', 0, 2],
    ['-', 2, 2],
    ['0757', 1, 2],
    ['金艺', 2, 2],
    ['jyw', 2, 2],
    ['jinyi', 2, 2],
    ['2025', 2, 2],
    ['6298', 2, 2],
    ['gy', 2, 2],
  ])('%s is of tier %i, for whoever may not read of %i', (query, tier, unread) => {
    const one = folded(HIDDEN);
    const asked = { words: [query], whole: query.replaceAll(' ', '') };
    expect(tierOf(one, asked, true)).toBe(tier);
    expect(tierOf(one, asked, false)).toBe(unread);
    expect(tierOf(folded([...OPEN]), asked, false)).toBe(tier);
  });

  it('the first word begins it, and all of them are it', () => {
    expect(tierOf(folded([], '佛山金艺'), { words: ['foshanjinyi'], whole: 'foshanjinyi' }, true)).toBe(0);
    expect(tierOf(folded([]), { words: ['佛山', '五金'], whole: '佛山五金' }, true)).toBe(1);
    expect(tierOf(folded([]), { words: ['五金', '佛山'], whole: '五金佛山' }, true)).toBe(2);
    expect(tierOf(folded([]), { words: ['-', '佛山'], whole: '-佛山' }, true)).toBe(1);
  });

  it('says where letters spell syllables', () => {
    const spelled = spellName('佛山a金艺', 'company');
    const found = (letters: string) => {
      const at = findPinyin(spelled, letters);
      return (
        at &&
        at.spelled.units
          .slice(at.from, at.to)
          .map(({ character }) => character)
          .join('')
      );
    };
    expect(['shan', 'yi', 'jiny', 'han', 'shanjin'].map(found)).toEqual(['山', '艺', '金艺', null, null]);
  });

  it('what has a class of its own is open to nobody but its readers', () => {
    const record = {
      kind: 'x',
      id: 1,
      ownerId: null,
      texts: made([
        ['words', '甲', true],
        ['words', '乙'],
      ]),
    };
    expect(shownTexts({ ...record, secrecy: null })).toBe(record.texts);
    expect(shownTexts({ ...record, secrecy: 'secret' }).map(({ open }) => open)).toEqual([false, false]);
    const content = {
      entry: { texts: made([['words', '丙']]) },
      records: [
        { ...record, secrecy: null },
        { ...record, id: 2, secrecy: 'secret' as const },
      ],
    };
    expect(textsOf(content, () => true).map(({ text, open }) => [text, open])).toEqual([
      ['丙', false],
      ['甲', true],
      ['乙', false],
      ['甲', false],
      ['乙', false],
    ]);
    expect(textsOf(content, ({ id }) => id === 2)).toHaveLength(3);
  });
});

describe('5. what is marked', () => {
  const ORDER = ['archiveNo', 'phones', 'contacts.phone', 'note', 'address'] as const;
  const seen = (
    field: SeenText['field'],
    kind: SeenText['kind'],
    text: string,
    more: Partial<SeenText> = {},
  ): SeenText => ({
    field,
    kind,
    text,
    sight: 'texts',
    ...more,
  });
  const mark = (words: string[], texts: SeenText[] = [], name = '佛山市金艺五金') =>
    markMatches({ text: name, spelled: () => spellName(fold(name).trim(), 'company') }, texts, words, ORDER);
  /** What stands in the marks. */
  const marked = (words: string[], texts: SeenText[] = [], name?: string) =>
    mark(words, texts, name).map(({ field, text, ranges }) => [
      field,
      ranges.map(([start, end]) => text.slice(start, end)),
    ]);

  it.each<[words: string[], name: string, marks: string[]]>([
    [['金'], '佛山市金艺五金', ['金', '金']],
    [['金艺', '艺五'], '佛山市金艺五金', ['金艺五']],
    [['五金', '佛山'], '佛山市金艺五金', ['佛山', '五金']],
    [['市', '金艺'], '佛山市金艺五金', ['市金艺']],
    [['jy'], '佛山市金艺五金', ['金艺']],
    [['sj'], '佛山市金艺五金', ['市金']],
    [['fsj'], '佛山市金艺五金', ['佛山', '金']],
    [['jinyiw'], '佛山市金艺五金', ['金艺五']],
    [['jin'], '佛山市金艺五金', ['金']],
    [['abc'], 'ＡＢＣ 五金', ['ＡＢＣ']],
    [['jy'], '  金艺 ', ['金艺']],
    [['1d'], '金艺㎡1d', ['1d']],
    [['aa'], 'aaaa', ['aaaa']],
    [['m2'], '三㎡', ['㎡']],
    [['某集团'], '广州某某（集团）有限公司', ['某（集团']],
    [['集团)有限'], '广州某某集团有限公司', ['集团有限']],
    [['(集'], '某（集团）', ['集']],
    [['（'.normalize('NFKC')], '某（集团）', ['（']],
    [['mmjtyx'], '某某（集团）有限', ['某某', '集团', '有限']],
    [['jituanyou'], '某（集团）有限', ['集团', '有']],
    [['changyi', 'zhangyi'], '长艺', ['长艺']],
  ])('%j in %s', (words, name, marks) => {
    expect(marked(words, [], name)).toEqual([['name', marks]]);
  });

  it.each([[['六金']], [['xx']], [['12']], [[]]])('%j is in no name', (words) => {
    expect(mark(words)).toEqual([]);
  });

  it('fields stand in their order, each text of its kind', () => {
    const texts = [
      seen('note', 'words', '月结abc30天'),
      seen('phones', 'phone', '0757-6298 0843', { digits: '075762980843' }),
      seen('archiveNo', 'code', 'GY-2025-0001'),
      seen('address', 'company', '季华路'),
    ];
    expect(marked(['0757629'], texts)).toEqual([['phones', ['0757-629']]]);
    expect(marked(['6298 0'], texts)).toEqual([['phones', ['6298 0']]]);
    expect(marked(['999'], texts)).toEqual([]);
    expect(marked(['2025'], texts)).toEqual([['archiveNo', ['2025']]]);
    expect(marked(['25'], texts)).toEqual([]);
    expect(marked(['jhl'], texts)).toEqual([['address', ['季华路']]]);
    expect(marked(['yj'], texts)).toEqual([]);
    expect(marked(['0'], texts)).toEqual([['note', ['0']]]);
    expect(marked(['30天', '075', '季', '佛', 'gy2'], texts)).toEqual([
      ['name', ['佛']],
      ['archiveNo', ['GY-2']],
      ['phones', ['075']],
      ['note', ['30天']],
      ['address', ['季']],
    ]);
  });

  it('a number that stands twice at one is marked once, at two twice', () => {
    const phone = (field: SeenText['field'], more: Partial<SeenText> = {}) =>
      seen(field, 'phone', '13812345678', more);
    expect(mark(['138'], [phone('contacts.phone'), phone('phones')]).map(({ field }) => field)).toEqual([
      'phones',
    ]);
    const two = mark(
      ['138'],
      [phone('phones', { of: 'x:1' }), phone('phones'), phone('phones', { of: 'x:1' })],
    );
    expect(two.map(({ of }) => of)).toEqual(['x:1', undefined]);
    expect('of' in (two[1] ?? {})).toBe(false);
    const notes = [seen('note', 'words', '138'), seen('note', 'words', '138')];
    expect(mark(['138'], notes)).toHaveLength(2);
  });

  it('of a closed record the field alone is named, once, or nothing', () => {
    const note = (sight: SeenText['sight'], more: Partial<SeenText> = {}) =>
      seen('note', 'words', '月结30天', { sight, ...more });
    expect(mark(['月结'], [note('index')])).toEqual([]);
    expect(mark(['月结'], [note('fields'), note('fields')])).toEqual([
      { field: 'note', text: '', ranges: [] },
    ]);
    expect(
      mark(['月结'], [note('fields'), note('fields', { of: 'x:1' }), note('fields', { field: 'address' })]),
    ).toEqual([
      { field: 'note', text: '', ranges: [] },
      { field: 'note', of: 'x:1', text: '', ranges: [] },
      { field: 'address', text: '', ranges: [] },
    ]);
  });

  it('six fields are enough', () => {
    const notes = Array.from({ length: 9 }, (_one, at) => seen('note', 'words', `月结${at}`));
    expect(mark(['月结'], notes)).toHaveLength(6);
    expect(mark(['月结', '佛山'], notes)[0]?.field).toBe('name');
    expect(mark(['月结', '佛山'], notes)).toHaveLength(6);
  });

  it.each([
    [120, 0, 0],
    [121, 0, 0],
    [121, 24, 0],
    [121, 25, 1],
    [300, 150, 126],
    [300, 298, 274],
  ])('a text of %i characters with a match at %i is shown from %i', (length, at, from) => {
    const text = `${'甲'.repeat(at)}乙丙${'甲'.repeat(length - at - 2)}`;
    const [match] = mark(['乙丙'], [seen('note', 'words', text)]);
    const to = Math.min(length, from + 120);
    expect(match?.text).toBe(`${from > 0 ? '…' : ''}${text.slice(from, to)}${to < length ? '…' : ''}`);
    expect(match?.ranges.map(([start, end]) => match.text.slice(start, end))).toEqual(['乙丙']);
  });

  it.each(['', '甲', '甲甲'])(
    'a text is cut between characters, not through one: with %j before',
    (before) => {
      const text = `${'🏭'.repeat(40)}${before}乙丙${'𠮷'.repeat(80)}`;
      const [match] = mark(['乙丙'], [seen('note', 'words', text)]);
      expect(match?.text).toMatch(/^…🏭+甲*乙丙𠮷+…$/u);
      expect(match?.ranges.map(([start, end]) => match.text.slice(start, end))).toEqual(['乙丙']);
    },
  );

  it('marks beyond the part that is shown are left out, one over its end is cut', () => {
    const text = `乙${'甲'.repeat(118)}乙乙${'甲'.repeat(50)}乙`;
    const [match] = mark(['乙'], [seen('note', 'words', text)]);
    expect(match?.ranges).toEqual([
      [0, 1],
      [119, 120],
    ]);
  });
});
