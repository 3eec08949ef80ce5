import type { ReadableDb } from '../../../connection/handles.ts';
import type { OptionalField } from '../../../domain/customer-list.ts';
import type { FacetCode } from '../../../work/search-source.ts';
import { reachOf } from '../../../work/reach.ts';
import { readCodes } from '../index/facet-codes.ts';
import { numberAt, placeOf, type Place } from '../index/layout.ts';
import type { Asked } from '../query/plan.ts';
import { rosterOf, type Roster } from './roster.ts';
import { isOpen, LOGGED_BITS, reachTest, selectionOf, type NumericReach } from './selection.ts';
import { keptMissing } from './views.ts';

/** Entries that hold something of which it is asked whether the reader lists one; of more it is left open. */
const ASKED = 1_000;

const FACETS = ['grade', 'status', 'province', 'city'] as const;

/**
 * Of what nothing stands in the whole list, without text and filters. What stands in an archive that the reader lists
 * and may not read is unknown to them: then nothing of the kind is called missing. Of entries that are alike one is
 * looked at, and no more than it takes; the answer is kept until something changes.
 */
export function missingFields(db: ReadableDb, asked: Asked): readonly OptionalField[] {
  const roster = rosterOf(db, asked);
  return keptMissing(roster, asked.reader, () => {
    const { listed, read } = reachesOf(db, roster, asked);
    const isListed = listed ? reachTest(roster, listed) : () => true;
    const holders = asked.sources.entries.readHolders(db, ASKED);
    const isHeld = (ids: readonly number[]) => ids.length === ASKED || ids.some(isListed);
    const facts = (['contact', 'phone'] as const).filter((fact) => !isHeld(holders[fact]));
    const left = new Map<OptionalField, Sees>([
      ...FACETS.map((name) => [name, seesValue(roster, placeOf(roster.layout, name), db)] as const),
      ['responsible', (_kinds, _at, person) => person !== 0],
      ...facts.map((fact) => [fact, seesClosed(roster, read)] as const),
    ]);
    const isAny = lookAtAll(roster, listed, (...entry) => {
      for (const [field, sees] of left) if (sees(...entry)) left.delete(field);
      return left.size === 0;
    });
    if (!isAny) return [];
    return [...left.keys(), ...(isHeld(holders.shelf) ? [] : (['shelf'] as const))];
  });
}

/** Looks at an entry: the kind of each word is at `at`. True ends it. */
type Sees = (kinds: readonly Uint32Array[], at: number, person: number) => boolean;

function reachesOf(db: ReadableDb, roster: Roster, { reader }: Asked) {
  const reach = (action: 'customers.list' | 'customers.read') =>
    selectionOf(db, roster, {}, reachOf(reader, action)).reach;
  return { listed: reach('customers.list'), read: reach('customers.read') };
}

function seesValue({ kindsOf }: Roster, place: Place, db: ReadableDb): Sees {
  const codes: readonly FacetCode[] = readCodes(db, place.facet);
  const words = kindsOf[place.word]?.words;
  return (kinds, at) => {
    const word = words?.[kinds[place.word]?.[at] ?? 0] ?? 0;
    return (codes[numberAt(word, place)] ?? null) !== null;
  };
}

/** Sees an archive of which a list shows the reader the index alone; who keeps it is not gone into. */
function seesClosed(roster: Roster, read: NumericReach | null): Sees {
  return ([first], at, person) => {
    const bit = roster.secrecyBit(first?.[at] ?? 0);
    return (bit & LOGGED_BITS) !== 0 || (read !== null && !isOpen(read, bit, person));
  };
}

/** Looks at one of all entries that are alike, as far as the reader lists them; false where there is none. */
function lookAtAll(roster: Roster, listed: NumericReach | null, sees: Sees): boolean {
  const { groups, kept, kinds, responsible } = roster;
  let isAny = false;
  for (let group = 0; group < groups.length; group += 1) {
    if (groups.counts[group] === 0) continue;
    const person = groups.responsible[group] ?? 0;
    if (listed && !isOpen(listed, roster.secrecyBit(groups.kinds[0]?.[group] ?? 0), person)) continue;
    isAny = true;
    if (sees(groups.kinds, group, person)) return true;
  }
  if (!listed) return isAny;
  const isListed = reachTest(roster, listed);
  for (const id of kept) {
    if (!isListed(id)) continue;
    isAny = true;
    if (sees(kinds, id, responsible[id] ?? 0)) return true;
  }
  return isAny;
}
