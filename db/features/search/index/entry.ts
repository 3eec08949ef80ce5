import { fold } from '../../../domain/text/fold.ts';
import type { Content } from './content.ts';
import { DIMENSION_NAMES, extract, facetTerm } from './facet-codes.ts';
import { soundsBySortKey, soundsOf } from './pinyin.ts';
import { KIND, spelledName, Terms, type SpelledName } from './terms.ts';

/** The texts of a customer that are in the index. */
export interface EntryTexts extends Pick<Content, 'formerNames' | 'terms' | 'people' | 'phones'> {
  readonly row: Pick<
    Content['row'],
    'archive_no' | 'party' | 'name' | 'name_sort' | 'address' | 'note' | 'uscc' | 'legacy_code'
  >;
}

/** What of a customer is in the index beside its texts. */
export interface EntryValues {
  readonly facets: number;
  readonly responsible: number;
  readonly keeper: number;
  readonly lapsesOn: string | null;
}

export function spellPerson(folded: string): SpelledName {
  return spelledName(soundsOf(folded, 'person'), 'person');
}

/** The customer's own name: as a person's where the customer is one. */
export function spellOwnName(folded: string, row: Pick<Content['row'], 'party' | 'name_sort'>): SpelledName {
  return row.party === 'individual'
    ? spellPerson(folded)
    : spelledName(soundsBySortKey(folded, row.name_sort), 'company');
}

export function spellFormerName(folded: string): SpelledName {
  return spelledName(soundsOf(folded, 'company'), 'company');
}

const terms = new Terms();

/** All terms of a customer as UTF-8, with spaces between; valid until the next call. */
export function termsOf(content: EntryTexts, values: EntryValues): Uint8Array {
  const { row } = content;
  terms.clear();
  const name = fold(row.name).trim();
  const spelled = spellOwnName(name, row);
  terms.text(true, name);
  terms.spelling(true, spelled);
  terms.nameStart(name, spelled);
  for (const former of content.formerNames) {
    const folded = fold(former).trim();
    terms.text(true, folded);
    terms.spelling(true, spellFormerName(folded));
  }
  for (const term of content.terms) terms.text(true, fold(term));
  terms.code(true, fold(row.archive_no));
  addClosed(content);
  addValues(values);
  return terms.bytes;
}

function addClosed({ row, people, phones }: EntryTexts): void {
  if (row.address !== null) terms.text(false, fold(row.address));
  if (row.note !== null) terms.text(false, fold(row.note));
  for (const person of people) {
    const folded = fold(person.name).trim();
    terms.text(false, folded);
    terms.spelling(false, spellPerson(folded));
    if (person.note !== null) terms.text(false, fold(person.note));
  }
  if (row.uscc !== null) terms.code(false, fold(row.uscc));
  if (row.legacy_code !== null) terms.code(false, fold(row.legacy_code));
  for (const { number, digits } of phones) {
    terms.code(false, digits);
    if (number !== digits) terms.code(false, fold(number));
  }
}

function addValues({ facets, responsible, keeper, lapsesOn }: EntryValues): void {
  for (const dimension of DIMENSION_NAMES) terms.term(facetTerm(dimension, extract(facets, dimension)));
  terms.term(KIND.responsible + String(responsible));
  if (keeper > 0) terms.term(KIND.keeper + String(keeper));
  if (lapsesOn === null) return;
  const day = lapsesOn.replaceAll('-', '');
  for (const length of [4, 6, 8]) terms.term(KIND.lapse + day.slice(0, length));
}
