import type { Roster } from './roster.ts';
import { FAILS_SEVERAL, isOpen, PASSES, reachTest, type Selection } from './selection.ts';

/** Entries counted by what they are. */
export interface Counts {
  readonly total: number;
  /** For each word and kind: all that pass every filter, and those that fail only the one that the kind fails. */
  readonly kinds: readonly Uint32Array[];
  /** Under each person: all that pass everything but the filter by person. */
  readonly people: Uint32Array;
}

/** Counts of a selection: of everything within reach, or of those among `ids`, which a text found. */
export function countSelected(roster: Roster, selection: Selection, ids: Uint32Array | null): Counts {
  const counter = new Counter(roster, selection);
  const { responsible, kinds } = roster;
  const { reach } = selection;
  const visible = reach ? reachTest(roster, reach) : null;
  if (ids) {
    for (const id of ids)
      if (roster.has(id) && (!visible || visible(id))) counter.add(kinds, id, responsible[id] ?? 0, 1);
    return counter.result();
  }
  const { groups, kept } = roster;
  const first = groups.kinds[0];
  for (let group = 0; group < groups.length; group += 1) {
    const count = groups.counts[group] ?? 0;
    if (count === 0) continue;
    const person = groups.responsible[group] ?? 0;
    if (!reach || isOpen(reach, roster.secrecyBit(first?.[group] ?? 0), person))
      counter.add(groups.kinds, group, person, count);
  }
  if (reach && visible)
    for (const id of kept) {
      const person = responsible[id] ?? 0;
      const isCounted = isOpen(reach, roster.secrecyBit(kinds[0]?.[id] ?? 0), person);
      if (!isCounted && visible(id)) counter.add(kinds, id, person, 1);
    }
  return counter.result();
}

const NOWHERE = -1;
const SEVERAL = -2;

/** Adds entries up under the filters of a selection. */
class Counter {
  readonly #verdicts: Selection['verdicts'];
  readonly #chosen: Selection['responsible'];
  readonly #kinds: readonly Uint32Array[];
  readonly #people: Uint32Array;
  #total = 0;

  constructor({ lastPerson, kindsOf }: Roster, { verdicts, responsible }: Selection) {
    this.#verdicts = verdicts;
    this.#chosen = responsible;
    this.#kinds = kindsOf.map(({ end }) => new Uint32Array(end));
    this.#people = new Uint32Array(lastPerson + 1);
  }

  /** `kinds` has the kind of each word at `at`. Who fails one filter counts there alone; who fails more, nowhere. */
  add(kinds: readonly Uint32Array[], at: number, person: number, count: number): void {
    const sums = this.#kinds;
    const failed = this.#failedAt(kinds, at, person);
    if (failed === SEVERAL) return;
    if (failed === NOWHERE) this.#total += count;
    for (let word = 0; word < sums.length; word += 1)
      if (failed === NOWHERE || failed === word) {
        const kind = kinds[word]?.[at] ?? 0;
        const ofWord = sums[word];
        if (ofWord) ofWord[kind] = (ofWord[kind] ?? 0) + count;
      }
    if (failed === NOWHERE || failed === sums.length)
      this.#people[person] = (this.#people[person] ?? 0) + count;
  }

  /** The only word in which a filter fails; the number of words where it is the person. */
  #failedAt(kinds: readonly Uint32Array[], at: number, person: number): number {
    const verdicts = this.#verdicts;
    let failed = NOWHERE;
    for (let word = 0; word < verdicts.length; word += 1) {
      const verdict = verdicts[word]?.[kinds[word]?.[at] ?? 0] ?? PASSES;
      if (verdict === PASSES) continue;
      if (verdict === FAILS_SEVERAL || failed !== NOWHERE) return SEVERAL;
      failed = word;
    }
    if (this.#chosen === null || this.#chosen.has(person)) return failed;
    return failed === NOWHERE ? verdicts.length : SEVERAL;
  }

  result(): Counts {
    return { total: this.#total, kinds: this.#kinds, people: this.#people };
  }
}
