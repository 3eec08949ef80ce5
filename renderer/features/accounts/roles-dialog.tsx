import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { roleSchema, rolesSchema } from '../../../db/domain/roles.ts';
import { FormDialog } from '../../components/form-dialog.tsx';
import { useAppForm } from '../../components/form/use-app-form.ts';
import { fieldsDraft, useKeptForm } from '../../components/form/use-kept-form.ts';
import { useNotify } from '../../components/notify.tsx';
import { useVault } from '../../lib/vault.ts';
import { namesText } from '../../lib/names-text.ts';
import type { Account } from './account.ts';
import { RolesInput } from './role-input.tsx';

const schema = z.strictObject({ roles: rolesSchema });

/** Roles that are half chosen. */
export const ROLES_DRAFT = fieldsDraft('roles_draft', { roles: z.array(roleSchema) });

/** Other roles for an account. */
export function RolesDialog(props: { account: Account; onClose: () => void }) {
  const { t } = useTranslation();
  const notify = useNotify();
  const vault = useVault();
  const queries = useQueryClient();
  const { account } = props;
  const form = useAppForm(schema, { roles: account.roles });
  const kept = useKeptForm(form, `accounts.roles.${account.id}`, ROLES_DRAFT);
  const close = () => {
    kept.forget();
    props.onClose();
  };
  const change = useMutation(
    vault.accounts.setRoles.mutationOptions({
      onSuccess: async ({ request, confirmers }) => {
        const { name } = account;
        const names = namesText(t, confirmers);
        // Without anybody who might confirm it the list says what it takes.
        if (request === null) notify.done(t('accounts:roles_changed', { name }));
        else if (names) notify.done(t('accounts:roles_asked', { name, names }));
        close();
        await queries.invalidateQueries({ queryKey: vault.accounts.list.queryKey() });
      },
    }),
  );
  const submit = form.handleSubmit(({ roles }) => change.mutate({ id: account.id, roles }));
  return (
    <FormDialog
      saves
      title={t('accounts:change_roles_of', { name: account.name })}
      submitLabel={t('common:save')}
      onSubmit={() => void submit()}
      restored={kept.isRestored}
      onClose={close}
      pending={change.isPending}
      error={change.error}
    >
      <RolesInput control={form.control} name="roles" />
    </FormDialog>
  );
}
