/** How names are typed in letters: by initials or spelled out, by every reading of their characters (readings.ts). */
import { isSign } from '../../../domain/text/fold.ts';
import type { Sound } from './pinyin.ts';

/** Characters one after the other, by their initials or by their syllables. */
export interface Spelled {
  readonly units: readonly Sound[];
  readonly by: 'initials' | 'syllables';
}

/** All of them in their first readings. */
export function firstOf({ units, by }: Spelled): string {
  let typed = '';
  for (const unit of units) typed += unit[by][0] ?? '';
  return typed;
}

/** How a name is typed in letters. Signs and blanks in it count for nothing. */
export interface SpelledName {
  /** Initials of the whole name, and of the name without 省 / 市 / 区 / 县 / 镇 where that differs. */
  readonly forms: readonly Spelled[];
  /** Runs of syllables between what is not Chinese. */
  readonly runs: readonly Spelled[];
  /** The first run of a name that begins with a Chinese character. */
  readonly start: Spelled | null;
  /** The name is all Chinese. */
  readonly isWhole: boolean;
  /** No character has a further reading. */
  readonly isSimple: boolean;
}

const PLACE_SIGNS = new Set('省市区县镇');

/** Names as they can be typed, from what their characters sound like. */
export function spelledName(sounds: readonly Sound[], kind: 'company' | 'person'): SpelledName {
  const whole: Sound[] = [];
  const short: Sound[] = [];
  const runs: Sound[][] = [];
  let run: Sound[] | null = null;
  let isWhole = true;
  for (const sound of sounds) {
    if (sound.initials.length === 0 && isSign(sound.character)) continue;
    if (sound.initials.length > 0) {
      whole.push(sound);
      if (!PLACE_SIGNS.has(sound.character)) short.push(sound);
    }
    isWhole &&= sound.syllables.length > 0;
    if (sound.syllables.length === 0) run = null;
    else if (run) run.push(sound);
    else runs.push((run = [sound]));
  }
  const isOne = kind === 'person' || short.length === whole.length || short.length === 0;
  const spelled = runs.map((units): Spelled => ({ units, by: 'syllables' }));
  const begins = sounds.find(({ initials, character }) => initials.length > 0 || !isSign(character));
  return {
    forms: (isOne ? [whole] : [whole, short]).map((units): Spelled => ({ units, by: 'initials' })),
    runs: spelled,
    start: begins && begins.syllables.length > 0 ? (spelled[0] ?? null) : null,
    isWhole,
    isSimple: sounds.every(({ syllables }) => syllables.length < 2),
  };
}

/** What units can be typed as, up to `longest` letters, where not all are read in the first way. */
export function branches({ units, by }: Spelled, longest: number): string[] {
  const found: string[] = [];
  const go = (at: number, typed: string, departs: boolean) => {
    const unit = units[at];
    if (typed.length >= longest || unit === undefined) {
      if (departs) found.push(typed.slice(0, longest));
      return;
    }
    for (const [nth, way] of unit[by].entries()) go(at + 1, typed + way, departs || nth > 0);
  };
  go(0, '', false);
  return found;
}

/** All that no more than `longest` letters of whole names can be. */
export function spelledWholes({ units, by }: Spelled, longest: number): Set<string> {
  let typed = new Set(['']);
  for (const unit of units) {
    const further = new Set<string>();
    for (const text of typed)
      for (const way of unit[by]) if (text.length + way.length <= longest) further.add(text + way);
    typed = further;
  }
  return typed;
}

/** All that the last `length` letters can be. */
export function endings({ units, by }: Spelled, length: number): Set<string> {
  const found = new Set<string>();
  const go = (at: number, typed: string) => {
    const unit = units[at];
    if (typed.length >= length || unit === undefined) found.add(typed.slice(-length));
    else for (const way of unit[by]) go(at - 1, way + typed);
  };
  go(units.length - 1, '');
  return found;
}

/** Where the letters of a word are in a name: some units of a form or run. */
export interface Found {
  readonly spelled: Spelled;
  readonly from: number;
  readonly to: number;
}

/** The first units that letters are the initials of. */
export function findInitials({ forms }: SpelledName, letters: string, only?: 'start'): Found | null {
  for (const spelled of forms) {
    const { units } = spelled;
    const last =
      only === 'start' ? Math.min(0, units.length - letters.length) : units.length - letters.length;
    for (let from = 0; from <= last; from += 1)
      if (areInitials(units, from, letters)) return { spelled, from, to: from + letters.length };
  }
  return null;
}

function areInitials(units: readonly Sound[], from: number, letters: string): boolean {
  for (let at = 0; at < letters.length; at += 1)
    if (!units[from + at]?.initials.includes(letters.charAt(at))) return false;
  return true;
}

/** True when letters are the initials of the whole name. */
export function isAllInitials({ forms }: SpelledName, letters: string): boolean {
  return forms.some(({ units }) => units.length === letters.length && areInitials(units, 0, letters));
}

/** The first units that letters spell, each from its beginning on; the last one may be unfinished. */
export function findPinyin({ runs }: SpelledName, letters: string): Found | null {
  for (const spelled of runs)
    for (let from = 0; from < spelled.units.length; from += 1) {
      const to = spelledTo(spelled.units, from, letters);
      if (to !== null) return { spelled, from, to };
    }
  return null;
}

/** True when letters spell the beginning of the name. */
export function startsSpelled({ start }: SpelledName, letters: string): boolean {
  return start !== null && spelledTo(start.units, 0, letters) !== null;
}

/** True when letters spell the whole name. */
export function isAllSpelled({ start, isWhole }: SpelledName, letters: string): boolean {
  if (start === null || !isWhole) return false;
  return reached(start.units, 0, letters).some(
    ({ typed, to }) => typed === letters.length && to === start.units.length,
  );
}

/** Up to which unit letters go that begin at another; null where they spell something else. */
function spelledTo(units: readonly Sound[], from: number, letters: string): number | null {
  const begins = (way: string) => letters.startsWith(way) || way.startsWith(letters);
  if (!units[from]?.syllables.some(begins)) return null;
  const [end] = reached(units, from, letters).filter(({ typed }) => typed >= letters.length);
  return end?.to ?? null;
}

/** How far letters can be read from a unit on: of all readings, those that use the letters up, or are cut by their end. */
function reached(
  units: readonly Sound[],
  from: number,
  letters: string,
): Array<{ typed: number; to: number }> {
  const ends: Array<{ typed: number; to: number }> = [];
  let typed = new Set([0]);
  for (let at = from; at < units.length && typed.size > 0; at += 1) {
    const further = new Set<number>();
    for (const done of typed)
      for (const way of units[at]?.syllables ?? [])
        if (letters.startsWith(way, done)) further.add(done + way.length);
        else if (way.startsWith(letters.slice(done))) ends.push({ typed: done + way.length, to: at + 1 });
    if (further.delete(letters.length)) ends.push({ typed: letters.length, to: at + 1 });
    typed = further;
  }
  return ends;
}
