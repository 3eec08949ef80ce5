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

/**
 * Puts a found draft into the form, marked as not saved, and keeps what is typed from then on, with what it began
 * from, so that it can go on after a lock. What was found is kept anew: it may have been in this window alone.
 */
export function useKeptInput(
  form: CustomerFormApi,
  draft: Draft,
  began: Pick<CustomerDraft, 'version' | 'base'>,
  found: CustomerDraft | null,
): void {
  const { save } = draft;
  const { reset } = form;
  const { version, base } = began;
  const keep = useMemo(
    () => ({ save: (values: Json) => save({ values, version, base: base as Json }) }),
    [save, version, base],
  );
  useFormDraft(form, keep);
  useEffect(() => {
    if (!found) return;
    reset(found.values, { keepDefaultValues: true });
    save(JSON.parse(JSON.stringify(found)) as Json);
  }, [reset, save, found]);
}
