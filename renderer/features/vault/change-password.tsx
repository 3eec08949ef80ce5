import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { FormDialog } from '../../components/form-dialog.tsx';
import { PasswordInput } from '../../components/form/password-input.tsx';
import { useAppForm } from '../../components/form/use-app-form.ts';
import { useNotify } from '../../components/notify.tsx';
import { isRefusal } from '../../lib/errors.ts';
import { useVault } from '../../lib/vault.ts';
import { newPasswordShape, repeatIssue, repeatsPassword } from './new-password.ts';
import { NewPasswordFields } from './new-password-fields.tsx';

const schema = z
  .strictObject({ current: z.string().min(1), ...newPasswordShape })
  .refine(repeatsPassword, repeatIssue);

const isWrong = (error: unknown) => isRefusal(error, 'vault.sign_in_refused');

/** One's own password: the old one, and the new one twice. */
export function ChangePasswordDialog(props: { onClose: () => void }) {
  const { t } = useTranslation();
  const notify = useNotify();
  const vault = useVault();
  const form = useAppForm(schema, { current: '', password: '', repeat: '' });
  const change = useMutation(
    vault.vault.changePassword.mutationOptions({
      onSuccess: () => {
        notify.done(t('vault:password.changed'));
        props.onClose();
      },
      onError: (error) => {
        if (isWrong(error))
          form.setError('current', { message: 'vault.current_wrong' }, { shouldFocus: true });
      },
    }),
  );
  const submit = form.handleSubmit(({ current, password }) => change.mutate({ current, next: password }));
  return (
    <FormDialog
      width="xs"
      enter="submit"
      title={t('vault:password.change')}
      submitLabel={t('vault:password.change')}
      onSubmit={() => void submit()}
      onClose={props.onClose}
      pending={change.isPending}
      error={isWrong(change.error) ? null : change.error}
    >
      <PasswordInput
        control={form.control}
        name="current"
        label={t('vault:password.current')}
        required
        autoFocus
      />
      <NewPasswordFields control={form.control} password="password" repeat="repeat" />
    </FormDialog>
  );
}
