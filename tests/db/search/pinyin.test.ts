import { describe, expect, it } from 'vitest';
import { fold } from '../../../db/domain/text/fold.ts';
import { SYLLABLES } from '../../../db/domain/text/syllables.ts';
import { nameSortKey, soundsBySortKey, soundsOf } from '../../../db/features/search/index/pinyin.ts';
import { MOST_HETERONYMS, READINGS } from '../../../db/features/search/index/readings.ts';
import { certainBoundaries } from '../../../db/features/search/query/word-pieces.ts';

describe('the sort key of names', () => {
  it.each([
    ['佛山市金艺', 'fo2 shan1 shi4 jin1 yi4'],
    ['重庆银行', 'chong2 qing4 yin2 hang2'],
    ['绿色', 'lv4 se4'],
    ['3M中国', '3m zhong1 guo2'],
    ['ABC（广东）', 'abc( guang3 dong1 )'],
    ['順德', 'shun4 de2'],
    ['', ''],
  ])('of %s is %s', (name, key) => {
    expect(nameSortKey(name)).toBe(key);
  });

  it('puts names in pinyin order, tones among equal sounds', () => {
    const names = ['张三', 'ABB', '安徽', '3M', '马', '妈', '昂', '阿里'];
    const sorted = names.toSorted((a, b) => (nameSortKey(a) < nameSortKey(b) ? -1 : 1));
    expect(sorted).toEqual(['3M', '阿里', 'ABB', '安徽', '昂', '妈', '马', '张三']);
  });

  it('tells again how the name sounds', () => {
    for (const name of [
      '佛山市金艺（广东）',
      'a1公司',
      'AN1 公司x',
      '安an1安',
      '𠮷野家',
      '的 a　b',
      '(佛)',
      '',
    ]) {
      const folded = fold(name).trim();
      expect(soundsBySortKey(folded, nameSortKey(name))).toEqual(soundsOf(folded, 'company'));
    }
    expect(soundsBySortKey('金艺', 'not its key')).toEqual(soundsOf('金艺', 'company'));
  });

  it('reads surnames as surnames of people alone', () => {
    const letters = (kind: 'company' | 'person') => soundsOf('仇单', kind).map(({ syllable }) => syllable);
    expect(letters('person')[0]).toBe('qiu');
    expect(letters('company')[0]).toBe('chou');
  });
});

describe('further readings', () => {
  const ways = (name: string, kind: 'company' | 'person' = 'company') =>
    soundsOf(name, kind).map(({ syllables }) => syllables.join(' '));

  it.each([
    ['单', 'person', ['shan dan chan']],
    ['曾氏', 'company', ['ceng zeng', 'shi']],
    ['重庆', 'company', ['chong zhong', 'qing']],
    ['长沙', 'company', ['chang zhang', 'sha']],
    ['银行', 'company', ['yin', 'hang xing heng']],
    ['乐清', 'company', ['le yue lao', 'qing']],
    ['吕', 'person', ['lv lu']],
    ['略女', 'company', ['lve lue', 'nv nu']],
    ['㐀', 'company', ['qiu']],
    ['佛山五金', 'company', ['fo', 'shan', 'wu', 'jin']],
  ] as const)('of %s as a %s', (name, kind, expected) => {
    expect(ways(name, kind)).toEqual(expected);
  });

  it('are those of characters as they stand in a folded name, each in syllables', () => {
    expect([...READINGS.keys()].filter((character) => fold(character) !== character)).toEqual([]);
    expect([...READINGS.values()].flat().filter((syllable) => !SYLLABLES.has(syllable))).toEqual([]);
  });

  it('count for the first heteronyms of a name, so that its spellings stay few', () => {
    expect(ways(`金${'长'.repeat(MOST_HETERONYMS + 2)}`)).toEqual([
      'jin',
      ...Array.from({ length: MOST_HETERONYMS }, () => 'chang zhang'),
      'chang',
      'chang',
    ]);
  });
});

describe('syllables', () => {
  it('are what nearly every common character can be read as', () => {
    const silent: string[] = [];
    for (let code = 0x4e00; code <= 0x9fa5; code += 1) {
      const character = String.fromCodePoint(code);
      if (soundsOf(fold(character), 'company').some(({ syllable }) => syllable === null))
        silent.push(character);
    }
    expect(silent.length).toBeLessThan(150);
    expect([...SYLLABLES].filter((syllable) => !/^[a-z]{1,6}$/.test(syllable))).toEqual([]);
  });

  it.each([
    ['foshanshi', [0, 2, 6]],
    ['xian', [0]],
    ['jinyi', [0, 3]],
    ['zh', [0]],
    ['bqw', null],
  ])('of %s begin for certain at %j', (letters, places) => {
    expect(certainBoundaries(letters)).toEqual(places);
  });
});
