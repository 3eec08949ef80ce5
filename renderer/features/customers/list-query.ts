import type { inferRouterInputs, inferRouterOutputs } from '@trpc/server';
import { blankLine } from '../../../db/domain/customer-list.ts';
import type { Selection } from '../../components/list/selection.ts';
import type { Chosen } from '../../print/form-preview.tsx';
import type { AppRouter } from '../../lib/contracts.ts';
import { DIMENSIONS, type ListFilters } from './list-search.ts';

type ListInput = inferRouterInputs<AppRouter>['search']['list'];
export type CustomerRow = inferRouterOutputs<AppRouter>['search']['list']['rows'][number];
export type Facets = inferRouterOutputs<AppRouter>['search']['facets'];
export type ViewInput = Pick<ListInput, 'text' | 'filters'>;
export type SortInput = Pick<ListInput, 'sort'>;
export type { Chosen } from '../../print/form-preview.tsx';

/** In the address `''` stands for records without a value, which the vault calls null. */
const coded = (codes: readonly string[]) => codes.map((code) => (code === '' ? null : code));

/** What a list shows, as the vault is asked for it. */
export function toViewInput(search: ListFilters): ViewInput {
  const chosen = DIMENSIONS.flatMap((key) => {
    const codes = search[key];
    return codes?.length ? [[key, coded(codes)] as const] : [];
  });
  const filters = {
    ...Object.fromEntries(chosen),
    ...(search.complete === undefined ? {} : { complete: [search.complete ? 'yes' : 'no'] }),
    ...(search.unassigned === undefined ? {} : { responsible: [null] }),
  } as NonNullable<ViewInput['filters']>;
  const text = search.q?.trim();
  return { ...(text ? { text } : {}), ...(Object.keys(filters).length > 0 ? { filters } : {}) };
}

/** The order asked for; absent: by relevance where words are looked for, else by name. */
export function toSortInput(search: ListFilters): SortInput {
  if (!search.sort) return {};
  return { sort: { by: search.sort, descending: search.desc ?? false } };
}

/** What is ticked in a list. Rows that were ticked one by one are meant whatever the list shows by now. */
export function chosenIn(selection: Selection, view: ViewInput, sort: SortInput): Chosen {
  if (selection.kind === 'some') return { view: sort, ids: [...selection.ids].map(Number), except: [] };
  return { view: { ...view, ...sort }, ids: null, except: [...selection.except].map(Number) };
}

/** Stands for a row that is still being read. Its id is no customer's. */
export function blankRow(index: number): CustomerRow {
  return blankLine(-1 - index);
}

export const isBlank = (row: Pick<CustomerRow, 'id'>) => row.id < 0;
