import { useQueryClient } from '@tanstack/react-query';
import { useVault } from './vault.ts';
import { useBridgeEvent } from './events.ts';

/** Reads again what the vault says has changed: by this window, another one, or an import. */
export function useFreshness(): void {
  const vault = useVault();
  const queries = useQueryClient();
  useBridgeEvent((event) => {
    if (event.type !== 'changed') return;
    const stale = [vault[event.kind].pathKey()];
    if (event.kind === 'customers') stale.push(vault.search.pathKey());
    for (const queryKey of stale) void queries.invalidateQueries({ queryKey });
  });
}
