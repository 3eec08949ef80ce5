import { pinyin } from 'pinyin-pro';
import { fold } from '../../domain/text/fold.ts';
import { SYLLABLES } from '../../domain/text/syllables.ts';

/** How a name is spoken, one entry a character of the folded text. */
interface Spoken {
  readonly character: string;
  /** Syllable without tone; null for what is not Chinese. */
  readonly syllable: string | null;
  /** `0` to `4`; `0` is the light tone. */
  readonly tone: string;
}

const TONED = /^([a-z]+)([0-9])$/;

/** Reads a folded text aloud. `person` reads the surname as a surname (仇 qiú, 单 shàn). */
function speak(text: string, kind: 'company' | 'person'): Spoken[] {
  const characters = [...text];
  const sounds = pinyin(text, {
    type: 'array',
    toneType: 'num',
    v: true,
    nonZh: 'spaced',
    surname: kind === 'person' ? 'head' : 'off',
  });
  // A reading that cannot be laid beside its characters is no reading.
  const aligned = sounds.length === characters.length;
  return characters.map((character, index) => {
    const sound = aligned ? (sounds[index] ?? character).replace('ê', 'e') : character;
    const match = sound === character ? null : TONED.exec(sound);
    const syllable = match?.[1] ?? '';
    if (!SYLLABLES.has(syllable)) return { character, syllable: null, tone: '' };
    return { character, syllable, tone: match?.[2] ?? '' };
  });
}

/**
 * Key that sorts names in pinyin order with tones: `fo2 shan1 shi4 …`. What is not Chinese stays as folded
 * text, so 3M stands among the digits and ABB under A.
 */
export function nameSortKey(name: string): string {
  let key = '';
  let afterSyllable = false;
  for (const { character, syllable, tone } of speak(fold(name).trim(), 'company')) {
    if (key !== '' && (afterSyllable || syllable !== null) && !key.endsWith(' ')) key += ' ';
    key += syllable === null ? character : syllable + tone;
    afterSyllable = syllable !== null;
  }
  return key.replace(/ {2,}/g, ' ').trim();
}

/** How a text is typed in letters. */
export interface Spelling {
  /** For each code point the letter or digit that stands for it among the initials, or nothing. */
  readonly letters: readonly string[];
  /** Runs of Chinese characters, each as its syllables. */
  readonly runs: ReadonlyArray<readonly string[]>;
  /** True when the first character is spoken. */
  readonly beginsSpoken: boolean;
}

const LETTER_OR_DIGIT = /^[a-z0-9]$/;

/** Spells a folded text by reading it aloud. */
export function spell(folded: string, kind: 'company' | 'person'): Spelling {
  return toSpelling(speak(folded, kind));
}

/**
 * Spells a folded company name from its sort key, which is far quicker than reading it again. A key that does
 * not fit the name is not used.
 */
export function spellBySortKey(folded: string, sortKey: string): Spelling {
  const spoken: Array<Pick<Spoken, 'character' | 'syllable'>> = [];
  const parts = sortKey.split(' ');
  let part = 0;
  let within = 0;
  for (const character of folded) {
    const text = parts[part] ?? '';
    if (within === 0 && isSyllable(text) && character !== text.charAt(0)) {
      spoken.push({ character, syllable: text.slice(0, -1) });
      part += 1;
    } else if (character === ' ') {
      spoken.push({ character, syllable: null });
    } else if (text.startsWith(character, within)) {
      spoken.push({ character, syllable: null });
      within += character.length;
      if (within === text.length) {
        part += 1;
        within = 0;
      }
    } else return spell(folded, 'company');
  }
  return part === parts.length || folded === '' ? toSpelling(spoken) : spell(folded, 'company');
}

function isSyllable(text: string): boolean {
  return text >= 'a' && TONED.test(text) && SYLLABLES.has(text.slice(0, -1));
}

function toSpelling(spoken: ReadonlyArray<Pick<Spoken, 'character' | 'syllable'>>): Spelling {
  const letters: string[] = [];
  const runs: string[][] = [];
  let run: string[] | null = null;
  for (const { character, syllable } of spoken) {
    if (syllable === null) {
      run = null;
      letters.push(LETTER_OR_DIGIT.test(character) ? character : '');
    } else {
      if (!run) runs.push((run = []));
      run.push(syllable);
      letters.push(syllable.charAt(0));
    }
  }
  return { letters, runs, beginsSpoken: (spoken[0]?.syllable ?? null) !== null };
}
