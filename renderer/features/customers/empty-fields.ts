import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useVault } from '../../lib/vault.ts';
import type { CustomerColumn } from './list-columns.tsx';

interface Listed {
  readonly columns: readonly CustomerColumn[];
  readonly isSearched: boolean;
  /** The column that the list is in the order of: it stays in sight, whatever it holds. */
  readonly sortedBy: string | undefined;
}

/**
 * Columns that hide themselves, as nothing stands in them in any archive that the person lists. Neither filters nor
 * scrolling change that, and while something is looked for it stays as it was: then no column comes or goes.
 */
export function useEmptyFields({ columns, isSearched, sortedBy }: Listed): ReadonlySet<string> {
  const vault = useVault();
  const { data: missing } = useQuery(vault.search.missing.queryOptions());
  const [kept, setKept] = useState({ missing, sortedBy });
  const isKept = isSearched && kept.missing !== undefined;
  if (!isKept && (kept.missing !== missing || kept.sortedBy !== sortedBy)) setKept({ missing, sortedBy });
  return useMemo(() => {
    const isMissing = new Set<string>(kept.missing);
    const empty = columns.filter(
      ({ field, says = [field] }) => field !== kept.sortedBy && says.every((one) => isMissing.has(one)),
    );
    return new Set(empty.map(({ field }) => field));
  }, [columns, kept]);
}
