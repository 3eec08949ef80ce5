import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { rolesSchema } from '../../../db/domain/roles.ts';
import { FormDialog } from '../../components/form-dialog.tsx';
import { useAppForm } from '../../components/form/use-app-form.ts';
import { useNotify } from '../../components/notify.tsx';
import { useArchive } from '../../lib/archive.ts';
import type { Account } from './account.ts';
import { RolesInput } from './role-input.tsx';

const schema = z.strictObject({ roles: rolesSchema });

/** Other roles for an account. */
export function RolesDialog(props: { account: Account; onClose: () => void }) {
  const { t } = useTranslation();
  const notify = useNotify();
  const archive = useArchive();
  const queries = useQueryClient();
  const { account } = props;
  const form = useAppForm(schema, { roles: account.roles });
  const change = useMutation(
    archive.accounts.setRoles.mutationOptions({
      onSuccess: async () => {
        notify.done(t('accounts:roles_changed', { name: account.name }));
        props.onClose();
        await queries.invalidateQueries({ queryKey: archive.accounts.list.queryKey() });
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
      onClose={props.onClose}
      pending={change.isPending}
      error={change.error}
    >
      <RolesInput control={form.control} name="roles" />
    </FormDialog>
  );
}
