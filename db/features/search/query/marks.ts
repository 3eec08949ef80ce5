import type { TextField } from '../../../domain/customer-list.ts';
import { fold, foldWithOrigins, isSign } from '../../../domain/text/fold.ts';
import type { SourceText } from '../../../work/search-source.ts';
import { spellName } from '../index/entry.ts';
import { findInitials, findPinyin, type Found, type SpelledName } from '../index/spelling.ts';
import { isCodeWord } from './matching.ts';
import type { Sight } from '../../../work/reach.ts';
import { bareText, joinedCode, writtenWord } from './words.ts';

/** A field with what matched in it; `ranges` are [start, end) in code units of `text`, in order, apart. */
export interface Match {
  readonly field: TextField;
  /** The record that it stands in, where that is not the entry itself: `kind:id`. */
  readonly of?: string;
  /** The field, or of a long text the part around the first match; empty where a list names the field alone. */
  readonly text: string;
  readonly ranges: ReadonlyArray<readonly [start: number, end: number]>;
}

type Range = [start: number, end: number];

/** Texts shown for one entry; the name first. That a field alone is named is a look, and never left out. */
const MOST_MATCHES = 6;

/** The entry's own name, with how it is typed in letters. */
interface Title {
  readonly text: string;
  readonly spelled: () => SpelledName;
}

/** A text that the person may see, and how much of it. */
export interface SeenText extends SourceText {
  readonly sight: Sight;
  readonly of?: string | undefined;
}

/**
 * Marks the words of a query in an entry: in its name, then in `texts`, field by field in `fieldOrder`, of which the
 * person sees what `sight` says.
 */
export function markMatches(
  title: Title,
  texts: readonly SeenText[],
  words: readonly string[],
  fieldOrder: readonly TextField[],
): Match[] {
  const written = words.map(writtenWord);
  const signs = written.flatMap(({ text, bare }) => (bare === '' ? [text] : []));
  const plain = eachOnce(written.map(({ bare }) => bare));
  const letters = eachOnce(written.map(({ spelled }) => spelled));
  const codes = eachOnce([
    ...written.filter(({ text }) => isCodeWord(text)).flatMap(({ bare, number }) => [bare, number]),
    joinedCode(words) ?? '',
  ]);
  const all = eachOnce(written.flatMap(({ text, bare }) => [text, bare]));
  const found: Match[] = [];
  const mark = ({ field, text, sight, of }: Omit<SeenText, 'kind'>, ranges: Range[]) => {
    if (ranges.length === 0 || (sight === 'texts' && found.length >= MOST_MATCHES)) return;
    const where = of === undefined ? { field } : { field, of };
    if (sight === 'texts') found.push({ ...where, ...excerpt(text, merged(ranges)) });
    else if (!found.some((match) => match.field === field && match.of === of))
      found.push({ ...where, text: '', ranges: [] });
  };
  const spoken = (text: string, spell: (folded: string) => SpelledName) => [
    ...bareRanges(text, plain),
    ...textRanges(text, signs),
    ...spokenRanges(text, { initials: plain, syllables: letters }, spell),
  ];
  mark({ field: 'name', text: title.text, sight: 'texts' }, spoken(title.text, title.spelled));
  const shown = texts.filter(({ sight }) => sight !== 'index');
  for (const text of distinct(inOrder(shown, fieldOrder))) {
    const { kind } = text;
    if (kind === 'words') mark(text, textRanges(text.text, all));
    else if (kind === 'code') mark(text, bareRanges(text.text, codes));
    else if (kind === 'phone') mark(text, phoneRanges(text, codes));
    else
      mark(
        text,
        spoken(text.text, (folded) => spellName(folded, kind)),
      );
  }
  return found;
}

function inOrder(texts: readonly SeenText[], fieldOrder: readonly TextField[]): SeenText[] {
  const place = ({ field }: SeenText) => fieldOrder.indexOf(field);
  return texts.toSorted((a, b) => place(a) - place(b));
}

/** A number that stands at the entry and at one of its people is one. */
function distinct(texts: readonly SeenText[]): SeenText[] {
  const numbers = new Set<string>();
  return texts.filter(({ kind, text, of }) => {
    if (kind !== 'phone') return true;
    const key = `${of ?? ''} ${text}`;
    return !numbers.has(key) && numbers.add(key);
  });
}

/** Each once, without those that are empty. */
const eachOnce = (texts: readonly string[]) => [...new Set(texts)].filter((text) => text !== '');

