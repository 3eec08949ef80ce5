import type { Level } from '../../../../db/domain/inspection.ts';
import type { LevelProgress } from '../inspection-types.ts';
import { levelKey } from '../texts.ts';

/** Key of the line of those that have no place. */
export const UNPLACED = 'unplaced';

/** A room, a cabinet or a level, with how far it is. */
export interface Node {
  readonly key: string;
  readonly depth: 1 | 2 | 3;
  /** Null for the room of a department that names none. */
  readonly name: string | null;
  readonly room: string | null;
  /** Null for a room. */
  readonly cabinet: string | null;
  readonly parent: string | null;
  readonly count: number;
  readonly inspected: number;
  /** Never inspected before, and not yet. */
  readonly never: number;
  /** Only of a level. */
  readonly level: Level | null;
}

const roomKey = ({ room }: Level): string => `room ${room ?? ''}`;
const cabinetKey = (level: Level): string => `cabinet ${level.room ?? ''} ${level.cabinet}`;

/** Rooms, their cabinets and their levels, in the order of the shelves. */
export function treeOf(levels: readonly LevelProgress[]): Node[] {
  const nodes: Node[] = [];
  const byKey = new Map<string, number>();
  const add = (node: Node) => {
    const at = byKey.get(node.key);
    const known = at === undefined ? undefined : nodes[at];
    if (at === undefined || !known) byKey.set(node.key, nodes.push(node) - 1);
    else nodes[at] = sum(known, node);
  };
  for (const { count, inspected, never, ...level } of levels) {
    const { room, cabinet } = level;
    const common = { room, count, inspected, never };
    add({ ...common, key: roomKey(level), depth: 1, name: room, cabinet: null, parent: null, level: null });
    add({
      ...common,
      key: cabinetKey(level),
      depth: 2,
      name: cabinet,
      cabinet,
      parent: roomKey(level),
      level: null,
    });
    add({
      ...common,
      key: levelKey(level),
      depth: 3,
      name: String(level.level),
      cabinet,
      parent: cabinetKey(level),
      level,
    });
  }
  return inOrder(nodes);
}

function sum(one: Node, other: Node): Node {
  return {
    ...one,
    count: one.count + other.count,
    inspected: one.inspected + other.inspected,
    never: one.never + other.never,
  };
}

/** Each under its parent, also where levels of a room do not follow each other. */
function inOrder(nodes: readonly Node[]): Node[] {
  const under = Map.groupBy(nodes, ({ parent }) => parent);
  const walk = (parent: string | null): Node[] =>
    (under.get(parent) ?? []).flatMap((node) => [node, ...walk(node.key)]);
  return walk(null);
}

/** Those that are seen: what lies in a closed room or cabinet is not. */
export function shownNodes(nodes: readonly Node[], closed: ReadonlySet<string>): Node[] {
  const hidden = new Set<string>();
  return nodes.filter(({ key, parent }) => {
    const isHidden = parent !== null && (closed.has(parent) || hidden.has(parent));
    if (isHidden) hidden.add(key);
    return !isHidden;
  });
}

/** More levels than this begin with their cabinets closed. */
const MOST_OPEN = 40;

/** What is closed to begin with; the cabinet where one stands is open. */
export function closedAtFirst(nodes: readonly Node[], at: Level | null): ReadonlySet<string> {
  if (nodes.filter(({ depth }) => depth === 3).length <= MOST_OPEN) return new Set();
  const open = at && cabinetKey(at);
  return new Set(nodes.filter(({ depth, key }) => depth === 2 && key !== open).map(({ key }) => key));
}

/** The next level on which something is not inspected, after one; from the beginning at the end. */
export function nextOpenLevel(
  levels: readonly LevelProgress[],
  at: Level | null,
  step: 1 | -1,
): Level | null {
  const here = at ? levels.findIndex((level) => levelKey(level) === levelKey(at)) : step > 0 ? -1 : 0;
  for (let away = 1; away <= levels.length; away += 1) {
    const level = levels.at((here + away * step + levels.length * 2) % levels.length);
    if (level && level.inspected < level.count) return levelOf(level);
  }
  return null;
}

/** The same, of one's own share as long as something is left of it. */
export function nextOwnLevel(
  levels: readonly LevelProgress[],
  isMine: (level: Level) => boolean,
  at: Level | null,
  step: 1 | -1,
): Level | null {
  const own = levels.filter((level) => isMine(level) && level.inspected < level.count);
  if (own.length === 0) return nextOpenLevel(levels, at, step);
  // Where one stands is among them, whether it is one's own or done: the next is counted from there.
  const keys = new Set(own.map((level) => levelKey(level)));
  const kept = levels.filter(
    (level) => keys.has(levelKey(level)) || (at && levelKey(level) === levelKey(at)),
  );
  return nextOpenLevel(
    kept.map((level) => (keys.has(levelKey(level)) ? level : { ...level, inspected: level.count })),
    at,
    step,
  );
}

export const levelOf = ({ room, cabinet, level }: Level): Level => ({ room, cabinet, level });
