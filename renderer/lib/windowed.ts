import { hashKey, useQuery, type QueryKey } from '@tanstack/react-query';
import { useMemo, useState } from 'react';

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

/** Feeds a `DataList` whose scroll bar spans the whole list: two pages around what is seen are held and read. */
export function useWindowed<Row>(options: WindowedOptions<Row>) {
  const { queryKey, fetchPage, blankRow } = options;
  const listed = hashKey(queryKey);
  const [place, setPlace] = useState({ listed, firstIndex: 0 });
  if (place.listed !== listed) setPlace({ listed, firstIndex: 0 });
  const firstIndex = place.listed === listed ? place.firstIndex : 0;

  const pageAt = (offset: number) => ({
    queryKey: [...queryKey, { offset }],
    queryFn: ({ signal }: { signal: AbortSignal }) => fetchPage(offset, PAGE_ROWS, signal),
    // While other words are looked for, the rows found before stay; while scrolling, blank rows stand in.
    placeholderData: (
      before: WindowPage<Row> | undefined,
      query: { queryKey: QueryKey } | undefined,
    ): WindowPage<Row> | undefined =>
      hashKey([query?.queryKey.at(-1)]) === hashKey([{ offset }]) ? before : undefined,
  });
  const head = useQuery<WindowPage<Row>>(pageAt(firstIndex));
  const [knownTotal, setKnownTotal] = useState(0);
  const tail = useQuery<WindowPage<Row>>({
    ...pageAt(firstIndex + PAGE_ROWS),
    enabled: firstIndex + PAGE_ROWS < (head.data?.total ?? knownTotal),
  });
  const total = head.data?.total ?? tail.data?.total ?? knownTotal;
  if (total !== knownTotal) setKnownTotal(total);

  const first = head.data?.rows;
  const second = tail.data?.rows;
  const failed = head.isError && !first;
  const rows = useMemo(() => {
    if (failed) return [];
    const count = Math.min(2 * PAGE_ROWS, Math.max(0, total - firstIndex));
    return Array.from({ length: count }, (_value, at) => {
      const row = at < PAGE_ROWS ? first?.[at] : second?.[at - PAGE_ROWS];
      return row ?? blankRow(firstIndex + at);
    });
  }, [first, second, failed, total, firstIndex, blankRow]);
  return {
    query: head,
    props: {
      rows,
      total,
      totalIsExact: head.data?.totalIsExact ?? true,
      firstIndex,
      loading: head.isPending && knownTotal === 0,
      error: head.error,
      onRetry: () => void head.refetch(),
      onFirstIndex: (index: number) => setPlace({ listed, firstIndex: index }),
    },
  };
}
