import { useNavigate } from '@tanstack/react-router';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { customerInputSchema, type CustomerInput } from '../../../db/domain/customer.ts';
import { QueryView, Loading } from '../../components/states.tsx';
import { useVault, useVaultClient } from '../../lib/vault.ts';
import { useKeptReason } from '../../lib/kept-reason.ts';
import type { DraftOf } from '../../lib/drafts.ts';
import { useWords } from '../lists/use-words.ts';
import { ConflictDialog } from './conflict-dialog.tsx';
import { CustomerFormPage } from './customer-form-page.tsx';
import { useCustomerForm } from './customer-inputs.tsx';
import { beganWith, type Began, type CustomerDraft } from './draft-values.ts';
import { EditReason, reasonFor } from './edit-reason.tsx';
import { toFormValues } from './form-values.ts';
import { IndexOnly } from './index-only.tsx';
import { useCustomerDraft, useFoundDraft, useKeptInput } from './use-customer-draft.ts';
import { newerVersion, useSaveCustomer } from './use-save-customer.ts';

/** 编辑档案: the whole form, over the version that was read when it opened. */
export function CustomerEdit(props: { id: number }) {
  const vault = useVault();
  const draft = useCustomerDraft(`customers.edit.${props.id}`);
  const found = useFoundDraft(draft);
  const client = useVaultClient();
  // Read once and not again while it is being changed: a newer version is noticed when saving.
  const query = useQuery({
    queryKey: [...vault.customers.get.queryKey({ id: props.id }), 'edit'],
    queryFn: ({ signal }) => client.customers.get.query({ id: props.id }, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
  if (found === undefined) return <Loading lines={8} />;
  return (
    <QueryView query={query} lines={8}>
      {(customer) =>
        customer.access === 'full' ? (
          <EditForm
            id={props.id}
            archiveNo={customer.index.archiveNo}
            saved={{ version: customer.version, base: customer.input }}
            found={found}
            draft={draft}
          />
        ) : (
          <IndexOnly index={customer.index} />
        )
      }
    </QueryView>
  );
}

function EditForm(props: {
  id: number;
  archiveNo: string;
  saved: Began;
  found: CustomerDraft | null;
  draft: DraftOf<CustomerDraft>;
}) {
  const { t, i18n } = useTranslation();
  const navigate = useNavigate();
  const words = useWords();
  const { id, draft } = props;
  const [began, setBegan] = useState(() => beganWith(props.found, props.saved));
  const form = useCustomerForm(toFormValues(began.base));
  const reason = useKeptReason(`customers.reason.${id}`, props.found !== null);
  const [asked, setAsked] = useState(0);
  const [restored, setRestored] = useState(props.found !== null);
  useKeptInput(form, draft, began, props.found);
  const leave = () => {
    void draft.discard();
    reason.forget();
    void navigate({ to: `/customers/${id}`, search: true });
  };
  const save = useSaveCustomer(id, leave);
  const newer = newerVersion(save.error);
  const submit = (input: CustomerInput) => {
    const why = reasonFor(began.base, input, reason.given);
    setAsked(why === undefined ? asked + 1 : 0);
    if (why !== undefined) save.mutate({ version: began.version, before: began.base, input, reason: why });
  };
  return (
    <>
      <CustomerFormPage
        title={t('customers:edit_title', { archiveNo: props.archiveNo })}
        form={form}
        words={words}
        withSecrecy={false}
        exceptId={id}
        restored={restored}
        onDiscard={() => {
          void draft.discard();
          reason.forget();
          setRestored(false);
          setBegan(props.saved);
          form.reset(toFormValues(props.saved.base));
        }}
        onCancel={leave}
        submitLabel={t('common:save')}
        onSubmit={submit}
        pending={save.isPending}
        error={newer ? null : save.error}
        head={
          <EditReason
            form={form}
            base={began.base}
            words={words}
            given={reason.given}
            asked={asked}
            onChange={reason.change}
          />
        }
      />
      {newer && (
        <ConflictDialog
          id={id}
          base={began.base}
          mine={customerInputSchema.parse(save.variables?.input)}
          theirs={newer.input}
          wording={{ t, language: i18n.language, words, category: newer.input.category }}
          pending={save.isPending}
          onMerged={(input) => {
            // What the merged version lacks of a reason the vault says.
            const why = reasonFor(newer.input, input, reason.given) ?? null;
            save.mutate({ version: newer.version, before: newer.input, input, reason: why });
          }}
          onClose={() => save.reset()}
        />
      )}
    </>
  );
}
