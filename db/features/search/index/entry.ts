import { bare, fold } from '../../../domain/text/fold.ts';
import type { Guarded } from '../../../work/guarded.ts';
import type { SourceEntry, SourceText, SourceTexts, TextKind } from '../../../work/search-source.ts';
import type { Content } from './content.ts';
import { soundsBySortKey, soundsOf } from './pinyin.ts';
import { spelledName, type SpelledName } from './spelling.ts';
import { KIND, Terms } from './terms.ts';

/** What an entry is made of, and nothing more: it may go to another thread. */
export interface EntryParts {
  readonly title: SourceEntry['title'];
  /** How each text is written and to whom it is open, then the text, one after the other: see `wayOf`. */
  readonly texts: readonly string[];
  /** The terms of its values, with spaces between. */
  readonly values: string;
}

export function spellName(folded: string, kind: 'company' | 'person'): SpelledName {
  return spelledName(soundsOf(folded, kind), kind);
}

/** The entry's own name: as a person's where it is one. */
export function spellTitle(folded: string, { kind, sortKey }: SourceEntry['title']): SpelledName {
  return kind === 'person'
    ? spellName(folded, kind)
    : spelledName(soundsBySortKey(folded, sortKey), 'company');
}

const LETTERS: Readonly<Record<TextKind, string>> = {
  words: 'w',
  company: 'c',
  person: 'p',
  code: 'd',
  phone: 'd',
};
const OPEN = '+';

/** A letter for how it is written, then `+` for what everybody sees, or the numbers of its guards. */
function wayOf({ kind, open }: SourceText, guards: readonly number[]): string {
  return LETTERS[kind] + (open && guards.length === 0 ? OPEN : guards.join(' '));
}

export function partsOf(
  { entry, records }: Content,
  values: readonly string[],
  guardsOf: (record: SourceTexts) => readonly number[],
): EntryParts {
  const texts: string[] = [];
  const add = (text: SourceText, guards: readonly number[]) => {
    const way = wayOf(text, guards);
    texts.push(way, text.text);
    if (text.digits !== undefined && text.digits !== bare(fold(text.text))) texts.push(way, text.digits);
  };
  for (const text of entry.texts) add(text, []);
  for (const record of records) {
    const guards = guardsOf(record);
    for (const text of record.texts) add(text, guards);
  }
  return { title: entry.title, texts, values: values.join(' ') };
}

/** Terms of who may see an entry, and until when by its class alone. */
export function accessTerms({ secrecy, secrecyUntil, responsibleId, keeperId }: Guarded): string[] {
  const terms = [KIND.responsible + String(responsibleId ?? 0)];
  if (keeperId !== null) terms.push(KIND.keeper + String(keeperId));
  if (secrecy === 'normal' || secrecyUntil === null) return terms;
  const day = secrecyUntil.replaceAll('-', '');
  return [...terms, ...[4, 6, 8].map((length) => KIND.lapse + day.slice(0, length))];
}

const terms = new Terms();

/** All terms of an entry as UTF-8, with spaces between; valid until the next call. */
export function termsOf({ title, texts, values }: EntryParts): Uint8Array {
  terms.clear();
  const name = fold(title.text).trim();
  const spelled = spellTitle(name, title);
  terms.name(true, name);
  terms.spelling(true, spelled);
  terms.nameStart(name, spelled);
  for (let at = 0; at < texts.length; at += 2) addText(texts[at] ?? '', texts[at + 1] ?? '');
  terms.add(values);
  return terms.bytes;
}

function addText(way: string, text: string): void {
  const letter = way.charAt(0);
  const seen = way.slice(1);
  const open = seen === OPEN;
  if (open || seen === '') return addOnce(letter, open, text);
  for (const guard of seen.split(' ')) {
    terms.guard(guard);
    addOnce(letter, false, text);
  }
  terms.guard(null);
}

function addOnce(letter: string, open: boolean, text: string): void {
  if (letter === LETTERS.code) terms.code(open, fold(text));
  else if (letter === LETTERS.words) terms.text(open, fold(text));
  else {
    const folded = fold(text).trim();
    terms.name(open, folded);
    terms.spelling(open, spellName(folded, letter === LETTERS.person ? 'person' : 'company'));
  }
}
