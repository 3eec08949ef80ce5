import { Box, Button } from '@mui/material';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { Form } from '../../components/form/form.tsx';
import { TextInput } from '../../components/form/text-input.tsx';
import { useAppForm } from '../../components/form/use-app-form.ts';
import { useVault } from '../../lib/vault.ts';
import type { VaultFile } from './vault-file.ts';
import { GateTitle } from './gate-layout.tsx';
import { newPasswordShape, repeatIssue, repeatsPassword } from './new-password.ts';
import { NewPasswordFields } from './new-password-fields.tsx';
import { Preparing } from './preparing.tsx';
import { secondsToWait, SignInError } from './sign-in-error.tsx';
import { useCountdown } from './use-countdown.ts';
import { useRemember } from './use-remember.ts';

const schema = z
  .strictObject({ code: z.string().trim().min(1), ...newPasswordShape })
  .refine(repeatsPassword, repeatIssue);

interface ActivateProps {
  readonly file: VaultFile;
  readonly login: string;
  readonly code: string;
  readonly onBack: () => void;
  readonly onOpened: () => void;
}

/** First sign-in: the one-time code is traded for a password of one's own. */
export function ActivateForm(props: ActivateProps) {
  const { t } = useTranslation();
  const vault = useVault();
  const remember = useRemember();
  const form = useAppForm(schema, { code: props.code, password: '', repeat: '' });
  const wait = useCountdown();
  const activate = useMutation(
    vault.vault.activate.mutationOptions({
      onSuccess: (_account, { login, token }) => {
        remember(login, token);
        props.onOpened();
      },
      onError: (error) => wait.start(secondsToWait(error)),
    }),
  );
  const submit = form.handleSubmit(({ code, password }) =>
    activate.mutate({ token: props.file.token, login: props.login, code, password }),
  );
  return (
    <>
      <GateTitle title={t('vault:activate.title')}>
        {t('vault:activate.text', { login: props.login })}
      </GateTitle>
      <Form enter="submit" label={t('vault:activate.title')} onSubmit={() => void submit()}>
        <Box sx={{ display: 'grid', gap: 2 }}>
          <TextInput control={form.control} name="code" label={t('vault:activate.code')} required figures />
          <NewPasswordFields control={form.control} password="password" repeat="repeat" autoFocus />
          <SignInError error={activate.error} secondsLeft={wait.left} />
          <Preparing isRunning={activate.isPending} />
          <Box sx={{ display: 'flex', gap: 1 }}>
            <Button type="submit" variant="contained" loading={activate.isPending} disabled={wait.left > 0}>
              {t('vault:activate.confirm')}
            </Button>
            <Button onClick={props.onBack}>{t('common:back')}</Button>
          </Box>
        </Box>
      </Form>
    </>
  );
}
