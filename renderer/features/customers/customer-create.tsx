import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { blankCustomer, type Category } from '../../../db/domain/customer.ts';
import { useNotify } from '../../components/notify.tsx';
import { Loading } from '../../components/states.tsx';
import { useArchive } from '../../lib/archive.ts';
import { useDraft } from '../../lib/drafts.ts';
import { useWords } from '../lists/use-words.ts';
import { CustomerFormPage } from './customer-form-page.tsx';
import { useCustomerForm } from './customer-inputs.tsx';
import type { CustomerDraft } from './draft-values.ts';
import { toFormValues } from './form-values.ts';
import { useFoundDraft, useKeptInput } from './use-customer-draft.ts';

const NOTHING_SAVED = { version: null, base: null } as const;

/** 新建档案 by the department itself (rules.md A1, A2). */
export function CustomerCreate(props: { category?: Category | undefined }) {
  const draft = useDraft('customers.new');
  const found = useFoundDraft(draft);
  const words = useWords();
  if (found === undefined || !words.ready) return <Loading lines={8} />;
  return <CreateForm found={found} draft={draft} words={words} category={props.category ?? 'supplier'} />;
}

function CreateForm(props: {
  found: CustomerDraft | null;
  draft: ReturnType<typeof useDraft>;
  words: ReturnType<typeof useWords>;
  category: Category;
}) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const notify = useNotify();
  const archive = useArchive();
  const { draft } = props;
  const form = useCustomerForm(toFormValues(blankCustomer(props.category)));
  useKeptInput(form, draft, NOTHING_SAVED, props.found);
  const create = useMutation(
    archive.customers.create.mutationOptions({
      onSuccess: ({ id, archiveNo }) => {
        void draft.discard();
        notify.done(t('customers:created', { archiveNo }));
        void navigate({ to: `/customers/${id}`, search: true });
      },
    }),
  );
  const leave = () => {
    void draft.discard();
    void navigate({ to: '/customers', search: true });
  };
  return (
    <CustomerFormPage
      title={t('customers:new')}
      form={form}
      words={props.words}
      withSecrecy
      restored={props.found !== null}
      onDiscard={() => {
        void draft.discard();
        form.reset();
      }}
      onCancel={leave}
      submitLabel={t('customers:file')}
      onSubmit={() => void form.handleSubmit((input) => create.mutate(input))()}
      pending={create.isPending}
      error={create.error}
    />
  );
}
