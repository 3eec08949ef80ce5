import { useNavigate } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import type { CustomerInput } from '../../../db/domain/customer.ts';
import { Loading } from '../../components/states.tsx';
import type { DraftOf } from '../../lib/drafts.ts';
import { useWords, type Words } from '../lists/use-words.ts';
import { useCustomerForm } from './customer-inputs.tsx';
import type { CustomerDraft } from './draft-values.ts';
import { toFormValues } from './form-values.ts';
import { useCustomerDraft, useFoundDraft, useKeptInput } from './use-customer-draft.ts';

/** What a form opens with: words for its choices, and the draft that was kept of it. */
export interface Opened {
  readonly words: Words;
  readonly draft: DraftOf<CustomerDraft>;
  readonly found: CustomerDraft | null;
}

/** Waits until words and draft are there: `<WithDraft name="customers.new">{(opened) => …}</WithDraft>`. */
export function WithDraft(props: { name: string; children: (opened: Opened) => ReactNode }) {
  const draft = useCustomerDraft(props.name);
  const found = useFoundDraft(draft);
  const words = useWords();
  if (found === undefined || !words.ready) return <Loading lines={8} />;
  return props.children({ words, draft, found });
}

interface Began {
  /** What the fields hold at first. */
  readonly initial: CustomerInput;
  /** Version of the filing that it began from; null for a new one. */
  readonly version: number | null;
  /** Where one comes out again. */
  readonly back: string;
}

/** A customer that is not filed yet: the form, what the page around it needs, and the version that it goes on from. */
export function useUnfiledForm({ words, draft, found }: Opened, { initial, version, back }: Began) {
  const navigate = useNavigate();
  const [restored, setRestored] = useState(found !== null);
  const [first] = useState(initial);
  // What nobody has filled in yet is no customer, and a draft with it would not be read again.
  const base = version === null ? null : first;
  const form = useCustomerForm(toFormValues(first));
  const goesOnFrom = (restored ? found?.version : null) ?? version;
  useKeptInput(form, draft, { version: goesOnFrom, base }, found);
  const leave = (to = back, search: true | Record<string, string> = true) => {
    void draft.discard();
    void navigate({ to, search });
  };
  return {
    form,
    leave,
    version: goesOnFrom,
    page: {
      form,
      words,
      withSecrecy: true,
      restored,
      onDiscard: () => {
        void draft.discard();
        setRestored(false);
        form.reset();
      },
      onCancel: () => leave(),
    },
  };
}
