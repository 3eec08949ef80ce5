import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import type { z } from 'zod';
import { useArchive } from './archive.ts';

/**
 * A choice that the archive remembers for this person (columns, widths, views). `schema` guards against what an
 * older version has stored; anything else counts as not set.
 */
export function usePreference<T extends z.infer<ReturnType<typeof z.json>>>(
  key: string,
  schema: z.ZodType<T>,
  fallback: T,
): [T, (value: T) => void] {
  const archive = useArchive();
  const queries = useQueryClient();
  const options = archive.preferences.get.queryOptions({ key });
  const { data } = useQuery({ ...options, staleTime: Number.POSITIVE_INFINITY });
  const { mutate } = useMutation(archive.preferences.set.mutationOptions());
  const set = useCallback(
    (value: T) => {
      queries.setQueryData(options.queryKey, () => value);
      mutate({ key, value });
    },
    [key, mutate, options.queryKey, queries],
  );
  // The same object as long as nothing changed: what is made from it is then not made anew at each drawing.
  const value = useMemo(() => {
    const stored = schema.safeParse(data);
    return stored.success ? stored.data : fallback;
  }, [schema, data, fallback]);
  return [value, set];
}
