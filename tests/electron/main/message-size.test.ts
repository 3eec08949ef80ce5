import { expect, test } from 'vitest';
import { MOST_EXPORTED } from '../../../db/features/customers/export.ts';
import { isOfMessageSize } from '../../../electron/main/message-size.ts';

const CHARACTERS = 8_000_000;
const VALUES = 500_000;
const text = 'x'.repeat(1_000_000);
const texts = (count: number): string[] => Array.from({ length: count }, () => text);
const cyclic: { self?: unknown } = {};
cyclic.self = cyclic;

test.each<[what: string, message: unknown, is: boolean]>([
  ['nothing', undefined, true],
  ['null', null, true],
  ['the most that a list exports', { ids: Array.from({ length: MOST_EXPORTED }, (_, id) => id) }, true],
  ['as many characters as there may be', texts(8), true],
  ['one more', [...texts(8), 'x'], false],
  ['one long text over and over', { rows: [texts(5), { deeper: texts(5) }] }, false],
  ['names as long as that', Object.fromEntries(texts(9).map((name, at) => [`${name}${at}`, 0])), false],
  ['as many values as there may be', Array.from({ length: VALUES - 1 }, () => 0), true],
  ['one more', Array.from({ length: VALUES }, () => 0), false],
  [
    'values in rows',
    Array.from({ length: 1_000 }, () => Array.from({ length: VALUES / 1_000 }, () => 0)),
    false,
  ],
  ['bytes', new Uint8Array(CHARACTERS), true],
  ['one byte more', new Uint8Array(CHARACTERS + 1), false],
  ['a buffer', new ArrayBuffer(CHARACTERS + 1), false],
  ['a map, which no window sends', new Map([['a', text]]), false],
  ['a set', new Set([text]), false],
  ['one that holds itself', cyclic, false],
])('%s', (_what, message, is) => {
  expect(isOfMessageSize(message)).toBe(is);
});

test('a document to be printed may be longer, and has a bound too', () => {
  expect([isOfMessageSize(texts(64), true), isOfMessageSize(texts(65), true)]).toEqual([true, false]);
});
