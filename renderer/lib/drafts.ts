import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useRef } from 'react';
import type { FieldValues, UseFormReturn } from 'react-hook-form';
import type { z } from 'zod';
import { useArchive, useArchiveClient } from './archive.ts';

type Json = z.infer<ReturnType<typeof z.json>>;

const SETTLE_MS = 600;

/**
 * Input that could not be saved because the archive had just locked, by account and key. It is sent when the same
 * person is back; it never outlives the window.
 */
const outbox = new Map<string, Json>();

/** What saves input that has not rested long enough yet, by the key of its draft. */
const resting = new Map<string, () => Promise<void>>();

/** How long a lock that is asked for waits for what was typed last: an archive at work may not come to it. */
const PATIENCE_MS = 1_000;

/**
 * Saves at once what was typed last: a lock is asked for, and afterwards only this window would know of it. Comes
 * back when it is saved, or when that takes too long to wait for.
 */
export async function flushDrafts(): Promise<void> {
  if (resting.size === 0) return;
  const saved = Promise.allSettled(Array.from(resting.values(), (flush) => flush()));
  await Promise.race([saved, new Promise((resolve) => setTimeout(resolve, PATIENCE_MS))]);
}

/** Unsaved input kept inside the archive under `key`: it survives a lock, a crash and a restart. */
export function useDraft(key: string) {
  const archive = useArchive();
  const client = useArchiveClient();
  const queries = useQueryClient();
  const options = archive.drafts.get.queryOptions({ key });
  const stored = useQuery({ ...options, staleTime: 0, gcTime: 0 });
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const pending = useRef<{ value: Json } | null>(null);

  const flush = useCallback(async () => {
    clearTimeout(timer.current);
    resting.delete(key);
    const waiting = pending.current;
    pending.current = null;
    if (!waiting) return;
    outbox.set(key, waiting.value);
    await client.drafts.save.mutate({ key, value: waiting.value });
    outbox.delete(key);
  }, [client, key]);

  const save = useCallback(
    (value: Json) => {
      pending.current = { value };
      resting.set(key, flush);
      clearTimeout(timer.current);
      // A failure (the archive has just locked) leaves the value in the outbox for the next sign-in.
      timer.current = setTimeout(() => void flush().catch(() => undefined), SETTLE_MS);
    },
    [flush, key],
  );
  const discard = useCallback(async () => {
    clearTimeout(timer.current);
    resting.delete(key);
    pending.current = null;
    outbox.delete(key);
    queries.setQueryData(options.queryKey, () => null);
    await client.drafts.discard.mutate({ key });
  }, [client, key, options.queryKey, queries]);

  useEffect(() => () => void flush().catch(() => undefined), [flush]);
  const kept = outbox.get(key);
  return useMemo(
    () => ({
      /** What was typed and not saved; null when there is none, undefined while that is being read. */
      value: kept !== undefined ? kept : stored.isPending ? undefined : (stored.data?.value ?? null),
      save,
      flush,
      discard,
    }),
    [kept, stored.isPending, stored.data, save, flush, discard],
  );
}

/** Saves a form's input as a draft while it is typed. Call `discard()` once the form is really saved. */
export function useFormDraft<Input extends FieldValues, Output>(
  form: UseFormReturn<Input, unknown, Output>,
  draft: Pick<ReturnType<typeof useDraft>, 'save'>,
): void {
  const { save } = draft;
  const { subscribe } = form;
  useEffect(
    () =>
      subscribe({
        formState: { values: true, isDirty: true },
        callback: ({ values, isDirty }) => {
          if (isDirty) save(JSON.parse(JSON.stringify(values)) as Json);
        },
      }),
    [subscribe, save],
  );
}

/** What waits to be saved belongs to the person who typed it: another sign-in drops it. */
export function dropUnsentDrafts(): void {
  outbox.clear();
}
