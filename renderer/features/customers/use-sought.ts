import { useMemo } from 'react';
import { useTypedText } from '../../lib/use-typed-text.ts';
import { listFiltersSchema, type ListFilters, type ListSearch } from './list-search.ts';

const wordsOf = (text: string): string | undefined => (text.trim() === '' ? undefined : text);

const NO_FILTERS = Object.fromEntries(
  Object.keys(listFiltersSchema.shape).map((key) => [key, undefined]),
) as ListFilters;

/**
 * What the list looks for: the text in the box at every key, whereas the address has it once typing rests: then `rests`
 * is true.
 */
export function useSought(search: ListSearch, onSearch: (change: Partial<ListSearch>) => void) {
  const [text, setText] = useTypedText(search.q ?? '', (typed) =>
    onSearch({ q: wordsOf(typed), sort: undefined, view: undefined }),
  );
  const sought = wordsOf(text);
  const filters = useMemo<ListFilters>(() => {
    const kept = listFiltersSchema.parse(search);
    return sought === kept.q ? kept : { ...kept, q: sought, sort: undefined };
  }, [search, sought]);
  const rests = sought === search.q;
  /** Whatever else is changed takes along what was typed. */
  const change = (changed: Partial<ListSearch>) =>
    onSearch({ q: sought, view: undefined, ...(!rests && { sort: undefined }), ...changed });
  /** Filters in place of those in force and of what was typed; `view`: the place of the saved view that has them. */
  const show = (chosen: ListFilters, view?: number) => {
    setText(chosen.q ?? '');
    onSearch({ ...NO_FILTERS, ...chosen, view });
  };
  return { text, setText, filters, rests, change, show };
}
