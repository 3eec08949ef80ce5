import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  checkErrorCodes,
  checkTranslations,
  compareLocales,
  readLocales,
  type Locales,
} from './support/locales-rule.ts';
import { PROJECT, readSources, type Source } from './support/sources.ts';

const { locales, problems } = readLocales(PROJECT);
const FIXTURES = join(import.meta.dirname, 'fixtures/locales');

describe('1. the two languages', () => {
  test('are files of flat, filled texts', () => {
    expect(problems).toEqual([]);
    expect([...locales['zh-CN'].keys()]).toContain('errors');
  });

  test('have the same namespaces, keys and placeholders', () => {
    expect(compareLocales(locales)).toEqual([]);
  });

  test('the rule sees what is missing, on either side', () => {
    const { locales: odd, problems: empty } = readLocales(join(FIXTURES, 'odd'));
    expect(compareLocales(odd)).toEqual([
      expect.stringContaining('en/loans.json “due” does not use {{day}}'),
      expect.stringContaining('en/loans.json lacks “overdue”'),
      expect.stringContaining('en/only-chinese.json is missing'),
      expect.stringContaining('zh-CN/loans.json lacks “extra”'),
      expect.stringContaining('en/loans.json “title” is still Chinese'),
    ]);
    expect(empty).toEqual([expect.stringContaining('“nested” is not a text')]);
  });
});

describe('2. what the program says', () => {
  test('every t(…) in the renderer has words', () => {
    expect(checkTranslations(readSources(PROJECT, ['renderer']), locales['zh-CN'])).toEqual([]);
  });

  test('every error code has words, and the data that they want', () => {
    expect(checkErrorCodes(readSources(PROJECT), locales['zh-CN'])).toEqual([]);
  });
});

describe('3. the rules themselves', () => {
  const words: Locales['en'] = new Map([
    [
      'common',
      new Map([
        ['save', 'Save'],
        ['role.archivist', 'Archivist'],
        ['rows_one', '{{count}} row'],
        ['rows_other', '{{count}} rows'],
      ]),
    ],
    [
      'errors',
      new Map([
        ['loan.overdue_hold', 'Overdue for {{days}} days'],
        ['loan.uscc_length', 'Wrong length'],
      ]),
    ],
  ]);
  const [translations, codes] = readSources(FIXTURES, ['code']) as [Source, Source];

  /** Lines that a fixture marks as refused. */
  const marked = (source: Source) =>
    source.text.split('\n').flatMap((line, index) => (line.includes('// refused') ? [index + 1] : []));
  const found = (list: string[]) => list.map((one) => Number(/:(\d+) /.exec(one)?.[1]));

  test('a key without words is seen, literal, chosen or begun', () => {
    expect(found(checkTranslations([translations], words))).toEqual(marked(translations));
  });

  test('a code without words or without its data is seen', () => {
    expect(found(checkErrorCodes([codes], words))).toEqual(marked(codes));
  });
});
