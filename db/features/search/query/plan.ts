import type { ReadableDb } from '../../../connection/handles.ts';
import type { FacetName } from '../../../domain/customer-list.ts';
import type { Day } from '../../../domain/dates.ts';
import type { FacetCode, SearchSources } from '../../../work/search-source.ts';
import { facetTerm, findNumber } from '../index/facet-codes.ts';
import { layoutOf, placeOf, type Layout } from '../index/layout.ts';
import { KIND } from '../index/terms.ts';
import { allOf, anyOf, term, without, type Expression } from './expression.ts';
import { reachOf, type Reach, type Reader } from '../../../work/reach.ts';
import { closedTerms, lapsedTerms, visibleTerms, withinReach } from './visibility.ts';
import { beginningOf } from './matching.ts';
import { codeTerms, wholeTerms, wordTerms, type Sides } from './word-terms.ts';
import * as store from './store.ts';
import { joinedCode, queryWords } from './words.ts';

/** What lists and searches can be narrowed to; several values of one are alternatives. */
export type Filters = { readonly [Name in FacetName]?: readonly FacetCode[] | undefined } & {
  /** `person.id`, null for nobody. */
  readonly responsible?: ReadonlyArray<number | null> | undefined;
};

/** The facets that are narrowed, by name, with the codes that pass. */
export function narrowedFacets(filters: Filters): Array<[string, readonly FacetCode[]]> {
  const facets = Object.entries({ ...filters, responsible: undefined });
  return facets.flatMap(([name, codes]) => (codes ? [[name, codes]] : []));
}

/** Who asks, when, and of what. */
export interface Asked {
  readonly sources: SearchSources;
  readonly reader: Reader;
  readonly today: Day;
}

const NOWHERE: Sides = { open: false, closed: () => false };

/** A query made ready for the index. */
export interface SearchPlan extends Asked {
  /** Each once, but for those of a code, which may have equal parts. */
  readonly words: readonly string[];
  /** The words as they were typed, without spaces. */
  readonly whole: string;
  readonly listReach: Reach;
  readonly readReach: Reach;
  /** Entries that may match; `exact` when all of them do. */
  readonly all: Expression;
  readonly exact: boolean;
  /** Entries in which a name or number may begin with the first word, or be the whole query. */
  readonly starts: Expression;
  readonly wholes: Expression;
}

export interface PlanOptions extends Asked {
  readonly text: string;
  /** Those that the index has no terms of are left to the caller: see `isInIndex`. */
  readonly filters?: Filters | undefined;
}

export function planSearch(db: ReadableDb, options: PlanOptions): SearchPlan {
  const { text, sources, reader, today, filters = {} } = options;
  const layout = layoutOf(sources.entries.facets);
  const typed = queryWords(text);
  const joined = joinedCode(typed);
  const listReach = reachOf(reader, 'customers.list');
  const readReach = reachOf(reader, 'customers.read');
  const readable = visibleTerms(db, layout, readReach, today);
  const listed = visibleTerms(db, layout, listReach, today);
  const ways = closedTerms(db, readReach);
  /** What only readers see counts where they may read. */
  const sides = ({ open, closed }: Sides) => {
    const found = anyOf(ways.map(({ prefix, among }) => allOf([closed(prefix), among])));
    return anyOf([open, withinReach(found, readable)]);
  };
  const words = [...new Set(typed)];
  const looked = words.map(wordTerms);
  const narrowed = filterTerms(db, layout, filters, today);
  const found = (expressions: Expression[]) => withinReach(allOf([...expressions, ...narrowed]), listed);
  const anywhere = looked.map((word) => sides(word.anywhere));
  const first = words.indexOf(beginningOf(words));
  const start = sides(looked[first]?.atStart ?? NOWHERE);
  const whole = typed.join('');
  const asCode = joined === null ? null : codeTerms(joined);
  // Hardly any archive has a code with Chinese characters, and where one may have, all that is found has to be looked at.
  const isRare = joined !== null && !/^[a-z0-9]+$/.test(joined);
  const code =
    asCode === null || (isRare && store.countPositions(db, found([sides(asCode)]), 1) === 0) ? null : asCode;
  const orCode = (every: Expression[]) => anyOf([allOf(every), code === null ? false : sides(code)]);
  const others = anywhere.filter((_word, index) => index !== first);
  return {
    sources,
    reader,
    today,
    words: joined === null ? words : typed,
    whole,
    listReach,
    readReach,
    all: words.length > 0 ? found([orCode(anywhere)]) : false,
    exact: looked.every(({ exact }) => exact) && (code?.exact ?? true),
    starts: found([start, orCode(others)]),
    wholes: found([sides(wholeTerms(whole))]),
  };
}

/** True when the index itself narrows to a facet. */
export function isInIndex(layout: Layout, name: string): boolean {
  return placeOf(layout, name).facet.term !== undefined;
}

function filterTerms(db: ReadableDb, layout: Layout, filters: Filters, today: Day): Expression[] {
  const terms = narrowedFacets(filters)
    .filter(([name]) => isInIndex(layout, name))
    .map(([name, codes]) => anyOf(codes.map((code) => filterTerm(db, layout, { name, code }, today))));
  const { responsible } = filters;
  if (responsible) terms.push(anyOf(responsible.map((id) => term(KIND.responsible + String(id ?? 0)))));
  return terms;
}

function filterTerm(
  db: ReadableDb,
  layout: Layout,
  { name, code }: { name: string; code: FacetCode },
  today: Day,
): Expression {
  const { facet } = placeOf(layout, name);
  const n = findNumber(db, facet, code);
  const text = n === undefined ? undefined : facetTerm(facet, n);
  if (text === undefined) return false;
  const found = term(text);
  if (name !== 'secrecy') return found;
  return code === 'normal' ? anyOf([found, lapsedTerms(db, today)]) : without(found, lapsedTerms(db, today));
}
