import type { ReadableDb } from '../../../connection/handles.ts';
import type { Day } from '../../../domain/dates.ts';
import { foldedWords } from '../../../domain/text/fold.ts';
import { allOf, anyOf, term, without, type Expression } from './expression.ts';
import { facetTerm, findNumber, type Dimension, type FacetCode } from '../index/facet-codes.ts';
import { KIND } from '../index/terms.ts';
import { lapsedTerms, reachOf, visibleTerms, withinReach, type Reach, type Reader } from './visibility.ts';
import { isShortWhole, wholeTerms, wordTerms, type Sides } from './word-terms.ts';

/** What lists and searches can be narrowed to; several values of one are alternatives. */
export type Filters = { readonly [Name in Dimension]?: readonly FacetCode[] | undefined } & {
  /** `person.id`, null for nobody. */
  readonly responsible?: ReadonlyArray<number | null> | undefined;
};

/** A query made ready for the index. */
export interface SearchPlan {
  /** Each once. */
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

export interface PlanOptions {
  readonly text: string;
  readonly reader: Reader;
  readonly today: Day;
  readonly filters?: Filters | undefined;
}

export function planSearch(db: ReadableDb, { text, reader, today, filters = {} }: PlanOptions): SearchPlan {
  const typed = foldedWords(text);
  const words = [...new Set(typed)];
  const listReach = reachOf(reader, 'customers.list');
  const readReach = reachOf(reader, 'customers.read');
  const readable = visibleTerms(db, readReach, today);
  const listed = visibleTerms(db, listReach, today);
  /** What only readers see counts where they may read. */
  const sides = ({ open, closed }: Sides) => anyOf([open, withinReach(closed, readable)]);
  const looked = words.map(wordTerms);
  const narrowed = filterTerms(db, filters, today);
  const [first, ...others] = looked;
  const found = (expressions: Expression[]) => withinReach(allOf([...expressions, ...narrowed]), listed);
  const restOf = others.map(({ anywhere }) => sides(anywhere));
  const start = first ? sides(first.atStart) : false;
  const end = sides(wholeTerms(typed.join('')));
  return {
    words,
    whole: typed.join(''),
    listReach,
    readReach,
    all: first ? found([sides(first.anywhere), ...restOf]) : false,
    exact: looked.every(({ exact }) => exact),
    starts: found([start, ...restOf]),
    wholes: isShortWhole(typed.join('')) ? found([end]) : found([end, start]),
  };
}

function filterTerms(db: ReadableDb, { responsible, ...filters }: Filters, today: Day): Expression[] {
  const terms: Expression[] = [];
  for (const [dimension, codes] of Object.entries(filters) as Array<
    [Dimension, readonly FacetCode[] | undefined]
  >)
    if (codes) terms.push(anyOf(codes.map((code) => filterTerm(db, dimension, code, today))));
  if (responsible) terms.push(anyOf(responsible.map((id) => term(KIND.responsible + String(id ?? 0)))));
  return terms;
}

function filterTerm(db: ReadableDb, dimension: Dimension, code: FacetCode, today: Day): Expression {
  const n = findNumber(db, dimension, code);
  if (n === undefined) return false;
  const found = term(facetTerm(dimension, n));
  if (dimension !== 'secrecy') return found;
  return code === 'normal' ? anyOf([found, lapsedTerms(db, today)]) : without(found, lapsedTerms(db, today));
}
