import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useWatch } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { roleSchema, rolesSchema, type Role } from '../../../db/domain/roles.ts';
import { isSameName } from '../../../db/domain/text/fold.ts';
import { ChoiceInput } from '../../components/form/choice-input.tsx';
import { FormDialog } from '../../components/form-dialog.tsx';
import { FieldGrid } from '../../components/form/field-frame.tsx';
import { SuggestInput } from '../../components/form/suggest-input.tsx';
import { TextInput } from '../../components/form/text-input.tsx';
import { useAppForm } from '../../components/form/use-app-form.ts';
import { fieldsDraft, useKeptForm } from '../../components/form/use-kept-form.ts';
import { useVault } from '../../lib/vault.ts';
import type { AskedCode } from './account.ts';
import { RolesInput } from './role-input.tsx';

const schema = z.strictObject({
  name: z.string().trim().min(1).max(60),
  login: z.string().trim().min(1).max(60),
  department: z
    .string()
    .trim()
    .max(60)
    .transform((text) => text || null),
  roles: rolesSchema,
  /** Which of the people of that name; null where nobody has it yet. */
  person: z.union([z.int(), z.literal('another')]).nullable(),
});
type Values = z.input<typeof schema>;

/** A new account that is half filled in. */
export const ACCOUNT_DRAFT = fieldsDraft('account_draft', {
  name: z.string(),
  login: z.string(),
  department: z.string(),
  roles: z.array(roleSchema),
  person: schema.shape.person,
});

const noRoles: Role[] = [];
const nobody: Values['person'] = null;

/** A new account; its person chooses a password at first sign-in. */
export function NewAccountDialog(props: { onClose: () => void; onMade: (code: AskedCode) => void }) {
  const { t } = useTranslation();
  const vault = useVault();
  const queries = useQueryClient();
  const departments = useQuery(vault.accounts.departments.queryOptions());
  const people = useQuery(vault.accounts.people.queryOptions());
  const form = useAppForm(schema, { name: '', login: '', department: '', roles: noRoles, person: nobody });
  const kept = useKeptForm(form, 'accounts.new', ACCOUNT_DRAFT);
  const [name, chosen] = useWatch({ control: form.control, name: ['name', 'person'] });
  const namesakes = (people.data ?? []).filter((person) => isSameName(person.name, name));
  const person = chosen === 'another' || namesakes.some(({ id }) => id === chosen) ? chosen : null;
  const create = useMutation(
    vault.accounts.create.mutationOptions({
      onSuccess: ({ code, request, confirmers }, { login, name }) => {
        void queries.invalidateQueries({ queryKey: vault.accounts.list.queryKey() });
        kept.forget();
        props.onMade({ login, name, code, request, confirmers, hasPassword: false });
      },
    }),
  );
  const submit = form.handleSubmit((values) =>
    create.mutate({ ...values, person: namesakes.length > 0 ? person : null }),
  );
  return (
    <FormDialog
      saves
      title={t('accounts:new')}
      submitLabel={t('accounts:ask')}
      onSubmit={() => void submit()}
      restored={kept.isRestored}
      onClose={() => {
        kept.forget();
        props.onClose();
      }}
      pending={create.isPending}
      error={create.error}
    >
      <FieldGrid>
        <SuggestInput
          control={form.control}
          name="name"
          label={t('accounts:column.name')}
          suggestions={[...new Set((people.data ?? []).map((known) => known.name))]}
          required
          autoFocus
        />
        <TextInput control={form.control} name="login" label={t('accounts:column.login')} required />
        {namesakes.length > 0 && (
          <ChoiceInput
            control={form.control}
            name="person"
            label={t('accounts:person')}
            help={t('accounts:person_help')}
            choices={[
              ...namesakes.map(({ id, name: known, department }) => ({
                value: id,
                label: t('accounts:person_same', {
                  who: [known, department].filter(Boolean).join(' · '),
                }),
              })),
              { value: 'another', label: t('accounts:person_another') },
            ]}
            required
            wide
          />
        )}
        <SuggestInput
          control={form.control}
          name="department"
          label={t('accounts:column.department')}
          suggestions={(departments.data ?? []).map((department) => department.name)}
          disabled={typeof person === 'number'}
          wide
        />
        <RolesInput control={form.control} name="roles" />
      </FieldGrid>
    </FormDialog>
  );
}
