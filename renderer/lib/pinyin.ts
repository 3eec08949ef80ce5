import { pinyin } from 'pinyin-pro';
import { foldedWords } from '../../db/domain/text/fold.ts';

export interface Spelling {
  readonly full: string;
  readonly initials: string;
}

const spellings = new Map<string, readonly Spelling[]>();

const syllablesOf = (text: string, surname: 'off' | 'head'): string[] =>
  pinyin(text, { toneType: 'none', type: 'array', v: true, surname, nonZh: 'consecutive' });

function spellAs(text: string, surname: 'off' | 'head'): Spelling[] {
  const syllables = syllablesOf(text, surname);
  const full = syllables.join('');
  const initials = syllables.map((syllable) => syllable.charAt(0)).join('');
  // ü is typed as v or as u.
  return [full, full.replaceAll(/(?<=[ln])v/g, 'u')].map((way) => ({ full: way, initials }));
}

/** A folded text as words are read, and as a person is: a choice may be either. */
function spell(text: string): readonly Spelling[] {
  let known = spellings.get(text);
  if (!known) {
    known = [...spellAs(text, 'off'), ...spellAs(text, 'head')];
    spellings.set(text, known);
  }
  return known;
}

/**
 * Whether typed text means this choice: part of the words, of the pinyin (`guangdong`) or of its initials (`gd`). Width,
 * case and traditional characters do not count, as in every search.
 */
export function matchesChoice(label: string, typed: string): boolean {
  const words = foldedWords(label).join('');
  const wanted = foldedWords(typed).join('');
  if (words.includes(wanted)) return true;
  if (!/^[a-z]+$/.test(wanted)) return false;
  return spell(words).some(({ full, initials }) => full.includes(wanted) || initials.includes(wanted));
}

/** A login for a person: the name in pinyin, the surname by its own reading; a figure after one that is taken. */
export function loginOf(name: string, taken: ReadonlySet<string>): string {
  const login = syllablesOf(name, 'head')
    .join('')
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '');
  if (login === '' || !taken.has(login)) return login;
  for (let copy = 2; ; copy++) if (!taken.has(`${login}${copy}`)) return `${login}${copy}`;
}
