import { pinyin } from 'pinyin-pro';
import { fold } from '../../../domain/text/fold.ts';
import { SYLLABLES } from '../../../domain/text/syllables.ts';
import { isHeteronym, MOST_HETERONYMS, onlyReading, readingsOf, type Readings } from './readings.ts';

/** What one character of a folded text sounds like. */
export interface Sound extends Readings {
  readonly character: string;
  /** Where it begins in the text, in code units. */
  readonly start: number;
  /** Syllable without tone, as it is read here; null for what is not Chinese. */
  readonly syllable: string | null;
}

/** Gathers the sounds of a name, of which the first heteronyms have all their readings. */
class Sounds {
  readonly all: Sound[] = [];
  #left = MOST_HETERONYMS;

  add(character: string, start: number, syllable: string | null): void {
    let readings = readingsOf(character, syllable);
    if (isHeteronym(readings)) {
      if (this.#left === 0) readings = onlyReading(character, syllable);
      else this.#left -= 1;
    }
    const { syllables, initials } = readings;
    this.all.push({ character, start, syllable, syllables, initials });
  }
}

const TONE_OF_MARK = new Map([
  ['\u0304', '1'],
  ['\u0301', '2'],
  ['\u030c', '3'],
  ['\u0300', '4'],
]);

const numbered = new Map<string, string>();

/** `fó` as `fo2`, `nǚ` as `nv3`, a neutral tone as 0; done here because the library takes four times as long. */
function toNumbered(marked: string): string {
  let known = numbered.get(marked);
  if (known === undefined) {
    let letters = '';
    let tone = '0';
    for (const part of marked.normalize('NFD').replaceAll('u\u0308', 'v').replaceAll('\u0302', '')) {
      const mark = TONE_OF_MARK.get(part);
      if (mark === undefined) letters += part;
      else tone = mark;
    }
    known = letters + tone;
    // There are some thirteen hundred; whatever else a text brings is not kept.
    if (numbered.size < 2_000) numbered.set(marked, known);
  }
  return known;
}

/** Syllables with their tones (`fo2`) for Chinese characters, null for others; one entry a code point. */
function readAloud(text: string, kind: 'company' | 'person'): Array<string | null> {
  const characters = [...text];
  const sounds = pinyin(text, {
    type: 'array',
    toneType: 'symbol',
    nonZh: 'spaced',
    surname: kind === 'person' ? 'head' : 'off',
  });
  // A reading that cannot be laid beside its characters is no reading.
  if (sounds.length !== characters.length) return characters.map(() => null);
  return characters.map((character, index) => {
    const sound = sounds[index] ?? character;
    if (sound === character) return null;
    const syllable = toNumbered(sound);
    return SYLLABLE_BY_TONED.has(syllable) ? syllable : null;
  });
}

/** Every syllable with its tone (`fo2`), and without it. */
const SYLLABLE_BY_TONED: ReadonlyMap<string, string> = new Map(
  [...SYLLABLES].flatMap((syllable) =>
    Array.from('0123456789', (tone): [string, string] => [syllable + tone, syllable]),
  ),
);

/**
 * Key that sorts names in pinyin order with tones: `fo2 shan1 shi4 …`. What is not Chinese stays as folded
 * text, so 3M stands among the digits and ABB under A. A person's surname is read as one.
 */
export function nameSortKey(name: string, kind: 'company' | 'person' = 'company'): string {
  const folded = fold(name).trim();
  const toned = readAloud(folded, kind);
  let key = '';
  let afterSyllable = false;
  let index = 0;
  for (const character of folded) {
    const syllable = toned[index] ?? null;
    index += 1;
    if (key !== '' && (afterSyllable || syllable !== null) && !key.endsWith(' ')) key += ' ';
    key += syllable ?? character;
    afterSyllable = syllable !== null;
  }
  return key.replace(/ {2,}/g, ' ').trim();
}

/** Reads a folded text; `person` reads the surname as a surname (仇 qiú, 单 shàn). */
export function soundsOf(folded: string, kind: 'company' | 'person'): Sound[] {
  const toned = readAloud(folded, kind);
  const sounds = new Sounds();
  let start = 0;
  for (const character of folded) {
    sounds.add(character, start, SYLLABLE_BY_TONED.get(toned[sounds.all.length] ?? '') ?? null);
    start += character.length;
  }
  return sounds.all;
}

/**
 * The same for a company's name from its sort key, which is far quicker than reading it again. A key that does
 * not fit the name is not used.
 */
export function soundsBySortKey(folded: string, sortKey: string): Sound[] {
  const sounds = new Sounds();
  const parts = sortKey.split(' ');
  let part = 0;
  let within = 0;
  let start = 0;
  for (const character of folded) {
    const text = parts[part] ?? '';
    const syllable = within === 0 && character !== text.charAt(0) ? SYLLABLE_BY_TONED.get(text) : undefined;
    if (syllable !== undefined) {
      sounds.add(character, start, syllable);
      part += 1;
    } else {
      sounds.add(character, start, null);
      if (character !== ' ') {
        if (!text.startsWith(character, within)) return soundsOf(folded, 'company');
        within += character.length;
      }
      if (within === text.length) {
        part += 1;
        within = 0;
      }
    }
    start += character.length;
  }
  return sounds.all;
}
