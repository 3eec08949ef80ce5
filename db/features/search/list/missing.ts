import type { ReadableDb } from '../../../connection/handles.ts';
import type { OptionalField } from '../../../domain/customer-list.ts';
import { reachOf } from '../../../work/reach.ts';
import type { Asked } from '../query/plan.ts';
import { countFacets } from './facets.ts';
import { rosterOf, type Roster } from './roster.ts';
import { isOpen, LOGGED_BITS, reachTest, selectionOf, type NumericReach } from './selection.ts';
import { keptMissing } from './views.ts';

/** Entries that hold something of which it is asked whether the reader lists one; of more it is left open. */
const ASKED = 1_000;

const COUNTED = ['grade', 'status', 'province', 'city'] as const;

/**
 * Of what nothing stands in the whole list, without text and filters. What stands in an archive that the reader lists
 * and may not read is unknown to them: then nothing of the kind is called missing. Counted by what is alike, not by
 * entries, and kept until something changes.
 */
export function missingFields(db: ReadableDb, asked: Asked): readonly OptionalField[] {
  const roster = rosterOf(db, asked);
  return keptMissing(roster, asked.reader, () => {
    const { total, dimensions, responsible } = countFacets(db, asked);
    if (total === 0) return [];
    const isNone = (counts: ReadonlyArray<{ readonly code: unknown }> = []) =>
      counts.every(({ code }) => code === null);
    const counted: OptionalField[] = COUNTED.filter((name) => isNone(dimensions[name]));
    return [
      ...counted,
      ...(isNone(responsible) ? (['responsible'] as const) : []),
      ...unheld(db, roster, asked),
    ];
  });
}

/** The same of what no facet tells of. */
function unheld(db: ReadableDb, roster: Roster, { reader, sources }: Asked): OptionalField[] {
  const reach = (action: 'customers.list' | 'customers.read') =>
    selectionOf(db, roster, {}, reachOf(reader, action)).reach;
  const listed = reach('customers.list');
  const isListed = listed ? reachTest(roster, listed) : () => true;
  const holders = sources.entries.readHolders(db, ASKED);
  const isHeld = (ids: readonly number[]) => ids.length === ASKED || ids.some(isListed);
  const isOpenToAll = !isAnyClosed(roster, listed, reach('customers.read'));
  return [
    ...(isHeld(holders.shelf) ? [] : (['shelf'] as const)),
    ...(isOpenToAll && !isHeld(holders.contact) ? (['contact'] as const) : []),
    ...(isOpenToAll && !isHeld(holders.phone) ? (['phone'] as const) : []),
  ];
}

/** True when the reader lists an archive of which a list shows them the index alone; who keeps it is not gone into. */
function isAnyClosed(roster: Roster, listed: NumericReach | null, read: NumericReach | null): boolean {
  const { groups, kept } = roster;
  const isReadable = (bit: number, person: number) =>
    (bit & LOGGED_BITS) === 0 && (!read || isOpen(read, bit, person));
  for (let group = 0; group < groups.length; group += 1) {
    if (groups.counts[group] === 0) continue;
    const bit = roster.secrecyBit(groups.kinds[0]?.[group] ?? 0);
    const person = groups.responsible[group] ?? 0;
    if ((!listed || isOpen(listed, bit, person)) && !isReadable(bit, person)) return true;
  }
  const isListed = listed && reachTest(roster, listed);
  const isClosed = (id: number) =>
    isListed?.(id) && !isReadable(roster.secrecyBit(roster.kinds[0]?.[id] ?? 0), roster.responsible[id] ?? 0);
  return isListed !== null && [...kept].some(isClosed);
}
