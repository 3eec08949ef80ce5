import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useRef } from 'react';
import type { FieldValues, UseFormReturn } from 'react-hook-form';
import { canonicalJson } from '../../db/domain/canonical.ts';
import { wrap, type StoredKind } from '../../db/domain/stored-json.ts';
import { useVault, useVaultClient } from './vault.ts';
import { readKept } from './kept.ts';
import { sayKept } from './unkept.ts';

const SETTLE_MS = 600;

/**
 * Input that could not be saved because the vault had just locked, by account and key. It is sent when the same
 * person is back; it never outlives the window.
 */
const outbox = new Map<string, unknown>();

/** What saves input that has not rested long enough yet, by the key of its draft. */
const resting = new Map<string, () => Promise<void>>();

/** What else has something to write before a lock, or nothing. */
const writers = new Map<string, () => Promise<void>>();

/** How long a lock that is asked for waits for what was typed last: a vault at work may not come to it. */
const PATIENCE_MS = 1_000;

/**
 * Saves at once what was typed last: a lock is asked for, and afterwards only this window would know of it. Comes
 * back when it is saved, or when that takes too long to wait for.
 */
export async function flushDrafts(): Promise<void> {
  const all = [...resting.values(), ...writers.values()];
  if (all.length === 0) return;
  const saved = Promise.allSettled(all.map((flush) => flush()));
  await Promise.race([saved, new Promise((resolve) => setTimeout(resolve, PATIENCE_MS))]);
}

/** What was typed so lately that the vault does not have it yet. */
export const isAnythingUnsent = (): boolean => resting.size > 0 || outbox.size > 0;

/** What else is to be written before a lock that is asked for; runs until what is given back is called. */
export function keepBeforeLock(key: string, flush: () => Promise<void>): () => void {
  writers.set(key, flush);
  return () => void writers.delete(key);
}

/**
 * Unsaved input kept inside the vault under `key`: it survives a lock, a crash and a restart. One that another version
 * of the program kept and this one cannot read is set aside.
 */
export function useDraft<Value>(key: string, kind: StoredKind<Value>) {
  const vault = useVault();
  const client = useVaultClient();
  const queries = useQueryClient();
  const stored = useQuery({ ...vault.drafts.get.queryOptions({ key }), staleTime: 0, gcTime: 0 });
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const pending = useRef<{ value: unknown } | null>(null);
  /** What was saved here last, as text; null before that. */
  const kept = useRef<string | null>(null);
  const listChanged = useCallback(
    () => queries.invalidateQueries({ queryKey: vault.drafts.list.queryKey() }),
    [queries, vault],
  );

  const flush = useCallback(async () => {
    clearTimeout(timer.current);
    resting.delete(key);
    const waiting = pending.current;
    pending.current = null;
    if (!waiting) return;
    outbox.set(key, waiting.value);
    await client.drafts.save.mutate({ key, value: waiting.value });
    kept.current = canonicalJson(waiting.value);
    // It leaves the outbox into the lists on the screen: whoever comes back meanwhile finds it in one of both.
    queries.setQueryData(
      vault.drafts.list.queryKey(),
      (all) => all && [{ key, savedAt: Date.now() }, ...all.filter((one) => one.key !== key)],
    );
    outbox.delete(key);
    await listChanged();
  }, [client, key, listChanged, queries, vault]);

  const save = useCallback(
    (value: Value) => {
      // Once and for all, and as it will be read: a form goes on changing what it holds.
      const next = JSON.parse(JSON.stringify(wrap(kind, value))) as unknown;
      // What was found is put into the form and would be saved again as it is.
      const found = queries.getQueryData(vault.drafts.get.queryKey({ key }));
      const before = kept.current ?? (found && !found.broken ? canonicalJson(found.value) : null);
      if (!pending.current && !outbox.has(key) && canonicalJson(next) === before) return;
      pending.current = { value: next };
      resting.set(key, flush);
      clearTimeout(timer.current);
      // A failure (the vault has just locked) leaves the value in the outbox for the next sign-in.
      timer.current = setTimeout(() => void flush().catch(() => undefined), SETTLE_MS);
    },
    [flush, key, kind, queries, vault],
  );
  const discard = useCallback(async () => {
    clearTimeout(timer.current);
    resting.delete(key);
    pending.current = null;
    kept.current = null;
    outbox.delete(key);
    queries.setQueryData(vault.drafts.get.queryKey({ key }), () => null);
    queries.setQueryData(vault.drafts.list.queryKey(), (all) => all?.filter((one) => one.key !== key));
    // Where that fails (the vault has just locked) the draft is found again and can be given up then.
    await client.drafts.discard.mutate({ key }).then(listChanged, () => undefined);
  }, [vault, client, key, queries, listChanged]);

  useEffect(() => () => void flush().catch(() => undefined), [flush]);
  const unsent = outbox.get(key);
  const read = useMemo(() => {
    if (unsent !== undefined) return readKept(kind, { value: unsent, broken: false });
    return stored.data ? readKept(kind, stored.data) : null;
  }, [kind, unsent, stored.data]);
  const unreadable = read?.ok === false && unsent === undefined ? read.why : null;
  useEffect(() => {
    // Where that fails it stays where it is, and the vault writes nothing over it.
    if (unreadable)
      client.drafts.setAside.mutate({ key, why: unreadable }).then(listChanged, () => undefined);
  }, [client, key, unreadable, listChanged]);
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

/**
 * The drafts that are kept under a prefix, by the rest of their keys, the latest first; undefined while that is being
 * read.
 */
export function useKeptDrafts(prefix: string): readonly string[] | undefined {
  const vault = useVault();
  const { data, isPending } = useQuery({
    ...vault.drafts.list.queryOptions(),
    staleTime: 0,
    gcTime: 0,
  });
  if (isPending) return undefined;
  const keys = new Set([...[...outbox.keys()].toReversed(), ...(data ?? []).map(({ key }) => key)]);
  return [...keys].flatMap((key) => (key.startsWith(prefix) ? [key.slice(prefix.length)] : []));
}

/**
 * Saves a form's input as a draft while it is typed; what has been put back as it was needs none. Call `discard()`
 * once the form is really saved.
 */
export function useFormDraft<Input extends FieldValues, Output>(
  form: UseFormReturn<Input, unknown, Output>,
  draft: { readonly save: (values: Input) => void; readonly discard: () => Promise<void> },
): void {
  const { save, discard } = draft;
  const { control, subscribe } = form;
  useEffect(() => sayKept(control, 'all'), [control]);
  useEffect(() => {
    let isKept = false;
    return subscribe({
      formState: { values: true, isDirty: true },
      callback: ({ values, isDirty }) => {
        if (isDirty) save(values);
        else if (isKept) void discard();
        isKept = isDirty ?? false;
      },
    });
  }, [subscribe, save, discard]);
}

/** What waits to be saved belongs to the person who typed it: another sign-in drops it. */
export function dropUnsentDrafts(): void {
  outbox.clear();
}
