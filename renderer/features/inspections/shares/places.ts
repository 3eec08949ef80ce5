/** Who looks after which part of the shelves: no vault, nothing drawn. */
import type { Level } from '../../../../db/domain/inspection.ts';
import type { Node } from '../desk/level-tree.ts';
import type { LevelProgress, Share } from '../inspection-types.ts';

/** A room, a cabinet of it, or levels of that. */
export type Place = Pick<Share, 'room' | 'cabinet' | 'fromLevel' | 'toLevel'>;

export function covers({ room, cabinet, fromLevel, toLevel }: Place, level: Level): boolean {
  if (room !== level.room) return false;
  if (cabinet === null) return true;
  if (cabinet !== level.cabinet) return false;
  return fromLevel === null || toLevel === null || (fromLevel <= level.level && level.level <= toLevel);
}

/** Whether all of a place lies in another. */
export function contains(outer: Place, inner: Place): boolean {
  if (outer.room !== inner.room) return false;
  if (outer.cabinet === null) return true;
  if (outer.cabinet !== inner.cabinet) return false;
  if (outer.fromLevel === null || outer.toLevel === null) return true;
  if (inner.fromLevel === null || inner.toLevel === null) return false;
  return outer.fromLevel <= inner.fromLevel && inner.toLevel <= outer.toLevel;
}

export const samePlace = (one: Place, other: Place): boolean => contains(one, other) && contains(other, one);

const placeOfNode = ({ room, cabinet, level }: Node): Place => ({
  room,
  cabinet,
  fromLevel: level?.level ?? null,
  toLevel: level?.level ?? null,
});

/** What is chosen in the tree as places: levels that follow each other are one, what lies in a chosen one is in it. */
export function placesOf(nodes: readonly Node[], chosen: ReadonlySet<string>): Place[] {
  const places: Place[] = [];
  let before: Node | null = null;
  for (const node of nodes) {
    const isChosen = chosen.has(node.key) && !places.some((place) => contains(place, placeOfNode(node)));
    const last = places.at(-1);
    const goesOn = node.level && before?.level && before.parent === node.parent && chosen.has(before.key);
    if (isChosen && goesOn && last) places[places.length - 1] = { ...last, toLevel: node.level.level };
    else if (isChosen) places.push(placeOfNode(node));
    before = node;
  }
  return places;
}

/** Of a part of the tree, or of what lies in it; a range of levels is of each of its levels. */
export function sharesOn<One extends Place>(shares: readonly One[], node: Node): One[] {
  const place = placeOfNode(node);
  return shares.filter((share) => {
    if (node.level) return share.fromLevel !== null && contains(share, place);
    return samePlace(share, place);
  });
}

/** What a part of the tree is of because something larger was given. */
export function sharesAbove<One extends Place>(shares: readonly One[], node: Node): One[] {
  const own = new Set(sharesOn(shares, node));
  return shares.filter((share) => !own.has(share) && contains(share, placeOfNode(node)));
}

/** What was given of a part of the tree in smaller parts. */
export function sharesBelow<One extends Place>(shares: readonly One[], node: Node): One[] {
  const own = new Set(sharesOn(shares, node));
  return shares.filter((share) => !own.has(share) && contains(placeOfNode(node), share));
}

/** What is taken back where these parts of the tree are chosen: what is given of them, and of what lies in them. */
export function sharesIn(shares: readonly Share[], nodes: readonly Node[]): Share[] {
  return shares.filter((share) =>
    nodes.some((node) => contains(placeOfNode(node), share) || sharesOn([share], node).length > 0),
  );
}

export interface Done {
  readonly count: number;
  readonly inspected: number;
}

/** How much lies in any of the places, and how much of it is done. */
export function progressOf(places: readonly Place[], levels: readonly LevelProgress[]): Done {
  return sum(levels.filter((level) => places.some((place) => covers(place, level))));
}

/** What nobody looks after. */
export function leftOver(places: readonly Place[], levels: readonly LevelProgress[]): Done {
  return sum(levels.filter((level) => !places.some((place) => covers(place, level))));
}

const sum = (levels: readonly LevelProgress[]): Done => ({
  count: levels.reduce((all, { count }) => all + count, 0),
  inspected: levels.reduce((all, { inspected }) => all + inspected, 0),
});

export interface Giving {
  readonly personId: number;
  readonly places: readonly Place[];
  /** False takes them back. */
  readonly given: boolean;
}

/** What giving some places to somebody comes to: what they have not yet; where they have just that, taking it back. */
export function givingOf(
  shares: readonly Share[],
  personId: number,
  places: readonly Place[],
): Giving | null {
  const own = shares.filter((share) => share.personId === personId);
  const lacking = places.filter((place) => !own.some((share) => contains(share, place)));
  if (lacking.length > 0) return { personId, places: lacking, given: true };
  const same = places.filter((place) => own.some((share) => samePlace(share, place)));
  return same.length > 0 ? { personId, places: same, given: false } : null;
}
