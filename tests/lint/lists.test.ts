import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import passwords from '../../resources/lists/common-passwords.json' with { type: 'json' };
import defaults from '../../resources/lists/defaults.json' with { type: 'json' };
import english from '../../resources/locales/en/lists.json' with { type: 'json' };
import chinese from '../../resources/locales/zh-CN/lists.json' with { type: 'json' };
import { PROJECT } from './support/sources.ts';

describe('1. lists that a new vault is filled with', () => {
  test.each(Object.entries(defaults))(
    '%s has codes and names in both languages, none twice',
    (_list, items) => {
      for (const { code, zh, en } of items) {
        expect(code).toMatch(/^[A-Za-z][A-Za-z0-9_]{0,39}$/);
        expect(zh.trim()).toMatch(/^.{1,40}$/u);
        expect(en).toMatch(/^[\x20-\x7e]{1,60}$/);
      }
      expect(new Set(items.map(({ code }) => code)).size).toBe(items.length);
      expect(new Set(items.map(({ zh }) => zh)).size).toBe(items.length);
    },
  );

  test('each list has a name of its own in both languages', () => {
    const keys = Object.keys(defaults).map((list) => `name.${list}`);
    const named = (words: object) => Object.keys(words).filter((key) => key.startsWith('name.'));
    expect(named(chinese)).toEqual(keys.toSorted());
    expect(named(english)).toEqual(keys.toSorted());
  });
});

describe('2. passwords that are refused', () => {
  test('are many, lower case, in order and none twice', () => {
    expect(passwords.filter((word) => word.length >= 12).length).toBeGreaterThan(3000);
    expect(passwords.every((word) => word === word.toLowerCase())).toBe(true);
    expect(passwords).toEqual([...new Set(passwords)].sort());
  });

  test.each([
    'woaini1314520',
    '123456789abc',
    'qwertyuiop123',
    'a1b2c3d4e5f6',
    'kedang123456',
    'foshan123456',
  ])('%s is among them', (word) => {
    expect(passwords).toContain(word);
  });
});

test('3. the sample ledger is a workbook', () => {
  const bytes = readFileSync(join(PROJECT, 'resources/sample/ledger-sample.xlsx'));
  expect(bytes.subarray(0, 4).toString('latin1')).toBe('PK\u0003\u0004');
  expect(bytes.length).toBeLessThan(200_000);
});
