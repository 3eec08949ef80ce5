import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useVault } from '../../lib/vault.ts';
import { useBridgeEvent } from '../../lib/events.ts';
import { useThrottled } from '../../lib/use-throttled.ts';

const PACE_MS = 2_000;

/** What waits for this person, as the home screen lists it and the rail counts it. */
export function useWaiting() {
  const vault = useVault();
  const query = useQuery(vault.home.waiting.queryOptions());
  // Whoever scans a thousand folders changes something every second.
  const readAgain = useThrottled(() => void query.refetch(), PACE_MS);
  useBridgeEvent((event) => {
    if (event.type === 'changed') readAgain();
  });
  const countByLink = useMemo(() => {
    const counts = new Map<string, number>();
    for (const { kind, link, count } of query.data ?? []) {
      // Backlogs and the age of a backup are for the home screen; the rail counts what came in.
      if (kind.startsWith('customers_') || kind.startsWith('backup_') || kind === 'inspections_open')
        continue;
      const section = `/${link.split(/[/?]/)[1] ?? ''}`;
      counts.set(section, (counts.get(section) ?? 0) + count);
    }
    return counts;
  }, [query.data]);
  return { query, countByLink };
}
