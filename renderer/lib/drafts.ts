import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useRef } from 'react';
import type { FieldValues, UseFormReturn } from 'react-hook-form';
import { wrap, type StoredKind } from '../../db/domain/stored-json.ts';
import { useArchive, useArchiveClient } from './archive.ts';
import { readKept } from './kept.ts';

const SETTLE_MS = 600;

/**
 * Input that could not be saved because the archive had just locked, by account and key. It is sent when the same
 * person is back; it never outlives the window.
 */
const outbox = new Map<string, unknown>();

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

/**
 * Unsaved input kept inside the archive under `key`: it survives a lock, a crash and a restart. One that another version
 * of the program kept and this one cannot read is set aside.
 */
export function useDraft<Value>(key: string, kind: StoredKind<Value>) {
  const archive = useArchive();
  const client = useArchiveClient();
  const queries = useQueryClient();
  const options = archive.drafts.get.queryOptions({ key });
  const stored = useQuery({ ...options, staleTime: 0, gcTime: 0 });
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const pending = useRef<{ value: unknown } | null>(null);

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
    (value: Value) => {
      // Once and for all, and as it will be read: a form goes on changing what it holds.
      pending.current = { value: JSON.parse(JSON.stringify(wrap(kind, value))) as unknown };
      resting.set(key, flush);
      clearTimeout(timer.current);
      // A failure (the archive has just locked) leaves the value in the outbox for the next sign-in.
      timer.current = setTimeout(() => void flush().catch(() => undefined), SETTLE_MS);
    },
    [flush, key, kind],
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
  const unsent = outbox.get(key);
  const read = useMemo(() => {
    if (unsent !== undefined) return readKept(kind, { value: unsent, broken: false });
    return stored.data ? readKept(kind, stored.data) : null;
  }, [kind, unsent, stored.data]);
  const unreadable = read?.ok === false && unsent === undefined ? read.why : null;
  useEffect(() => {
    // Where that fails it stays where it is, and the archive writes nothing over it.
    if (unreadable) client.drafts.setAside.mutate({ key, why: unreadable }).catch(() => undefined);
  }, [client, key, unreadable]);
  const found = read?.ok ? read.value : null;
  const isRead = unsent !== undefined || !stored.isPending;
  return useMemo(
    () => ({
      /** What was typed and not saved; null when there is none, undefined while that is being read. */
      value: isRead ? found : undefined,
      save,
      flush,
      discard,
    }),
    [isRead, found, save, flush, discard],
  );
}

/** Where a form keeps what is typed into it. */
export type DraftOf<Value> = ReturnType<typeof useDraft<Value>>;

/** Saves a form's input as a draft while it is typed. Call `discard()` once the form is really saved. */
export function useFormDraft<Input extends FieldValues, Output>(
  form: UseFormReturn<Input, unknown, Output>,
  draft: { readonly save: (values: Input) => void },
): void {
  const { save } = draft;
  const { subscribe } = form;
  useEffect(
    () =>
      subscribe({
        formState: { values: true, isDirty: true },
        callback: ({ values, isDirty }) => {
          if (isDirty) save(values);
        },
      }),
    [subscribe, save],
  );
}

/** What waits to be saved belongs to the person who typed it: another sign-in drops it. */
export function dropUnsentDrafts(): void {
  outbox.clear();
}
