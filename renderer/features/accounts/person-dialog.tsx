import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { FormDialog } from '../../components/form-dialog.tsx';
import { FieldGrid } from '../../components/form/field-frame.tsx';
import { SuggestInput } from '../../components/form/suggest-input.tsx';
import { TextInput } from '../../components/form/text-input.tsx';
import { useAppForm } from '../../components/form/use-app-form.ts';
import { fieldsDraft, useKeptForm } from '../../components/form/use-kept-form.ts';
import { useNotify } from '../../components/notify.tsx';
import { useVault } from '../../lib/vault.ts';
import type { Account } from './account.ts';

const schema = z.strictObject({
  name: z.string().trim().min(1).max(60),
  department: z
    .string()
    .trim()
    .max(60)
    .transform((text) => text || null),
});

/** A name or department that is half typed. */
export const PERSON_DRAFT = fieldsDraft('person_draft', { name: z.string(), department: z.string() });

/** Another name or department for the person of an account. */
export function PersonDialog(props: { account: Account; onClose: () => void }) {
  const { t } = useTranslation();
  const notify = useNotify();
  const vault = useVault();
  const queries = useQueryClient();
  const { account } = props;
  const departments = useQuery(vault.accounts.departments.queryOptions());
  const form = useAppForm(schema, { name: account.name, department: account.department ?? '' });
  const kept = useKeptForm(form, `accounts.person.${account.id}`, PERSON_DRAFT);
  const close = () => {
    kept.forget();
    props.onClose();
  };
  const change = useMutation(
    vault.accounts.setPerson.mutationOptions({
      onSuccess: async (_none, { name }) => {
        notify.done(t('accounts:person_changed', { name }));
        close();
        await queries.invalidateQueries({ queryKey: vault.accounts.pathKey() });
      },
    }),
  );
  const submit = form.handleSubmit((values) => change.mutate({ id: account.id, ...values }));
  return (
    <FormDialog
      saves
      title={t('accounts:change_person_of', { login: account.login })}
      submitLabel={t('common:save')}
      onSubmit={() => void submit()}
      restored={kept.isRestored}
      onClose={close}
      pending={change.isPending}
      error={change.error}
    >
      <FieldGrid>
        <TextInput
          control={form.control}
          name="name"
          label={t('accounts:column.name')}
          help={t('accounts:person_change_help')}
          required
          autoFocus
        />
        <SuggestInput
          control={form.control}
          name="department"
          label={t('accounts:column.department')}
          suggestions={(departments.data ?? []).map((department) => department.name)}
        />
      </FieldGrid>
    </FormDialog>
  );
}
