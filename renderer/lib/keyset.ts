import { hashKey, useInfiniteQuery, type InfiniteData, type QueryKey } from '@tanstack/react-query';
import { useMemo, useRef } from 'react';
import { useKeptWhile } from './use-kept-while.ts';

/** One page of a keyset list, as the vault answers it. Cursors are null at the ends. */
export interface KeysetPage<Row, Cursor> {
  readonly rows: readonly Row[];
  readonly next: Cursor | null;
  /** Where the vault can also read backwards; without it the way back is remembered here. */
  readonly previous?: Cursor | null;
  readonly total?: number;
  /** How many rows come before the first of this page, where the vault knows. */
  readonly firstIndex?: number;
}

export type Step<Cursor> =
  | { readonly first: true }
  | { readonly last: true }
  | { readonly after: Cursor }
  | { readonly before: Cursor };

interface KeysetOptions<Row, Cursor> {
  readonly queryKey: QueryKey;
  readonly fetchPage: (step: Step<Cursor>, signal: AbortSignal) => Promise<KeysetPage<Row, Cursor>>;
  readonly enabled?: boolean;
}

interface Visited<Cursor> {
  readonly previous: Step<Cursor>;
  readonly firstIndex: number;
}

/** Feeds a `DataList` from a keyset query, two pages at a time: `<DataList {...useKeyset(…).props} … />`. */
export function useKeyset<Row, Cursor>(options: KeysetOptions<Row, Cursor>) {
  const trail = useRef(new Map<string, Visited<Cursor>>());
  const keyOf = (step: Step<Cursor>) => hashKey([options.queryKey, step]);

  const query = useInfiniteQuery<
    KeysetPage<Row, Cursor>,
    Error,
    InfiniteData<KeysetPage<Row, Cursor>, Step<Cursor>>,
    QueryKey,
    Step<Cursor>
  >({
    queryKey: options.queryKey,
    queryFn: async ({ pageParam, signal }) => {
      const page = await options.fetchPage(pageParam, signal);
      const firstIndex = page.firstIndex ?? trail.current.get(keyOf(pageParam))?.firstIndex ?? 0;
      if (page.next !== null) {
        const visited = { previous: pageParam, firstIndex: firstIndex + page.rows.length };
        trail.current.set(keyOf({ after: page.next }), visited);
      }
      return { ...page, firstIndex };
    },
    initialPageParam: { first: true },
    getNextPageParam: (page) => (page.next === null ? undefined : { after: page.next }),
    getPreviousPageParam: (page, _pages, step) =>
      page.previous == null ? trail.current.get(keyOf(step))?.previous : { before: page.previous },
    maxPages: 2,
    enabled: options.enabled ?? true,
    placeholderData: (before) => before,
  });
  const pages = query.data?.pages;
  const rows = useMemo(() => (pages ?? []).flatMap((page) => page.rows), [pages]);
  const listed = useKeptWhile(query.isPlaceholderData, hashKey(options.queryKey));
  const idle = !query.isFetching;
  return {
    query,
    props: {
      rows,
      listed,
      total: pages?.findLast((page) => page.total !== undefined)?.total,
      firstIndex: pages?.[0]?.firstIndex,
      loading: query.isPending,
      error: query.error,
      onRetry: () => void query.refetch(),
      hasNext: query.hasNextPage,
      hasPrevious: query.hasPreviousPage,
      onNext: () => void (idle && query.fetchNextPage()),
      onPrevious: () => void (idle && query.fetchPreviousPage()),
    },
  };
}
