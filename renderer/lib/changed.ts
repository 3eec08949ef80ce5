import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { FLOWS } from '../../db/domain/flows.ts';
import { useToday } from './use-today.ts';
import { useVault } from './vault.ts';
import { useBridgeEvent } from './events.ts';

/**
 * Reads again what the vault says has changed: by this window, another one, or an import. With other roles, and on a new
 * day, on which classes lapse (rules.md S1), nothing that is shown need still be so.
 */
export function useFreshness(): void {
  const vault = useVault();
  const queries = useQueryClient();
  // For all that asks for the department's day.
  useQuery(vault.settings.get.queryOptions());
  const today = useToday();
  const day = useRef(today);
  useEffect(() => {
    if (day.current !== today) void queries.invalidateQueries();
    day.current = today;
  }, [today, queries]);
  useBridgeEvent((event) => {
    if (event.type === 'rights') void queries.invalidateQueries();
    if (event.type !== 'changed') return;
    const stale = [vault[event.kind].pathKey()];
    if (event.kind === 'customers') stale.push(vault.search.pathKey());
    if (FLOWS.some(({ changes }) => changes === event.kind)) stale.push(vault.inbox.pathKey());
    for (const queryKey of stale) void queries.invalidateQueries({ queryKey });
  });
}
