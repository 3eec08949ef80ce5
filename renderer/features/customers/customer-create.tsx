import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { blankCustomer, type Category } from '../../../db/domain/customer.ts';
import { useNotify } from '../../components/notify.tsx';
import { useVault } from '../../lib/vault.ts';
import { CustomerFormPage } from './customer-form-page.tsx';
import { useUnfiledForm, WithDraft, type Opened } from './unfiled-form.tsx';

/** 新建档案 by the department itself (rules.md A1, A2). */
export function CustomerCreate(props: { category?: Category | undefined }) {
  const category = props.category ?? 'supplier';
  return (
    <WithDraft name="customers.new">
      {(opened) => <CreateForm opened={opened} category={category} />}
    </WithDraft>
  );
}

function CreateForm(props: { opened: Opened; category: Category }) {
  const { t } = useTranslation();
  const notify = useNotify();
  const vault = useVault();
  const initial = blankCustomer(props.category);
  const { page, leave } = useUnfiledForm(props.opened, { initial, version: null, back: '/customers' });
  const create = useMutation(
    vault.customers.create.mutationOptions({
      onSuccess: ({ id, archiveNo }) => {
        notify.done(t('customers:created', { archiveNo }));
        leave(`/customers/${id}`);
      },
    }),
  );
  return (
    <CustomerFormPage
      {...page}
      title={t('customers:new')}
      submitLabel={t('customers:file')}
      onSubmit={(input) => create.mutate(input)}
      pending={create.isPending}
      error={create.error}
    />
  );
}