/** Every place of every word. */
function textRanges(text: string, words: readonly string[]): Range[] {
  const quick = fold(text);
  if (!words.some((word) => quick.includes(word))) return [];
  const { text: folded, origins } = foldWithOrigins(text);
  const ranges: Range[] = [];
  for (const word of words)
    for (let at = folded.indexOf(word); at >= 0; at = folded.indexOf(word, at + word.length))
      ranges.push([origins[at] ?? 0, endOf(text, origins, at + word.length)]);
  return ranges;
}

/** The same without the signs in a text: what stands between the marked characters is marked with them. */
function bareRanges(text: string, words: readonly string[]): Range[] {
  const quick = bareText(text);
  const within = words.filter((word) => quick.includes(word));
  if (within.length === 0) return [];
  const { text: folded, origins } = foldWithOrigins(text);
  const places: number[] = [];
  let at = 0;
  for (const character of folded) {
    for (let unit = 0; unit < character.length; unit += 1) if (!isSign(character)) places.push(at + unit);
    at += character.length;
  }
  const ranges: Range[] = [];
  for (const word of within)
    for (let from = quick.indexOf(word); from >= 0; from = quick.indexOf(word, from + word.length)) {
      const last = places[from + word.length - 1] ?? 0;
      ranges.push([origins[places[from] ?? 0] ?? 0, endOf(text, origins, last + 1)]);
    }
  return ranges;
}

/** The end in the original of what ends before `at` in the folded text: whole characters. */
function endOf(text: string, origins: readonly number[], at: number): number {
  const last = origins[at - 1] ?? 0;
  let next = at;
  while (next < origins.length && origins[next] === last) next += 1;
  return Math.min(origins[next] ?? text.length, text.length);
}

/** The characters that letters stand for: by their initials, or spelled out. */
function spokenRanges(
  text: string,
  words: { readonly initials: readonly string[]; readonly syllables: readonly string[] },
  spell: (folded: string) => SpelledName,
): Range[] {
  const initials = words.initials.filter((word) => /^[a-z0-9]*[a-z][a-z0-9]*$/.test(word));
  if (initials.length === 0) return [];
  const whole = foldWithOrigins(text);
  const lead = whole.text.length - whole.text.trimStart().length;
  const spelled = spell(whole.text.trim());
  const ranges: Range[] = [];
  const add = (found: Found | null) => {
    for (const { start, character } of found?.spelled.units.slice(found.from, found.to) ?? [])
      ranges.push([
        whole.origins[lead + start] ?? 0,
        endOf(text, whole.origins, Math.min(lead + start + character.length, whole.text.length)),
      ]);
  };
  for (const word of initials) add(findInitials(spelled, word));
  for (const word of words.syllables) if (/^[a-z]+$/.test(word)) add(findPinyin(spelled, word));
  return ranges;
}

/** A number as it is written; where its digits alone are found, those of them that are written. */
function phoneRanges({ text: number, digits = '' }: SourceText, words: readonly string[]): Range[] {
  const direct = bareRanges(number, words);
  if (direct.length > 0) return direct;
  const isFound = words.some((word) => digits.includes(word));
  return isFound ? [[0, number.length]] : [];
}

function merged(ranges: Range[]): Range[] {
  const result: Range[] = [];
  for (const [start, end] of ranges.sort((a, b) => a[0] - b[0])) {
    const last = result.at(-1);
    if (last && start <= last[1]) last[1] = Math.max(last[1], end);
    else result.push([start, end]);
  }
  return result;
}

const LONGEST_EXCERPT = 120;
const BEFORE_MATCH = 24;
const ELLIPSIS = '…';

/** The place itself, or the one before it where the text would be cut through a character. */
const wholeAt = (text: string, at: number): number => (/[\udc00-\udfff]/.test(text.charAt(at)) ? at - 1 : at);

/** A long text is cut to the part around the first match. */
function excerpt(text: string, ranges: Range[]): Pick<Match, 'text' | 'ranges'> {
  if (text.length <= LONGEST_EXCERPT) return { text, ranges };
  const first = ranges[0]?.[0] ?? 0;
  const from = wholeAt(text, Math.max(0, first - BEFORE_MATCH));
  const to = wholeAt(text, Math.min(text.length, from + LONGEST_EXCERPT));
  const before = from > 0 ? ELLIPSIS : '';
  const shifted = ranges
    .filter(([start]) => start < to)
    .map(([start, end]): Range => [start - from + before.length, Math.min(end, to) - from + before.length]);
  const cut = text.slice(from, to);
  return { text: before + cut + (to < text.length ? ELLIPSIS : ''), ranges: shifted };
}
