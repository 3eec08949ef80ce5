import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Shelf } from '../../db/domain/customer-values.ts';
import { shelfOrder } from '../../db/domain/shelf-order.ts';

const at = (room: string | null, cabinet = 'A', level = 1, position = 1): Shelf => ({
  room,
  cabinet,
  level,
  position,
});
const byBytes = (a: string, b: string) => Buffer.compare(Buffer.from(a), Buffer.from(b));

describe('places stand by room, cabinet, level from the top and position from the left', () => {
  test.each([
    ['cabinets', ['2', '10', '10A', '10B', '11', 'A', 'A2', 'A10', 'A柜', 'B', 'B-1', 'B1']],
    ['numerals', ['〇', '一柜', '二柜', '三柜', '九柜', '十柜', '十一柜', '二十柜', '二十三柜', '三五柜']],
    ['stems', ['甲', '甲1', '甲12', '乙', '丙', '丁', '癸']],
    ['figures with zeros before them', ['6', '007', '8', '0010', '11']],
    ['signs of full width', ['１', '2', '１０']],
  ])('%s', (_what, cabinets) => {
    const places = cabinets.map((cabinet) => at(null, cabinet));
    const mixed = places.toReversed().toSorted((a, b) => byBytes(shelfOrder(a), shelfOrder(b)));
    expect(mixed.map(({ cabinet }) => cabinet)).toEqual(cabinets);
  });

  test('the room before the cabinet, the cabinet before the level, the level before the position', () => {
    const places = [
      at(null, 'Z', 99, 9999),
      at('一号库房', 'A', 2, 9999),
      at('一号库房', 'A', 10, 2),
      at('一号库房', 'A', 10, 10),
      at('一号库房', 'A', 10, 9999),
      at('一号库房', 'B'),
      at('二号库房', 'A'),
      at('十号库房', 'A'),
    ];
    expect(places.toReversed().toSorted((a, b) => byBytes(shelfOrder(a), shelfOrder(b)))).toEqual(places);
  });

  test('a name that is written in two ways is one cabinet, left to right', () => {
    const places = [at(null, '03', 1, 1), at(null, '3', 1, 2), at(null, '０3', 1, 3), at(null, '3', 2, 1)];
    expect(places.toReversed().toSorted((a, b) => byBytes(shelfOrder(a), shelfOrder(b)))).toEqual(places);
  });
});

const name = fc.oneof(
  fc.string({
    maxLength: 20,
    unit: fc.constantFrom('0', '1', '2', 'a', 'A', '-', ' ', '一', '十', '甲', '柜'),
  }),
  fc.string({ maxLength: 20, unit: 'grapheme' }),
);
const place = fc.record({
  room: fc.option(name.filter((text) => text !== '')),
  cabinet: name,
  level: fc.integer({ min: 1, max: 99 }),
  position: fc.integer({ min: 1, max: 9999 }),
});

test('no two places have one key, and one place has one', () => {
  fc.assert(
    fc.property(place, place, (a, b) => {
      const same = JSON.stringify(a) === JSON.stringify(b);
      expect(shelfOrder(a) === shelfOrder(b)).toBe(same);
      expect(shelfOrder({ ...a })).toBe(shelfOrder(a));
    }),
    { numRuns: 2_000 },
  );
});

test('where the names say the same, the level decides and then the position', () => {
  fc.assert(
    fc.property(place, place, (a, b) => {
      const [one, two] = [a, { ...b, room: a.room, cabinet: a.cabinet }];
      const wanted = Math.sign(one.level - two.level || one.position - two.position);
      expect(byBytes(shelfOrder(one), shelfOrder(two))).toBe(wanted);
    }),
    { numRuns: 2_000 },
  );
});
