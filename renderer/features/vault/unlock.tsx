import { Alert, Box, Button, Typography } from '@mui/material';
import { useMutation } from '@tanstack/react-query';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import type { VaultEvent } from '../../../db/wire.ts';
import { Form } from '../../components/form/form.tsx';
import { PasswordInput } from '../../components/form/password-input.tsx';
import { TextInput } from '../../components/form/text-input.tsx';
import { useAppForm } from '../../components/form/use-app-form.ts';
import { useVault, useVaultClient } from '../../lib/vault.ts';
import { isRefusal } from '../../lib/errors.ts';
import { readSetting } from '../../lib/machine-settings.ts';
import { differingFacts, type DifferingFacts } from './differing.tsx';
import type { VaultFile } from './vault-file.ts';
import { GateTitle } from './gate-layout.tsx';
import { Preparing } from './preparing.tsx';
import { TrialRoles } from './trial-roles.tsx';
import { roleSchema } from '../../../db/domain/roles.ts';
import { secondsToWait, SignInError } from './sign-in-error.tsx';
import { useCountdown } from './use-countdown.ts';
import { useRemember } from './use-remember.ts';

const schema = z.strictObject({ login: z.string().trim().min(1), password: z.string().min(1) });

/** How the vault was locked a moment ago. */
export interface Lock {
  readonly reason: Extract<VaultEvent, { type: 'locked' }>['reason'];
  /** Whether everything that was typed and not saved is kept; a password never is. */
  readonly isAllKept: boolean;
}

interface UnlockProps {
  readonly file: VaultFile;
  readonly lock: Lock | null;
  readonly onOther: () => void;
  readonly onRecover: () => void;
  readonly onDiffers: (login: string, password: string, facts: DifferingFacts) => void;
  readonly onMustActivate: (login: string, code: string) => void;
  readonly onOpened: () => void;
}

/** Sign in to one vault. Also what one meets after a lock, with the reason and word that nothing is lost. */
export function UnlockForm(props: UnlockProps) {
  const { t } = useTranslation();
  const vault = useVault();
  const remember = useRemember();
  const remembered = readSetting('login') ?? '';
  const form = useAppForm(schema, { login: remembered, password: '' });
  const wait = useCountdown();
  const client = useVaultClient();
  const leaving = useRef<AbortController>(null);
  const unlock = useMutation({
    ...vault.vault.unlock.mutationOptions({
      onSuccess: (_account, { login, token }) => {
        remember(login, token);
        props.onOpened();
      },
      onError: (error, { login, password }) => {
        if (isRefusal(error, 'vault.must_activate')) return props.onMustActivate(login, password);
        const facts = differingFacts(error);
        if (facts) return props.onDiffers(login, password, facts);
        wait.start(secondsToWait(error));
        form.resetField('password');
        form.setFocus('password');
        return undefined;
      },
    }),
    mutationFn: (input) => {
      leaving.current = new AbortController();
      return client.vault.unlock.mutate(input, { signal: leaving.current.signal });
    },
  });
  const submit = form.handleSubmit((values) => unlock.mutate({ ...values, token: props.file.token }));
  return (
    <>
      <GateTitle title={t('vault:unlock.title')}>{props.file.name}</GateTitle>
      {props.file.trial && (
        <TrialRoles
          pending={unlock.isPending ? (roleSchema.safeParse(unlock.variables.login).data ?? null) : null}
          onRole={(login, password) => unlock.mutate({ login, password, token: props.file.token })}
        />
      )}
      <Form enter="submit" label={t('vault:unlock.title')} onSubmit={() => void submit()}>
        <Box sx={{ display: 'grid', gap: 2 }}>
          {props.lock && unlock.error === null && <Locked lock={props.lock} />}
          <TextInput
            control={form.control}
            name="login"
            label={t('vault:login')}
            required
            autoFocus={!remembered}
            autoComplete="username"
          />
          <PasswordInput
            control={form.control}
            name="password"
            label={t('vault:password')}
            required
            autoFocus={Boolean(remembered)}
          />
          <SignInError error={unlock.error} secondsLeft={wait.left} />
          <Preparing isRunning={unlock.isPending} onCancel={() => leaving.current?.abort()} />
          <Button type="submit" variant="contained" loading={unlock.isPending} disabled={wait.left > 0}>
            {t('vault:unlock.open')}
          </Button>
        </Box>
      </Form>
      <Box sx={{ display: 'flex', justifyContent: 'space-between', mt: 2, mx: -1.25 }}>
        <Button size="small" onClick={props.onOther}>
          {t('vault:unlock.other')}
        </Button>
        <Button size="small" onClick={props.onRecover}>
          {t('vault:unlock.recover')}
        </Button>
      </Box>
      <Typography variant="caption" component="p" sx={{ color: 'text.secondary', mt: 2 }}>
        {t('vault:unlock.forgotten')}
      </Typography>
    </>
  );
}

/** Why the vault is locked, and what has become of what was typed. */
function Locked({ lock: { reason, isAllKept } }: { lock: Lock }) {
  const { t } = useTranslation();
  const kept = reason === 'closed' ? '' : t(isAllKept ? 'vault:locked.all_kept' : 'vault:locked.some_kept');
  return (
    <Alert severity={isAllKept ? 'info' : 'warning'}>
      {t(`vault:locked.${reason}`)}
      {kept}
    </Alert>
  );
}
