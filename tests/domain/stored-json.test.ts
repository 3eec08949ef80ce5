import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { STORED_SETTINGS } from '../../db/domain/settings.ts';
import {
  fittingFields,
  parseStored,
  read,
  unwrap,
  withFields,
  wrap,
  write,
  type StoredKind,
} from '../../db/domain/stored-json.ts';

const schema = z.strictObject({ name: z.string(), rooms: z.array(z.string()), floor: z.int() });

/** Version 2 brought the rooms, version 3 made a number of the floor. */
const HOUSE: StoredKind<z.infer<typeof schema>> = {
  name: 'house',
  version: 3,
  schema,
  upgraders: {
    1: withFields({ rooms: [] }),
    2: (value) => {
      const { floor, ...rest } = z.looseObject({ floor: z.string() }).parse(value);
      return { ...rest, floor: Number(floor) };
    },
  },
};
const house = { name: '甲', rooms: ['南'], floor: 3 };

test('what is written is read again, with its version beside it', () => {
  expect(JSON.parse(write(HOUSE, house))).toEqual({ v: 3, value: house });
  expect(read(HOUSE, write(HOUSE, house))).toEqual({ ok: true, value: house });
});

test('every older version is brought up to date, step by step; without a version it is the first', () => {
  const first = { name: '甲', floor: '3' };
  const wanted = { ok: true, value: { ...house, rooms: [] } };
  expect(unwrap(HOUSE, first)).toEqual(wanted);
  expect(unwrap(HOUSE, { v: 1, value: first })).toEqual(wanted);
  expect(unwrap(HOUSE, { v: 2, value: { ...first, rooms: ['南'] } })).toEqual({ ok: true, value: house });
});

describe('what cannot be read says why and is no exception', () => {
  const why = (text: string) => {
    const stored = read(HOUSE, text);
    return stored.ok ? null : stored.why;
  };

  test.each([
    ['a missing field', { ...house, rooms: undefined }],
    ['an unknown field', { ...house, garden: true }],
    ['another kind of value', { ...house, floor: 'three' }],
    ['nothing', null],
  ])('%s', (_what, value) => {
    expect(why(JSON.stringify({ v: 3, value }))).toBe('other_shape');
  });

  test('a newer version', () => {
    expect(why(JSON.stringify({ v: 4, value: house }))).toBe('newer');
  });

  test.each(['', '{', 'undefined', '{"v":3,"value":', `${'['.repeat(5000)}${']'.repeat(5000)}`])(
    'broken text %#',
    (text) => {
      expect(why(text)).toBe('broken');
      expect(parseStored(text).ok).toBe(false);
    },
  );

  test('what an upgrader stumbles over', () => {
    expect(why(JSON.stringify({ v: 2, value: { name: '甲', floor: 3 } }))).toBe('other_shape');
  });

  test('a version from which no upgrader leads on', () => {
    const gap: typeof HOUSE = { ...HOUSE, upgraders: { 2: (value) => value } };
    expect(unwrap(gap, { v: 1, value: house })).toEqual({ ok: false, why: 'other_shape', kept: null });
  });
});

test('fields that are new come to objects only', () => {
  const upgrade = withFields({ rooms: [] });
  expect(upgrade({ name: '甲' })).toEqual({ rooms: [], name: '甲' });
  expect(upgrade({ rooms: ['南'] })).toEqual({ rooms: ['南'] });
  const odd = [null, '甲', 7, ['甲']];
  expect(odd.map(upgrade)).toEqual(odd);
});

test('nothing is kept of what is no object', () => {
  const fields = z.strictObject({ 0: z.string(), length: z.int() }).partial();
  expect([null, undefined, '甲', 7, ['甲']].map((value) => fittingFields(fields, value))).toEqual(
    Array.from({ length: 5 }, () => null),
  );
  const kept = unwrap({ name: 'any', version: 1, schema: z.null(), salvage: () => null }, 7);
  expect(kept).toEqual({ ok: false, why: 'other_shape', kept: null });
});

test('settings that cannot be read keep no other from counting', () => {
  expect(unwrap(STORED_SETTINGS, { lockAfterMinutes: 0, filingLimitDays: 5 })).toEqual({
    ok: false,
    why: 'other_shape',
    kept: { filingLimitDays: 5 },
  });
});

test('what can be kept of it is kept, if it then fits', () => {
  const fields = z.strictObject({ days: z.int().max(9), name: z.string() }).partial();
  const kind: StoredKind<z.infer<typeof fields>> = {
    name: 'fields',
    version: 1,
    schema: fields,
    salvage: (value) => fittingFields(fields, value),
  };
  expect(unwrap(kind, { days: 99, name: '甲', more: 1 })).toEqual({
    ok: false,
    why: 'other_shape',
    kept: { name: '甲' },
  });
  expect(unwrap(kind, { v: 2, value: { days: 3, later: [] } })).toEqual({
    ok: false,
    why: 'newer',
    kept: { days: 3 },
  });
  expect(unwrap(kind, ['甲'])).toMatchObject({ kept: null });
  expect(unwrap({ ...kind, salvage: () => ({ days: 99 }) }, wrap(kind, { days: 100 }))).toMatchObject({
    kept: null,
  });
});
