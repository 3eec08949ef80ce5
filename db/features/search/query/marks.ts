import { fold, foldWithOrigins } from '../../../domain/text/fold.ts';
import type { Content, ContentPhone } from '../index/content.ts';
import { spellFormerName, spellPerson } from '../index/entry.ts';
import { findPinyin, isCodeWord } from './matching.ts';
import type { SpelledName } from '../index/terms.ts';
import type { Sight } from './visibility.ts';

/** Where a word of the query was found. */
export type MatchField =
  | 'name'
  | 'formerName'
  | 'indexTerm'
  | 'archiveNo'
  | 'uscc'
  | 'legacyCode'
  | 'phone'
  | 'contact'
  | 'address'
  | 'note';

/** A field with what matched in it; `ranges` are [start, end) in code units of `text`, in order, apart. */
export interface Match {
  readonly field: MatchField;
  /** The field, or of a long text the part around the first match; empty where a list names the field alone. */
  readonly text: string;
  readonly ranges: ReadonlyArray<readonly [start: number, end: number]>;
}

type Range = [start: number, end: number];

/** Fields shown for one record; the name first. */
const MOST_MATCHES = 6;

/**
 * Marks the words of a query in a record, as far as the person sees it in a list. `ownName` gives the customer's own
 * name as it is typed in letters.
 */
export function markMatches(
  content: Content,
  ownName: () => SpelledName,
  words: readonly string[],
  sight: Sight,
): Match[] {
  const { row } = content;
  const codes = words.filter(isCodeWord);
  const found: Match[] = [];
  let shown = true;
  const mark = (field: MatchField, text: string | null, ranges: Range[]) => {
    if (text === null || ranges.length === 0 || found.length >= MOST_MATCHES) return;
    if (shown) found.push(excerpt(field, text, merged(ranges)));
    else if (!found.some((match) => match.field === field)) found.push({ field, text: '', ranges: [] });
  };
  const plain = (field: MatchField, text: string | null, sought = words) =>
    mark(field, text, text === null ? [] : textRanges(text, sought));
  const spoken = (field: MatchField, text: string, spell: (folded: string) => SpelledName) =>
    mark(field, text, [...textRanges(text, words), ...spokenRanges(text, words, spell)]);
  spoken('name', row.name, ownName);
  for (const name of content.formerNames) spoken('formerName', name, spellFormerName);
  for (const term of content.terms) plain('indexTerm', term);
  plain('archiveNo', row.archive_no, codes);
  if (sight === 'index') return found;
  shown = sight === 'texts';
  plain('uscc', row.uscc, codes);
  plain('legacyCode', row.legacy_code, codes);
  for (const phone of distinct(content.phones)) mark('phone', phone.number, phoneRanges(phone, codes));
  for (const person of content.people) spoken('contact', person.name, spellPerson);
  plain('address', row.address);
  plain('note', row.note);
  for (const person of content.people) plain('note', person.note);
  return found;
}

function distinct(phones: readonly ContentPhone[]): ContentPhone[] {
  return [...new Map(phones.map((phone) => [phone.number, phone])).values()];
}

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
  words: readonly string[],
  spell: (folded: string) => SpelledName,
): Range[] {
  const letters = words.filter((word) => /^[a-z0-9]*[a-z][a-z0-9]*$/.test(word));
  if (letters.length === 0) return [];
  const whole = foldWithOrigins(text);
  const lead = whole.text.length - whole.text.trimStart().length;
  const folded = whole.text.trim();
  const spelled = spell(folded);
  const ranges: Range[] = [];
  for (const word of letters)
    for (const [start, end] of [...byInitials(spelled, word), ...byPinyin(spelled, word)])
      ranges.push([
        whole.origins[lead + start] ?? 0,
        endOf(text, whole.origins, Math.min(lead + end, whole.text.length)),
      ]);
  return ranges;
}

function byInitials({ initials, places }: SpelledName, word: string): Range[] {
  for (const [form, letters] of initials.entries()) {
    const at = letters.indexOf(word);
    if (at < 0) continue;
    const taken = (places[form] ?? []).slice(at, at + word.length);
    return taken.map(([start, end]) => [start, end]);
  }
  return [];
}

function byPinyin(spelled: SpelledName, word: string): Range[] {
  const found = findPinyin(spelled, word);
  if (!found) return [];
  const ranges: Range[] = [];
  let left = word.length;
  const syllables = spelled.runs[found.run] ?? [];
  for (let index = found.syllable; index < syllables.length && left > 0; index += 1) {
    const place = spelled.runPlaces[found.run]?.[index];
    if (place) ranges.push([place[0], place[1]]);
    left -= syllables[index]?.length ?? 0;
  }
  return ranges;
}

/** A number as it is written, found as it is written or by its digits alone. */
function phoneRanges({ number, digits }: ContentPhone, words: readonly string[]): Range[] {
  const direct = textRanges(number, words);
  if (direct.length > 0) return direct;
  const places = [...number.matchAll(/\d/g)].map(({ index }) => index);
  const written = places.map((place) => number.charAt(place)).join('');
  const ranges: Range[] = [];
  for (const word of words) {
    const at = digits.includes(word) ? written.indexOf(word) : -1;
    if (at >= 0) ranges.push([places[at] ?? 0, (places[at + word.length - 1] ?? 0) + 1]);
  }
  return ranges;
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

/** A long text is cut to the part around the first match. */
function excerpt(field: MatchField, text: string, ranges: Range[]): Match {
  if (text.length <= LONGEST_EXCERPT) return { field, text, ranges };
  const first = ranges[0]?.[0] ?? 0;
  const from = Math.max(0, first - BEFORE_MATCH);
  const to = Math.min(text.length, from + LONGEST_EXCERPT);
  const before = from > 0 ? ELLIPSIS : '';
  const shifted = ranges
    .filter(([start]) => start < to)
    .map(([start, end]): Range => [start - from + before.length, Math.min(end, to) - from + before.length]);
  const cut = text.slice(from, to).toWellFormed();
  return { field, text: before + cut + (to < text.length ? ELLIPSIS : ''), ranges: shifted };
}
