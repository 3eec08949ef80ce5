import { useQueryClient } from '@tanstack/react-query';
import { useArchive } from './archive.ts';
import { useBridgeEvent } from './events.ts';

/** Reads again what the archive says has changed: by this window, another one, or an import. */
export function useFreshness(): void {
  const archive = useArchive();
  const queries = useQueryClient();
  useBridgeEvent((event) => {
    if (event.type !== 'changed') return;
    const [feature = '', id] = event.subject.split(':');
    const stale = {
      customer: id === undefined ? [] : [archive.customers.pathKey(), archive.search.pathKey()],
      customers: [archive.customers.pathKey(), archive.search.pathKey()],
      filings: [archive.filings.pathKey()],
      lists: [archive.lists.pathKey()],
    }[feature];
    for (const queryKey of stale ?? []) void queries.invalidateQueries({ queryKey });
  });
}
