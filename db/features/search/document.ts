import { fold } from '../../domain/text/fold.ts';
import type { Content } from './content.ts';
import { DIMENSION_NAMES, extract, facetTerm } from './facet-codes.ts';
import { addCode, addNameStart, addSpelling, addText, KIND, spellName, type SpelledName } from './terms.ts';

/** What of a customer is in the index beside its texts. */
export interface DocumentValues {
  readonly facets: number;
  readonly responsible: number;
  readonly keeper: number;
  readonly lapsesOn: string | null;
}

const spelledPeople = new Map<string, SpelledName>();

/** Given names repeat; reading them aloud is the dearest part of an entry. */
export function spellPerson(folded: string): SpelledName {
  let spelled = spelledPeople.get(folded);
  if (!spelled) {
    if (spelledPeople.size > 20_000) spelledPeople.clear();
    spelled = spellName(folded, 'person');
    spelledPeople.set(folded, spelled);
  }
  return spelled;
}

/** The customer's own name: as a person's where the customer is one. */
export function spellOwnName(folded: string, party: Content['row']['party']): SpelledName {
  return party === 'individual' ? spellPerson(folded) : spellName(folded, 'company');
}

/** All terms of a customer, each once, with spaces between. */
export function documentOf(content: Content, values: DocumentValues): string {
  const terms = new Set<string>();
  const { row } = content;
  const name = fold(row.name).trim();
  const spelled = spellOwnName(name, row.party);
  addText(terms, true, name);
  addSpelling(terms, true, spelled);
  addNameStart(terms, name, spelled);
  for (const former of content.formerNames) {
    const folded = fold(former).trim();
    addText(terms, true, folded);
    addSpelling(terms, true, spellOwnName(folded, row.party));
  }
  for (const term of content.terms) addText(terms, true, fold(term));
  addCode(terms, true, fold(row.archive_no));
  addClosed(terms, content);
  addValues(terms, values);
  return [...terms].join(' ');
}

function addClosed(terms: Set<string>, { row, people, phones }: Content): void {
  if (row.address !== null) addText(terms, false, fold(row.address));
  if (row.note !== null) addText(terms, false, fold(row.note));
  for (const person of people) {
    const folded = fold(person.name).trim();
    addText(terms, false, folded);
    addSpelling(terms, false, spellPerson(folded));
    if (person.note !== null) addText(terms, false, fold(person.note));
  }
  if (row.uscc !== null) addCode(terms, false, fold(row.uscc));
  if (row.legacy_code !== null) addCode(terms, false, fold(row.legacy_code));
  for (const { number, digits } of phones) {
    addCode(terms, false, digits);
    if (number !== digits) addCode(terms, false, fold(number));
  }
}

function addValues(terms: Set<string>, { facets, responsible, keeper, lapsesOn }: DocumentValues): void {
  for (const dimension of DIMENSION_NAMES) terms.add(facetTerm(dimension, extract(facets, dimension)));
  if (responsible > 0) terms.add(KIND.responsible + String(responsible));
  if (keeper > 0) terms.add(KIND.keeper + String(keeper));
  if (lapsesOn === null) return;
  const day = lapsesOn.replaceAll('-', '');
  for (const length of [4, 6, 8]) terms.add(KIND.lapse + day.slice(0, length));
}
