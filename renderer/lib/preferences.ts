import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo } from 'react';
import type { z } from 'zod';
import { wrap, type StoredKind } from '../../db/domain/stored-json.ts';
import { useVault } from './vault.ts';
import { readKept } from './kept.ts';

/**
 * A choice that the vault remembers for this person (columns, widths, views). What cannot be read of one that another
 * version of the program has stored is set aside, and counts as not set.
 */
export function usePreference<T extends z.infer<ReturnType<typeof z.json>>>(
  key: string,
  kind: StoredKind<T>,
  fallback: T,
): [T, (value: T) => void] {
  const vault = useVault();
  const queries = useQueryClient();
  const options = vault.preferences.get.queryOptions({ key });
  const { data } = useQuery({ ...options, staleTime: Number.POSITIVE_INFINITY });
  const { mutate } = useMutation(vault.preferences.set.mutationOptions());
  const { mutate: setAside } = useMutation(vault.preferences.setAside.mutationOptions());
  const hold = useCallback(
    (value: T | null) =>
      queries.setQueryData(options.queryKey, () =>
        value === null ? null : { value: wrap(kind, value), broken: false },
      ),
    [kind, options.queryKey, queries],
  );
  const set = useCallback(
    (value: T) => {
      // What is still being read is older than this.
      void queries.cancelQueries({ queryKey: options.queryKey }, { revert: false, silent: true });
      hold(value);
      mutate({ key, value: wrap(kind, value) });
    },
    [hold, key, kind, mutate, options.queryKey, queries],
  );
  // The same object as long as nothing changed: what is made from it is then not made anew at each drawing.
  const read = useMemo(() => (data ? readKept(kind, data) : null), [kind, data]);
  useEffect(() => {
    if (!read || read.ok) return;
    const { why, kept } = read;
    hold(kept);
    setAside({ key, why, kept: kept === null ? null : wrap(kind, kept) });
  }, [hold, key, kind, read, setAside]);
  if (!read) return [fallback, set];
  return [read.ok ? read.value : (read.kept ?? fallback), set];
}
