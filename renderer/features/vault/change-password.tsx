import { Alert, Button, Dialog, DialogActions, DialogContent, DialogTitle } from '@mui/material';
import { useMutation } from '@tanstack/react-query';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { Form } from '../../components/form/form.tsx';
import { PasswordInput } from '../../components/form/password-input.tsx';
import { useAppForm } from '../../components/form/use-app-form.ts';
import { useNotify } from '../../components/notify.tsx';
import { useArchive } from '../../lib/archive.ts';
import { errorText } from '../../lib/errors.ts';
import { newPasswordShape, repeatIssue, repeatsPassword } from './new-password.ts';
import { NewPasswordFields } from './new-password-fields.tsx';

const schema = z
  .strictObject({ current: z.string().min(1), ...newPasswordShape })
  .refine(repeatsPassword, repeatIssue);

/** One's own password: the old one, and the new one twice. */
export function ChangePasswordDialog(props: { onClose: () => void }) {
  const { t } = useTranslation();
  const title = useId();
  const notify = useNotify();
  const archive = useArchive();
  const form = useAppForm(schema, { current: '', password: '', repeat: '' });
  const change = useMutation(
    archive.vault.changePassword.mutationOptions({
      onSuccess: () => {
        notify.done(t('vault:password.changed'));
        props.onClose();
      },
    }),
  );
  const submit = form.handleSubmit(({ current, password }) => change.mutate({ current, next: password }));
  return (
    <Dialog open onClose={props.onClose} aria-labelledby={title} maxWidth="xs" fullWidth>
      <Form enter="submit" onSubmit={() => void submit()}>
        <DialogTitle id={title}>{t('vault:password.change')}</DialogTitle>
        <DialogContent sx={{ display: 'grid', gap: 2 }}>
          <PasswordInput
            control={form.control}
            name="current"
            label={t('vault:password.current')}
            required
            autoFocus
          />
          <NewPasswordFields control={form.control} password="password" repeat="repeat" />
          {change.error && <Alert severity="error">{errorText(t, change.error)}</Alert>}
        </DialogContent>
        <DialogActions>
          <Button onClick={props.onClose}>{t('common:cancel')}</Button>
          <Button type="submit" variant="contained" loading={change.isPending}>
            {t('vault:password.change')}
          </Button>
        </DialogActions>
      </Form>
    </Dialog>
  );
}
