import { Alert, Button, Dialog, DialogActions, DialogContent, DialogTitle } from '@mui/material';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { rolesSchema } from '../../../db/domain/roles.ts';
import { Form } from '../../components/form/form.tsx';
import { useAppForm } from '../../components/form/use-app-form.ts';
import { useNotify } from '../../components/notify.tsx';
import { useArchive } from '../../lib/archive.ts';
import { errorText } from '../../lib/errors.ts';
import type { Account } from './account.ts';
import { RolesInput } from './role-input.tsx';

const schema = z.strictObject({ roles: rolesSchema });

/** Other roles for an account. */
export function RolesDialog(props: { account: Account; onClose: () => void }) {
  const { t } = useTranslation();
  const title = useId();
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
    <Dialog open onClose={props.onClose} aria-labelledby={title} maxWidth="sm" fullWidth>
      <Form saves onSubmit={() => void submit()}>
        <DialogTitle id={title}>{t('accounts:change_roles_of', { name: account.name })}</DialogTitle>
        <DialogContent>
          <RolesInput control={form.control} name="roles" />
          {change.error && (
            <Alert severity="error" sx={{ mt: 2 }}>
              {errorText(t, change.error)}
            </Alert>
          )}
        </DialogContent>
        <DialogActions>
          <Button onClick={props.onClose}>{t('common:cancel')}</Button>
          <Button type="submit" variant="contained" loading={change.isPending}>
            {t('common:save')}
          </Button>
        </DialogActions>
      </Form>
    </Dialog>
  );
}
