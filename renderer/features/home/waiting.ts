import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useVault } from '../../lib/vault.ts';
import { useBridgeEvent } from '../../lib/events.ts';

/** What waits for this person, as the home screen lists it and the rail counts it. */
export function useWaiting() {
  const vault = useVault();
  const query = useQuery(vault.home.waiting.queryOptions());
  useBridgeEvent((event) => {
    if (event.type === 'changed') void query.refetch();
  });
  const countByLink = useMemo(() => {
    const counts = new Map<string, number>();
    for (const { kind, link, count } of query.data ?? []) {
      // A backlog of years and the age of a backup are for the home screen; the rail counts what came in.
      if (kind.startsWith('customers_') || kind.startsWith('backup_')) continue;
      const section = link.split('?')[0] ?? link;
      counts.set(section, (counts.get(section) ?? 0) + count);
    }
    return counts;
  }, [query.data]);
  return { query, countByLink };
}
