import { hashKey, useQuery, type QueryKey } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useKeptWhile } from './use-kept-while.ts';
import { useSettled } from './use-later.ts';
import { useStable } from './use-stable.ts';

/** Rows from a place in a list that may be a million long. */
export interface WindowPage<Row> {
  readonly rows: readonly Row[];
  readonly total: number;
  readonly totalIsExact?: boolean;
}

interface WindowedOptions<Row> {
  /** What is listed: filters, text, order. Another key begins at the top again. */
  readonly queryKey: QueryKey;
  readonly fetchPage: (offset: number, limit: number, signal: AbortSignal) => Promise<WindowPage<Row>>;
  /** Stands for a row that is still being read; `index` is its place in the list. */
  readonly blankRow: (index: number) => Row;
}

/** Rows of a page; the grid holds two of them. */
export const PAGE_ROWS = 50;

const SECOND_AFTER_MS = 200;

/** Feeds a `DataList` whose scroll bar spans the whole list: two pages around what is seen are held and read. */
export function useWindowed<Row>(options: WindowedOptions<Row>) {
  const { queryKey, fetchPage } = options;
  // One that is made anew at each drawing makes no other rows.
  const blankRow = useStable(options.blankRow);
  const listed = hashKey(queryKey);
  const [place, setPlace] = useState({ listed, firstIndex: 0 });
  if (place.listed !== listed) setPlace({ listed, firstIndex: 0 });
  const firstIndex = place.listed === listed ? place.firstIndex : 0;

  const [known, setKnown] = useState({ total: 0, totalIsExact: true });
  const pageAt = (offset: number) => ({
    queryKey: [...queryKey, { offset }],
    queryFn: ({ signal }: { signal: AbortSignal }) => fetchPage(offset, PAGE_ROWS, signal),
  });
  const head = useQuery<WindowPage<Row>>({
    ...pageAt(firstIndex),
    // While other words are looked for, the rows found before stay; while scrolling, blank rows stand in.
    placeholderData: (
      before: WindowPage<Row> | undefined,
      query: { queryKey: QueryKey } | undefined,
    ): WindowPage<Row> | undefined =>
      hashKey([query?.queryKey.at(-1)]) === hashKey([{ offset: firstIndex }]) ? before : undefined,
  });
  const isThere = head.isSuccess && !head.isPlaceholderData;
  // At the top nobody sees the second page before the first, which is drawn meanwhile, or is not when another key comes.
  const seen = useSettled(isThere ? listed : undefined, SECOND_AFTER_MS);
  const tail = useQuery<WindowPage<Row>>({
    ...pageAt(firstIndex + PAGE_ROWS),
    enabled:
      (firstIndex > 0 || seen === listed) && firstIndex + PAGE_ROWS < (head.data?.total ?? known.total),
  });
  const { total, totalIsExact = true } = head.data ?? tail.data ?? known;
  if (total !== known.total || totalIsExact !== known.totalIsExact) setKnown({ total, totalIsExact });

  const first = head.data?.rows;
  const second = tail.data?.rows;
  const failed = head.isError && !first;
  const made = useMemo(
    () => ({
      rows: rowsOf({ first, second, failed, total, totalIsExact, firstIndex, blankRow }),
      total,
      totalIsExact,
      firstIndex,
      listed,
    }),
    [first, second, failed, total, totalIsExact, firstIndex, listed, blankRow],
  );
  // While another list is looked for, all that is said of the one before stays.
  const shown = useKeptWhile(head.isPlaceholderData, made);
  return {
    query: head,
    /** The rows are those of what is listed, not of what was before. */
    isThere,
    props: {
      ...shown,
      loading: head.isPending && known.total === 0,
      error: head.error,
      onRetry: () => void head.refetch(),
      onFirstIndex: (index: number) => {
        if (!head.isPlaceholderData) setPlace({ listed, firstIndex: index });
      },
    },
  };
}

interface HeldPages<Row> {
  readonly first: readonly Row[] | undefined;
  readonly second: readonly Row[] | undefined;
  readonly failed: boolean;
  readonly total: number;
  readonly totalIsExact: boolean;
  readonly firstIndex: number;
  readonly blankRow: (index: number) => Row;
}

/** The rows of both pages, blank ones for those that are still being read. */
function rowsOf<Row>(pages: HeldPages<Row>): readonly Row[] {
  const { first, second, failed, total, totalIsExact, firstIndex, blankRow } = pages;
  if (failed) return [];
  const told = Math.max(0, total - firstIndex);
  const read = second ? PAGE_ROWS + second.length : (first?.length ?? 0);
  const count = Math.min(2 * PAGE_ROWS, totalIsExact ? told : Math.max(told, read));
  return Array.from({ length: count }, (_value, at) => {
    const row = at < PAGE_ROWS ? first?.[at] : second?.[at - PAGE_ROWS];
    return row ?? blankRow(firstIndex + at);
  });
}
