import { describe, expect, test } from 'vitest';
import {
  nextOwnLevel,
  treeOf,
  type Node,
} from '../../../../renderer/features/inspections/desk/level-tree.ts';
import type { LevelProgress, Share } from '../../../../renderer/features/inspections/inspection-types.ts';
import {
  contains,
  covers,
  givingOf,
  leftOver,
  placesOf,
  progressOf,
  sharesBelow,
  sharesIn,
  sharesOn,
  type Place,
} from '../../../../renderer/features/inspections/shares/places.ts';

const at = (room: string | null, cabinet: string, level: number, inspected = 0): LevelProgress => ({
  room,
  cabinet,
  level,
  count: 10,
  inspected,
  never: 0,
});
const LEVELS = [
  at('甲', 'A', 1, 10),
  at('甲', 'A', 2, 4),
  at('甲', 'A', 4),
  at('甲', 'B', 1),
  at('乙', 'A', 1, 2),
];
const NODES = treeOf(LEVELS);
const node = (room: string | null, cabinet: string | null = null, level: number | null = null): Node => {
  const found = NODES.find(
    (one) => one.room === room && one.cabinet === cabinet && (one.level?.level ?? null) === level,
  );
  if (!found) throw new Error('no such node');
  return found;
};
const place = (room: string | null, cabinet: string | null = null, from: number | null = null, to = from) =>
  ({ room, cabinet, fromLevel: from, toLevel: to }) satisfies Place;
const share = (personId: number, of: Place): Share => ({ personId, name: `人${personId}`, ...of });
const chosen = (...nodes: readonly Node[]) => new Set(nodes.map(({ key }) => key));

describe('1. places', () => {
  test('of what is chosen: what follows each other is one, what lies in another is not said again', () => {
    expect(placesOf(NODES, chosen(node('甲')))).toEqual([place('甲')]);
    expect(placesOf(NODES, chosen(node('甲'), node('甲', 'A'), node('甲', 'A', 2)))).toEqual([place('甲')]);
    // No level 3 stands between 2 and 4.
    const [one, two, four] = [node('甲', 'A', 1), node('甲', 'A', 2), node('甲', 'A', 4)];
    expect(placesOf(NODES, chosen(two, four))).toEqual([place('甲', 'A', 2, 4)]);
    expect(placesOf(NODES, chosen(one, four))).toEqual([place('甲', 'A', 1), place('甲', 'A', 4)]);
    expect(placesOf(NODES, chosen(four, node('甲', 'B', 1)))).toEqual([
      place('甲', 'A', 4),
      place('甲', 'B', 1),
    ]);
  });

  test('cover their levels and hold smaller ones', () => {
    const covered = (of: Place) => LEVELS.map((level) => covers(of, level));
    expect(covered(place('甲'))).toEqual([true, true, true, true, false]);
    expect(covered(place('甲', 'A', 2, 3))).toEqual([false, true, false, false, false]);
    expect(contains(place('甲'), place('甲', 'A', 1))).toBe(true);
    expect(contains(place('甲', 'A', 1, 4), place('甲', 'A', 2, 3))).toBe(true);
    expect(contains(place('甲', 'A', 1, 4), place('甲', 'A'))).toBe(false);
    expect(contains(place('甲', 'A'), place('甲', 'B'))).toBe(false);
  });

  test('have a progress, where two overlap each archive once, and leave something over', () => {
    expect(progressOf([place('甲', 'A'), place('甲', 'A', 1)], LEVELS)).toEqual({ count: 30, inspected: 14 });
    expect(leftOver([place('甲', 'A'), place('甲', 'A', 1)], LEVELS)).toEqual({ count: 20, inspected: 2 });
  });
});

describe('2. giving', () => {
  const shares = [share(1, place('甲', 'A')), share(2, place('甲', 'A', 1, 2)), share(1, place('乙'))];

  test('gives what is lacking, takes back what is just that, and leaves what lies in more', () => {
    expect(givingOf(shares, 2, [place('甲', 'A')])).toEqual({
      personId: 2,
      places: [place('甲', 'A')],
      given: true,
    });
    expect(givingOf(shares, 1, [place('甲', 'A'), place('甲', 'B')])).toMatchObject({
      places: [place('甲', 'B')],
      given: true,
    });
    expect(givingOf(shares, 1, [place('甲', 'A')])).toMatchObject({
      places: [place('甲', 'A')],
      given: false,
    });
    expect(givingOf(shares, 1, [place('甲', 'A', 1)])).toBeNull();
  });

  test('is seen where it was given, a range at each of its levels', () => {
    const people = (of: Node) => sharesOn(shares, of).map(({ personId }) => personId);
    expect(people(node('甲'))).toEqual([]);
    expect(people(node('甲', 'A'))).toEqual([1]);
    expect(people(node('甲', 'A', 2))).toEqual([2]);
    expect(people(node('甲', 'A', 4))).toEqual([]);
  });

  test('is taken back with all that lies in it, and a range by any of its levels', () => {
    expect(sharesIn(shares, [node('甲')])).toEqual(shares.slice(0, 2));
    expect(sharesIn(shares, [node('甲', 'A', 1)])).toEqual([shares[1]]);
    expect(sharesIn(shares, [node('甲', 'A', 4)])).toEqual([]);
  });

  test('is told of a part of the tree where only parts of that are given', () => {
    const levels = [
      share(1, place('甲', 'A', 1, 2)),
      share(2, place('甲', 'A', 4)),
      share(3, place('甲', 'B')),
    ];
    expect(sharesBelow(levels, node('甲', 'A'))).toEqual(levels.slice(0, 2));
    expect(sharesBelow(levels, node('甲', 'B'))).toEqual([]);
    expect(sharesBelow(levels, node('甲'))).toEqual(levels);
  });

  test('leads to the next level of one’s own as long as one is open, then to any', () => {
    const own = (level: { room: string | null }) => level.room === '乙';
    const next = (isMine: Parameters<typeof nextOwnLevel>[1], from: LevelProgress | null) =>
      nextOwnLevel(LEVELS, isMine, from, 1);
    expect(next(own, null)).toMatchObject({ room: '乙', level: 1 });
    expect(next(own, at('甲', 'A', 1))).toMatchObject({ room: '乙' });
    expect(next(() => false, null)).toMatchObject({ room: '甲', level: 2 });
    const [first = at('甲', 'A', 1)] = LEVELS;
    // One’s own is done: one helps others.
    expect(
      next((level) => level.cabinet === 'A' && level.level === 1 && level.room === '甲', first),
    ).toMatchObject({
      room: '甲',
      level: 2,
    });
  });
});
