import { describe, expect, test } from 'vitest';
import type { Finding } from '../../../../db/domain/finding.ts';
import {
  closedAtFirst,
  nextOpenLevel,
  shownNodes,
  treeOf,
} from '../../../../renderer/features/inspections/desk/level-tree.ts';
import { sharedPositions } from '../../../../renderer/features/inspections/desk/walk-list.tsx';
import type { LevelProgress, WalkLine } from '../../../../renderer/features/inspections/inspection-types.ts';
import { placeOf, standingAt } from '../../../../renderer/features/inspections/search.ts';
import {
  clockText,
  levelKey,
  nextDegree,
  parseLevel,
} from '../../../../renderer/features/inspections/texts.ts';

describe('1. findings by keys', () => {
  test('pressed again it is worse, and after the worst it is fine', () => {
    const degrees: Array<Finding['degree'] | undefined> = [];
    let findings: Finding[] = [{ kind: 'damp', degree: 'severe', note: null }];
    for (let press = 0; press < 4; press += 1) {
      findings = nextDegree(findings, 'mouldy');
      degrees.push(findings.find(({ kind }) => kind === 'mouldy')?.degree);
    }
    expect(degrees).toEqual(['slight', 'moderate', 'severe', undefined]);
    expect(findings).toEqual([{ kind: 'damp', degree: 'severe', note: null }]);
  });
});

describe('2. levels', () => {
  test('are read as they are written', () => {
    for (const level of [
      { room: '一号库房', cabinet: 'A', level: 2 },
      { room: null, cabinet: 'B3', level: 12 },
      { room: '东区-二楼', cabinet: 'C', level: 1 },
    ])
      expect(parseLevel(levelKey(level))).toEqual(level);
    expect(parseLevel('一号库房－Ａ－２')).toEqual({ room: '一号库房', cabinet: 'A', level: 2 });
    const others = ['', 'A', 'A-', 'A-x', '-2', 'A-0', 'A-100', 'A-1.5'];
    expect(others.filter((text) => parseLevel(text) !== null)).toEqual([]);
  });

  const at = (room: string | null, cabinet: string, level: number, inspected: number): LevelProgress => ({
    room,
    cabinet,
    level,
    count: 3,
    inspected,
    never: 1,
  });
  const levels = [at('一', 'A', 1, 3), at('一', 'A', 2, 0), at('二', 'A', 1, 1), at('一', 'B', 1, 3)];

  test('stand below their cabinets and rooms, with what is in them', () => {
    const nodes = treeOf(levels);
    expect(nodes.map(({ depth, name, count, inspected }) => [depth, name, count, inspected])).toEqual([
      [1, '一', 9, 6],
      [2, 'A', 6, 3],
      [3, '1', 3, 3],
      [3, '2', 3, 0],
      [2, 'B', 3, 3],
      [3, '1', 3, 3],
      [1, '二', 3, 1],
      [2, 'A', 3, 1],
      [3, '1', 3, 1],
    ]);
    const closed = new Set(
      nodes.filter(({ depth, name }) => depth === 1 && name === '一').map(({ key }) => key),
    );
    expect(shownNodes(nodes, closed).map(({ depth }) => depth)).toEqual([1, 1, 2, 3]);
  });

  test('of many the cabinets are closed but that where one stands', () => {
    const many = ['A', 'B', 'C', 'D', 'E'].flatMap((cabinet) =>
      Array.from({ length: 10 }, (_each, index) => at(null, cabinet, index + 1, 0)),
    );
    const nodes = treeOf(many);
    const shown = shownNodes(nodes, closedAtFirst(nodes, { room: null, cabinet: 'C', level: 4 }));
    expect(shown.filter(({ depth }) => depth === 3)).toHaveLength(10);
    expect(closedAtFirst(treeOf(levels), null).size).toBe(0);
  });

  test('the next one with something open is found in both directions, round the end', () => {
    expect(nextOpenLevel(levels, null, 1)).toEqual({ room: '一', cabinet: 'A', level: 2 });
    expect(nextOpenLevel(levels, { room: '二', cabinet: 'A', level: 1 }, 1)).toMatchObject({
      cabinet: 'A',
      level: 2,
    });
    expect(nextOpenLevel(levels, { room: '一', cabinet: 'A', level: 2 }, -1)).toMatchObject({ room: '二' });
    expect(nextOpenLevel([at(null, 'A', 1, 3)], null, 1)).toBeNull();
  });

  test('by a list nobody stands anywhere', () => {
    const level = { room: null, cabinet: 'A', level: 1 };
    expect(standingAt(placeOf({ at: level }))).toEqual(level);
    expect(standingAt(placeOf({ at: level, list: 'open' }))).toBeNull();
    expect(placeOf({})).toEqual({ kind: 'nowhere' });
  });

  test('positions with more than one archive are told', () => {
    const line = (position: number) => ({ shelf: { position } }) as WalkLine;
    expect([...sharedPositions([line(1), line(2), line(2), line(4)])]).toEqual([2]);
  });
});

test('3. the time of a scan is that of the department, with what of the day is another than its today', () => {
  const at = Date.parse('2026-12-31T14:32:00Z');
  const later = Date.parse('2026-12-31T15:10:00Z');
  const said = (zone: string, now: number) => clockText(zone, at, now);
  expect([said('Asia/Shanghai', later), said('Asia/Tokyo', later)]).toEqual(['22:32', '2026-12-31 23:32']);
  expect(said('America/St_Johns', later + 86_400_000)).toBe('2026-12-31 11:02');
  expect(said('Asia/Shanghai', Date.parse('2026-12-30T10:00:00Z'))).toBe('12-31 22:32');
});
