import { CELL_MASK, DIMENSIONS } from './facet-codes.ts';
import { ABSENT, type Roster } from './roster.ts';
import { cellFiltersOf, reachTest, type NumericReach, type Selection } from './selection.ts';

/** Customers counted by what they are. */
export interface Tally {
  /** In each cell: all that pass what a cell does not tell, which is city, person and reach. */
  readonly cells: ReadonlyMap<number, number>;
  /** In each city and under each person: all that pass everything but the filter by city, or by person. */
  readonly cities: Uint32Array;
  readonly people: Uint32Array;
}

const CITY_SHIFT = DIMENSIONS.city.shift;
const SECRECY_SHIFT = DIMENSIONS.secrecy.shift;
const CLASSES = 4;

const newCities = () => new Uint32Array(2 ** DIMENSIONS.city.bits);
const newPeople = ({ lastPerson }: Roster) => new Uint32Array(lastPerson + 1);

function add(counts: Uint32Array, place: number, count: number): void {
  counts[place] = (counts[place] ?? 0) + count;
}

/** From the counts kept with the roster, without filters: open classes as they are, and the reader's own besides. */
export function tallyKept(roster: Roster, { reach }: Selection): Tally {
  const isOpen = (secrecy: number) => !reach || ((reach.none >>> secrecy) & 1) === 1;
  const cells = new Map<number, number>();
  for (const cell of roster.usedCells)
    if (isOpen((cell >>> SECRECY_SHIFT) & 3)) cells.set(cell, roster.cells[cell] ?? 0);
  const cities = newCities();
  for (const [place, count] of roster.cities.entries())
    if (count > 0 && isOpen(place % CLASSES)) add(cities, Math.floor(place / CLASSES), count);
  const people = newPeople(roster);
  for (const [place, count] of roster.people)
    if (isOpen(place % CLASSES)) add(people, Math.floor(place / CLASSES), count);
  if (reach)
    forOwnClosed(roster, reach, (id) => {
      const values = roster.facets[id] ?? 0;
      cells.set(values & CELL_MASK, (cells.get(values & CELL_MASK) ?? 0) + 1);
      add(cities, values >>> CITY_SHIFT, 1);
      add(people, roster.responsible[id] ?? 0, 1);
    });
  return { cells, cities, people };
}

/** Records of a class that is closed to the reader, but for being their own. */
function forOwnClosed(roster: Roster, reach: NumericReach, visit: (id: number) => void): void {
  const { facets, responsible, keeper, end } = roster;
  const visible = reachTest(roster, reach);
  for (let id = 0; id < end; id += 1) {
    if (responsible[id] !== reach.personId && keeper[id] !== reach.personId) continue;
    const values = facets[id] ?? ABSENT;
    if (values === ABSENT || ((reach.none >>> ((values >>> SECRECY_SHIFT) & 3)) & 1) === 1) continue;
    if (visible(id)) visit(id);
  }
}

/** For each cell, kept because clearing them costs as much as counting; all zero between uses. */
const cellCounts = new Uint32Array(CELL_MASK + 1);
const cellPasses = new Uint8Array(CELL_MASK + 1);

/** Runs `work` with 1 in `cellPasses` for each cell that passes the filters. */
function withPasses<Result>(roster: Roster, selection: Selection, work: () => Result): Result {
  const tests = cellFiltersOf(selection).map(({ dimension, passes }) => ({
    ...DIMENSIONS[dimension],
    passes,
  }));
  for (const cell of roster.usedCells)
    if (tests.every(({ shift, bits, passes }) => passes[(cell >>> shift) & (2 ** bits - 1)] === 1))
      cellPasses[cell] = 1;
  try {
    return work();
  } finally {
    for (const cell of roster.usedCells) cellPasses[cell] = 0;
  }
}

/** Cities and people under filters that a cell tells, when everything is within reach. */
export function tallyPlaces(roster: Roster, selection: Selection): Omit<Tally, 'cells'> {
  return withPasses(roster, selection, () => {
    const { facets, responsible, end } = roster;
    const cities = newCities();
    const people = newPeople(roster);
    for (let id = 0; id < end; id += 1) {
      // Where there is no customer every bit is set, and no such cell passes.
      const values = facets[id] ?? ABSENT;
      if (cellPasses[values & CELL_MASK] !== 1) continue;
      add(cities, values >>> CITY_SHIFT, 1);
      add(people, responsible[id] ?? 0, 1);
    }
    return { cities, people };
  });
}

/** Customer by customer: under any filters, of all or of those that a text found. */
export function tallyEach(roster: Roster, selection: Selection, ids: Uint32Array | null): Tally {
  return withPasses(roster, selection, () => {
    const { facets, responsible, end } = roster;
    const { reach, responsible: chosen, dimensions } = selection;
    const visible = reach ? reachTest(roster, reach) : null;
    const isChosen = new Uint8Array(roster.lastPerson + 1).fill(chosen ? 0 : 1);
    for (const person of chosen ?? []) if (person < isChosen.length) isChosen[person] = 1;
    const city = dimensions.find(({ dimension }) => dimension === 'city')?.passes ?? null;
    const cities = newCities();
    const people = newPeople(roster);
    const length = ids ? ids.length : end;
    for (let index = 0; index < length; index += 1) {
      const id = ids ? (ids[index] ?? 0) : index;
      const values = facets[id] ?? ABSENT;
      if (values === ABSENT || (visible && !visible(id))) continue;
      const person = responsible[id] ?? 0;
      const inCity = !city || city[values >>> CITY_SHIFT] === 1;
      const ofChosen = isChosen[person] === 1;
      const cell = values & CELL_MASK;
      if (inCity && ofChosen) add(cellCounts, cell, 1);
      if (cellPasses[cell] !== 1) continue;
      if (ofChosen) add(cities, values >>> CITY_SHIFT, 1);
      if (inCity) add(people, person, 1);
    }
    return { cells: takeCells(roster), cities, people };
  });
}

/** What has been counted, and zero again. */
function takeCells({ usedCells }: Roster): Map<number, number> {
  const cells = new Map<number, number>();
  for (const cell of usedCells) {
    const count = cellCounts[cell] ?? 0;
    if (count > 0) cells.set(cell, count);
    cellCounts[cell] = 0;
  }
  return cells;
}
