import { pinyin } from 'pinyin-pro';

export interface Spelling {
  readonly full: string;
  readonly initials: string;
}

const spellings = new Map<string, Spelling>();

function spell(text: string): Spelling {
  let spelling = spellings.get(text);
  if (!spelling) {
    const syllables = pinyin(text, { toneType: 'none', type: 'array', v: true, nonZh: 'consecutive' });
    spelling = {
      full: syllables.join('').toLowerCase(),
      initials: syllables
        .map((syllable) => syllable.charAt(0))
        .join('')
        .toLowerCase(),
    };
    spellings.set(text, spelling);
  }
  return spelling;
}

/** Whether typed text means this choice: part of the words, of the pinyin (`guangdong`) or of its initials (`gd`). */
export function matchesChoice(label: string, typed: string): boolean {
  const wanted = typed.toLowerCase().replace(/\s/g, '');
  if (label.toLowerCase().replace(/\s/g, '').includes(wanted)) return true;
  if (!/^[a-z]+$/.test(wanted)) return false;
  const { full, initials } = spell(label);
  return full.includes(wanted) || initials.includes(wanted);
}

/** A login for a person: the name in pinyin, the surname by its own reading; a figure after one that is taken. */
export function loginOf(name: string, taken: ReadonlySet<string>): string {
  const syllables = pinyin(name, {
    toneType: 'none',
    type: 'array',
    v: true,
    surname: 'head',
    nonZh: 'consecutive',
  });
  const login = syllables
    .join('')
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '');
  if (login === '' || !taken.has(login)) return login;
  for (let copy = 2; ; copy++) if (!taken.has(`${login}${copy}`)) return `${login}${copy}`;
}
