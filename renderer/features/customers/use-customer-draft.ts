import { useEffect, useMemo, useState } from 'react';
import type { z } from 'zod';
import { useFormDraft, type useDraft } from '../../lib/drafts.ts';
import type { CustomerFormApi } from './customer-field.tsx';
import { readDraft, type CustomerDraft } from './draft-values.ts';

type Json = z.infer<ReturnType<typeof z.json>>;
type Draft = ReturnType<typeof useDraft>;

/** The draft found when the form opened: undefined while it is read, null when there is none. */
export function useFoundDraft(draft: Draft): CustomerDraft | null | undefined {
  const [found, setFound] = useState<CustomerDraft | null>();
  if (found === undefined && draft.value !== undefined) setFound(readDraft(draft.value));
  return found;
}

/** Keeps what is typed, with what it began from, so that it can go on after a lock. */
export function useKeptInput(
  form: CustomerFormApi,
  draft: Draft,
  began: Pick<CustomerDraft, 'version' | 'base'>,
) {
  const { save } = draft;
  const { version, base } = began;
  const keep = useMemo(
    () => ({ save: (values: Json) => save({ values, version, base: base as Json }) }),
    [save, version, base],
  );
  useFormDraft(form, keep);
}

/** Puts a found draft into the form, marked as not saved. */
export function useRestored(form: CustomerFormApi, found: CustomerDraft | null): void {
  const { reset } = form;
  useEffect(() => {
    if (found) reset(found.values, { keepDefaultValues: true });
  }, [reset, found]);
}
