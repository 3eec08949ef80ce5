import type { FacetDefinition } from '../../../work/search-source.ts';

/** Where the number of a facet's code stands among an entry's words of 32 bits. */
export interface Place {
  readonly facet: FacetDefinition;
  readonly word: number;
  readonly shift: number;
  /** Over the number once it is shifted down. */
  readonly mask: number;
}

/** All facets of a source, side by side in as many words as they need. */
export interface Layout {
  readonly places: readonly Place[];
  readonly words: number;
  /** By class access is decided: it stands in the first word. */
  readonly secrecy: Place;
}

const WORD_BITS = 32;
const layouts = new WeakMap<readonly FacetDefinition[], Layout>();

/** In their order; one that does not fit in the word begun begins the next. */
export function layoutOf(facets: readonly FacetDefinition[]): Layout {
  let layout = layouts.get(facets);
  if (!layout) {
    layout = layOut(facets);
    layouts.set(facets, layout);
  }
  return layout;
}

function layOut(facets: readonly FacetDefinition[]): Layout {
  let word = 0;
  let shift = 0;
  const places = facets.map((facet): Place => {
    if (shift + facet.bits > WORD_BITS) {
      word += 1;
      shift = 0;
    }
    const place = { facet, word, shift, mask: 2 ** facet.bits - 1 };
    shift += facet.bits;
    return place;
  });
  const secrecy = places.find(({ facet }) => facet.name === 'secrecy');
  if (secrecy?.word !== 0) throw new Error('the class stands in the first word');
  return { places, words: word + 1, secrecy };
}

export function placeOf({ places }: Layout, name: string): Place {
  const place = places.find(({ facet }) => facet.name === name);
  if (!place) throw new Error(`no facet ${name}`);
  return place;
}

/** The number that stands at a place of its word. */
export function numberAt(word: number, { shift, mask }: Pick<Place, 'shift' | 'mask'>): number {
  return (word >>> shift) & mask;
}

/** The word with another number at a place. */
export function withNumber(word: number, { shift, mask }: Pick<Place, 'shift' | 'mask'>, n: number): number {
  return ((word & ~(mask << shift)) | (n << shift)) >>> 0;
}
