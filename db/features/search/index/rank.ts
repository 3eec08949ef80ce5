import type { EntryRank } from '../../../work/search-source.ts';

const ID_SPACE = 2 ** 32;

/**
 * The place in the index, smallest first: by rank, then the newest entry first. The best are met first and a search
 * can stop.
 */
export function positionOf({ id, rank }: EntryRank): number {
  return rank * ID_SPACE + (ID_SPACE - 1 - id);
}

/** The entry at a place in the index. */
export function idAt(position: number): number {
  return ID_SPACE - 1 - (position % ID_SPACE);
}
