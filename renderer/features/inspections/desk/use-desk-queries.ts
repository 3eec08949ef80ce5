import { keepPreviousData, useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo } from 'react';
import type { Level } from '../../../../db/domain/inspection.ts';
import { useBridgeEvent } from '../../../lib/events.ts';
import { useThrottled } from '../../../lib/use-throttled.ts';
import { useVaultClient } from '../../../lib/vault.ts';
import type { WalkLine } from '../inspection-types.ts';
import type { Place, WalkFilter } from '../search.ts';

/** Under keys of its own: what others read again at each change, a desk that is scanned at reads at its own pace. */
const keyOf = (id: number, ...rest: readonly unknown[]) => ['inspections.desk', id, ...rest];

/** Counts and lists follow what is written at this pace at most. */
const PACE_MS = 2_000;

/** What an inspection shows that changes elsewhere: its archives, and the test that is to come before it is signed. */
const SHOWN_KINDS: readonly string[] = ['inspections', 'customers', 'properties'];

/** What changed while another screen was open, as the test on which signing waits, is read when the desk is looked at again. */
const LIVE = { refetchOnMount: 'always' } as const;

export function useInspection(id: number) {
  const { inspections } = useVaultClient();
  return useQuery({
    queryKey: keyOf(id, 'live', 'get'),
    queryFn: ({ signal }) => inspections.get.query({ id }, { signal }),
    ...LIVE,
  });
}

export function useLevels(id: number) {
  const { inspections } = useVaultClient();
  return useQuery({
    queryKey: keyOf(id, 'live', 'levels'),
    queryFn: ({ signal }) => inspections.levels.query({ id }, { signal }),
    ...LIVE,
  });
}

export function useOpenSheet(id: number, customerId: number) {
  const { inspections } = useVaultClient();
  return useQuery({
    queryKey: keyOf(id, 'live', 'sheet', customerId),
    queryFn: ({ signal }) => inspections.sheet.query({ id, customerId }, { signal }),
  });
}

/** Read anew after each answer. */
export function useLevelPlan(id: number, level: Level, answered: number) {
  const { inspections } = useVaultClient();
  return useQuery({
    queryKey: keyOf(id, 'plan', level, answered),
    queryFn: ({ signal }) => inspections.planLevel.query({ level }, { signal }),
    placeholderData: keepPreviousData,
    staleTime: 0,
    gcTime: 0,
  });
}

/** The lines of where one stands, or of a filter: pages that are read on as one scrolls. */
export function useWalk(id: number, place: Place) {
  const { inspections } = useVaultClient();
  const query = useInfiniteQuery({
    queryKey: keyOf(id, 'filter' in place ? 'listed' : 'live', 'walk', place),
    enabled: place.kind !== 'nowhere',
    initialPageParam: 0,
    async queryFn({ pageParam, signal }): Promise<WalkPage> {
      if (place.kind === 'filter')
        return inspections.filtered.query({ id, filter: place.filter, from: pageParam }, { signal });
      const level = place.kind === 'level' ? place.level : null;
      return {
        lines: await inspections.level.query({ id, level, after: pageParam }, { signal }),
        total: null,
      };
    },
    getNextPageParam(last, pages) {
      // A level comes whole.
      if (place.kind === 'level' || last.lines.length < PAGE) return undefined;
      if (place.kind === 'filter') return pages.length * PAGE;
      return last.lines.at(-1)?.id;
    },
  });
  const { data, hasNextPage, isFetchingNextPage, fetchNextPage } = query;
  const lines = useMemo(() => data?.pages.flatMap((page) => page.lines), [data]);
  const more = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);
  return { query, lines, total: data?.pages[0]?.total ?? null, more };
}

interface WalkPage {
  readonly lines: readonly WalkLine[];
  /** Null where the levels tell how many there are. */
  readonly total: number | null;
}

/** As the vault pages its lists. */
const PAGE = 100;

/** 档号 of those in a filter, a page more at each call. */
export function useFiltered(id: number, filter: WalkFilter) {
  return useWalk(
    id,
    useMemo(() => ({ kind: 'filter', filter }) as const, [filter]),
  );
}

/** Reads all of an inspection again at once. */
export function useRefresh(id: number): () => void {
  const queries = useQueryClient();
  return () => void queries.invalidateQueries({ queryKey: keyOf(id) });
}

/** Reads again what others and this window change; a list by a filter stays under the hands until it is asked for. */
export function useDeskFreshness(id: number): void {
  const queries = useQueryClient();
  const readLive = useThrottled(
    () => void queries.invalidateQueries({ queryKey: keyOf(id, 'live') }),
    PACE_MS,
  );
  useBridgeEvent((event) => {
    if (event.type === 'changed' && SHOWN_KINDS.includes(event.kind)) readLive();
    if (event.type === 'rights') void queries.invalidateQueries({ queryKey: keyOf(id) });
  });
  useEffect(() => () => queries.removeQueries({ queryKey: keyOf(id, 'listed') }), [queries, id]);
}
