import { Box, Button } from '@mui/material';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { FieldGrid } from '../../components/form/field-frame.tsx';
import { Form } from '../../components/form/form.tsx';
import { TextInput } from '../../components/form/text-input.tsx';
import { useAppForm } from '../../components/form/use-app-form.ts';
import { useVault } from '../../lib/vault.ts';
import type { VaultFile } from './vault-file.ts';
import { Difference, differingFacts } from './differing.tsx';
import { GateTitle } from './gate-layout.tsx';
import { newPasswordShape, repeatIssue, repeatsPassword } from './new-password.ts';
import { NewPasswordFields } from './new-password-fields.tsx';
import { SheetFields } from './sheet-fields.tsx';
import { NO_SHEETS, sheetsShape } from './sheets.ts';
import { Preparing } from './preparing.tsx';
import { SignInError } from './sign-in-error.tsx';
import { useRemember } from './use-remember.ts';

const schema = z
  .strictObject({ ...sheetsShape, login: z.string().trim().min(1), ...newPasswordShape })
  .refine(repeatsPassword, repeatIssue);

/**
 * Two of the three recovery sheets open the vault and give a system administrator a new password; where the vault is not
 * what was last seen of it that is said first.
 */
export function RecoverForm(props: { file: VaultFile; onBack: () => void; onOpened: () => void }) {
  const { t } = useTranslation();
  const vault = useVault();
  const remember = useRemember();
  const form = useAppForm(schema, { ...NO_SHEETS, login: '', password: '', repeat: '' });
  const recover = useMutation(
    vault.vault.recover.mutationOptions({
      onSuccess: (account, { token }) => {
        remember(account.login, token);
        props.onOpened();
      },
    }),
  );
  const differing = differingFacts(recover.error);
  const submit = form.handleSubmit(({ first, second, login, password }) =>
    recover.mutate({
      token: props.file.token,
      sheets: [first, second],
      login,
      password,
      despite: differing !== null,
    }),
  );
  return (
    <>
      <GateTitle title={t('vault:recover.title')}>{t('vault:recover.text')}</GateTitle>
      <Form label={t('vault:recover.title')} onSubmit={() => void submit()}>
        <FieldGrid columns={1}>
          <SheetFields control={form.control} first="first" second="second" />
          <TextInput control={form.control} name="login" label={t('vault:recover.login')} required />
          <NewPasswordFields control={form.control} password="password" repeat="repeat" />
          {differing ? (
            <Difference facts={differing} />
          ) : (
            <SignInError error={recover.error} secondsLeft={0} />
          )}
          <Preparing isRunning={recover.isPending} />
          <Box sx={{ display: 'flex', gap: 1 }}>
            <Button
              type="submit"
              variant="contained"
              color={differing ? 'error' : 'primary'}
              loading={recover.isPending}
            >
              {t(differing ? 'vault:differs.open' : 'vault:recover.confirm')}
            </Button>
            <Button onClick={props.onBack}>{t('common:back')}</Button>
          </Box>
        </FieldGrid>
      </Form>
    </>
  );
}
