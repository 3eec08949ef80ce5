import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import type { inferRouterInputs, inferRouterOutputs } from '@trpc/server';
import type { AppRouter } from '../../lib/contracts.ts';
import { useVault, useVaultClient } from '../../lib/vault.ts';

type Answers = inferRouterOutputs<AppRouter>['inbox'];
export type InboxLine = Answers['list']['rows'][number];
export type InboxTab = inferRouterInputs<AppRouter>['inbox']['list']['tab'];
type Place = Answers['list']['next'];

/** Lines that the vault reads at once. */
const PAGE = 50;

/** The lines of a tab as far as they were asked for, and how many each tab has. */
export function useInbox(tab: InboxTab) {
  const vault = useVault();
  const { inbox } = useVaultClient();
  const counts = useQuery({ ...vault.inbox.counts.queryOptions(), staleTime: 0 });
  const query = useInfiniteQuery({
    queryKey: [...vault.inbox.list.pathKey(), 'pages', tab],
    queryFn: ({ pageParam, signal }) => inbox.list.query({ tab, after: pageParam, limit: PAGE }, { signal }),
    initialPageParam: null as Place,
    getNextPageParam: ({ next }) => next ?? undefined,
    staleTime: 0,
  });
  return { counts: counts.data, query, lines: query.data?.pages.flatMap(({ rows }) => rows) };
}
