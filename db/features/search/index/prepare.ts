import type { Handles, WritableDb } from '../../../connection/handles.ts';
import type { SearchSources } from '../../../work/search-source.ts';
import { getMeta, setMeta } from '../../../connection/meta.ts';
import { packFacets } from './facet-codes.ts';
import { layoutOf, type Layout } from './layout.ts';
import * as store from './store.ts';
import { optimiseIndex, reindexEntries } from './writer.ts';

const AT_ONCE = 1_000;

/** Raised with each change of what stands in the index of a text: of terms, readings, or what counts as a sign. */
const SPELLINGS = '3';

/** Hears how many entries are made anew, and of how many; it may throw, and then nothing was. */
type OnDone = (done: number, total: number) => void;

/**
 * Brings the values of a vault to the facets that this program knows: after one was added, or by a program that does
 * not know it, they are written anew for every entry, in one transaction (some seconds for a million). For when a
 * vault is opened, before anything is asked of it.
 */
export function prepareIndex(handles: Handles, sources: SearchSources, onDone?: OnDone): void {
  const { reader, transaction } = handles;
  const layout = layoutOf(sources.entries.facets);
  if (!isStored(layout, store.listPlaces(reader)))
    transaction((db) => {
      store.replacePlaces(db, layout.places);
      store.deleteFurtherWords(db);
      fill(db, sources, layout);
      store.noteChange(db, 0);
    });
  respell(handles, sources, onDone);
}

/**
 * Makes the texts of all entries anew where the index holds them as another program spells them: once, in one
 * transaction, six minutes for a million. Merged into one piece it is searched in half the time.
 */
function respell({ reader, transaction }: Handles, sources: SearchSources, onDone?: OnDone): void {
  if (getMeta(reader, 'search_spellings') === SPELLINGS) return;
  transaction((db) => {
    reindexEntries(db, sources, onDone);
    optimiseIndex(db);
    setMeta(db, 'search_spellings', SPELLINGS);
  });
}

/** True when facets stand where this program puts them. */
export function isStored({ places }: Layout, stored: readonly store.StoredPlace[]): boolean {
  const same = (place: Layout['places'][number], { name, word, shift, mask }: store.StoredPlace) =>
    place.facet.name === name && place.word === word && place.shift === shift && place.mask === mask;
  return (
    places.length === stored.length &&
    places.every((place, index) => {
      const found = stored[index];
      return found !== undefined && same(place, found);
    })
  );
}

function fill(db: WritableDb, { entries }: Pick<SearchSources, 'entries'>, layout: Layout): void {
  const numbering = { seen: new Map<string, number>(), sorting: new Set<string>() };
  for (let after = 0; ;) {
    const ids = store.listAccess(db, after, AT_ONCE).map(({ id }) => id);
    for (const { id, facets } of entries.readEntries(db, ids).values()) {
      const [first = 0, ...further] = packFacets(db, layout, facets, numbering);
      store.saveFirstWord(db, id, first);
      for (const [index, value] of further.entries())
        if (value !== 0) store.saveFurtherWord(db, id, index + 1, value);
    }
    const last = ids.at(-1);
    if (last === undefined || ids.length < AT_ONCE) return;
    after = last;
  }
}
