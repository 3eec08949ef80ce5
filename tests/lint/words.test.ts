import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { PROJECT, readSources } from './support/sources.ts';
import { checkWords, TABLES_OF_DATA } from './support/words-rule.ts';

const sources = readSources(PROJECT);

test('no Chinese or English sentence stands outside resources/locales', () => {
  expect(checkWords(sources)).toEqual([]);
});

test('each exempted table of data is there and needs it', () => {
  const needed = sources.filter(
    (source) => TABLES_OF_DATA.includes(source.path) && /\p{Unified_Ideograph}/u.test(source.text),
  );
  expect(needed.map(({ path }) => path)).toEqual(TABLES_OF_DATA);
});

describe('the rule itself', () => {
  const bad = readSources(join(import.meta.dirname, 'fixtures/words'), ['bad']);
  const good = readSources(join(import.meta.dirname, 'fixtures/words'), ['good']);

  test.each(bad.map((source) => [source.path, source] as const))(
    'refuses %s, line by line',
    (_path, source) => {
      const marked = source.text
        .split('\n')
        .flatMap((line, index) => (line.includes('// refused') ? [index + 1] : []));
      const found = checkWords([source]).map((problem) => Number(/:(\d+) /.exec(problem)?.[1]));
      expect(marked.length).toBeGreaterThan(0);
      expect([...new Set(found)]).toEqual(marked);
    },
  );

  test.each(good.map((source) => [source.path, source] as const))('lets %s pass', (_path, source) => {
    expect(checkWords([source])).toEqual([]);
  });
});
