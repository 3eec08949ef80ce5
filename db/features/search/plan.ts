import type { ReadableDb } from '../../connection/handles.ts';
import type { Day } from '../../domain/dates.ts';
import { foldedWords } from '../../domain/text/fold.ts';
import { allOf, anyOf, term, type Expression } from './expression.ts';
import { facetTerm, findNumber, type Dimension, type FacetCode } from './facet-codes.ts';
import { KIND } from './terms.ts';
import { reachOf, visibleTerms, type Reach, type Reader } from './visibility.ts';
import { hasWholeTerm, startTerms, wholeTerms, wordTerms, type WordTerms } from './word-terms.ts';

/** What lists and searches can be narrowed to; several values of one are alternatives. */
export type Filters = { readonly [Name in Dimension]?: readonly FacetCode[] | undefined } & {
  /** `person.id`, null for nobody. */
  readonly responsible?: ReadonlyArray<number | null> | undefined;
};

/** A query made ready for the index. */
export interface SearchPlan {
  readonly words: readonly string[];
  readonly listReach: Reach;
  readonly readReach: Reach;
  /** Documents that may match; `exact` when all of them do. */
  readonly all: Expression;
  readonly exact: boolean;
  /** Of those, the ones in which a name or number may begin with the first word. */
  readonly starts: Expression;
  /** Of those, the ones in which a name or number may be the whole query; null: look among `starts`. */
  readonly wholes: Expression | null;
}

/** Words beyond this many are not looked for. */
export const MOST_WORDS = 16;

export function planSearch(
  db: ReadableDb,
  { text, reader, today, filters = {} }: { text: string; reader: Reader; today: Day; filters?: Filters },
): SearchPlan {
  const words = [...new Set(foldedWords(text))].slice(0, MOST_WORDS);
  const listReach = reachOf(reader, 'customers.list');
  const readReach = reachOf(reader, 'customers.read');
  const readable = visibleTerms(db, readReach, today);
  /** What only readers see counts where they may read. */
  const sides = ({ open, closed }: Pick<WordTerms, 'open' | 'closed'>) =>
    anyOf([open, allOf([closed, readable])]);
  const looked = words.map(wordTerms);
  const all = allOf([...looked.map(sides), ...filterTerms(db, filters), visibleTerms(db, listReach, today)]);
  const query = words.join('');
  return {
    words,
    listReach,
    readReach,
    all,
    exact: looked.every(({ exact }) => exact),
    starts: allOf([sides(startTerms(words[0] ?? '')), all]),
    wholes: hasWholeTerm(query) ? allOf([sides(wholeTerms(query)), all]) : null,
  };
}

function filterTerms(db: ReadableDb, { responsible, ...filters }: Filters): Expression[] {
  const terms: Expression[] = [];
  for (const [dimension, codes] of Object.entries(filters) as Array<
    [Dimension, readonly FacetCode[] | undefined]
  >)
    if (codes)
      terms.push(
        anyOf(
          codes.map((code) => {
            const n = findNumber(db, dimension, code);
            return n !== undefined && term(facetTerm(dimension, n));
          }),
        ),
      );
  if (responsible) terms.push(anyOf(responsible.map((id) => term(KIND.responsible + String(id ?? 0)))));
  return terms;
}
