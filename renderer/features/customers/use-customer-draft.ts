import { useEffect, useMemo, useState } from 'react';
import { useDraft, useFormDraft, type DraftOf } from '../../lib/drafts.ts';
import type { CustomerFormApi } from './customer-field.tsx';
import { CUSTOMER_DRAFT, type CustomerDraft } from './draft-values.ts';
import type { CustomerForm } from './form-values.ts';

type Draft = DraftOf<CustomerDraft>;

/** The draft of one form of a customer. */
export function useCustomerDraft(name: string): Draft {
  return useDraft(name, CUSTOMER_DRAFT);
}

/** The draft found when the form opened: undefined while it is read, null when there is none. */
export function useFoundDraft(draft: Draft): CustomerDraft | null | undefined {
  const [found, setFound] = useState<CustomerDraft | null>();
  if (found === undefined && draft.value !== undefined) setFound(draft.value);
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
  const { save, discard } = draft;
  const { reset } = form;
  const { version, base } = began;
  const keep = useMemo(
    () => ({ save: (values: CustomerForm) => save({ values, version, base }), discard }),
    [save, discard, version, base],
  );
  useFormDraft(form, keep);
  useEffect(() => {
    if (!found) return;
    reset(found.values, { keepDefaultValues: true });
    save(found);
  }, [reset, save, found]);
}
