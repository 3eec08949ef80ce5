import { Alert, Box, Button, Typography } from '@mui/material';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { FieldGrid } from '../../components/form/field-frame.tsx';
import { Form } from '../../components/form/form.tsx';
import { PasswordInput } from '../../components/form/password-input.tsx';
import { TextInput } from '../../components/form/text-input.tsx';
import { useAppForm } from '../../components/form/use-app-form.ts';
import { toAppError } from '../../lib/errors.ts';
import { useVault } from '../../lib/vault.ts';
import { computerTimeText } from './computer-time.ts';
import { GateTitle } from './gate-layout.tsx';
import { SheetFields } from './sheet-fields.tsx';
import { sheetsShape, NO_SHEETS } from './sheets.ts';
import { Preparing } from './preparing.tsx';
import { secondsToWait, SignInError } from './sign-in-error.tsx';
import { useCountdown } from './use-countdown.ts';
import { useRemember } from './use-remember.ts';
import type { VaultFile } from './vault-file.ts';

const factsSchema = z.object({
  kind: z.enum(['shorter', 'other']),
  witness: z.enum(['program', 'beside', 'chosen', 'backup']),
  label: z.string(),
  seq: z.number(),
  at: z.number(),
  headSeq: z.number(),
  headAt: z.number(),
  missing: z.number(),
  needs: z.enum(['person', 'sheets', 'nobody']),
});
export type DifferingFacts = z.infer<typeof factsSchema>;

/** What a refused opening says of the difference; null for another refusal. */
export function differingFacts(thrown: unknown): DifferingFacts | null {
  const { code, data } = toAppError(thrown);
  return code === 'vault.witness_differs' ? (factsSchema.safeParse(data).data ?? null) : null;
}

interface DifferingProps {
  readonly file: VaultFile;
  readonly login: string;
  readonly password: string;
  readonly facts: DifferingFacts;
  readonly onBack: () => void;
  readonly onOpened: () => void;
}

const none = { login: z.string(), password: z.string(), first: z.string(), second: z.string() };
const SCHEMAS = {
  person: z.strictObject({ ...none, login: z.string().trim().min(1), password: z.string().min(1) }),
  sheets: z.strictObject({ ...none, ...sheetsShape }),
  nobody: z.strictObject(none),
};

/** What differs, and what to do first. */
export function Difference({ facts }: { readonly facts: DifferingFacts }) {
  const { t } = useTranslation();
  const { kind, witness } = facts;
  const where = t(`vault:differs.where.${witness}`, facts);
  const times = { at: computerTimeText(facts.at), headAt: computerTimeText(facts.headAt) };
  return (
    <>
      <Alert severity="error" sx={{ mb: 2 }}>
        {t(`vault:differs.${kind}`, { ...facts, ...times, where })}
      </Alert>
      <Typography sx={{ fontWeight: 700 }}>{t('vault:differs.do')}</Typography>
      <Box component="ol" sx={{ mt: 0.5, mb: 2, pl: 2.5, '& li': { mb: 0.5 } }}>
        <li>{t('vault:differs.do.look')}</li>
        <li>{t('vault:differs.do.restore')}</li>
        <li>{t('vault:differs.do.ask')}</li>
      </Box>
    </>
  );
}

/** A vault that is not what was last seen of it: what differs, what to do first, and how two people open it all the same. */
export function Differing(props: DifferingProps) {
  const { t } = useTranslation();
  const vault = useVault();
  const remember = useRemember();
  const { facts, file, login, password } = props;
  const { needs } = facts;
  const form = useAppForm(SCHEMAS[needs], { login: '', password: '', ...NO_SHEETS });
  const wait = useCountdown();
  const open = useMutation(
    vault.vault.unlockWithSecond.mutationOptions({
      onSuccess: (_account, { token }) => {
        remember(login, token);
        props.onOpened();
      },
      onError: (error) => {
        wait.start(secondsToWait(error));
        form.resetField('password');
      },
    }),
  );
  const submit = form.handleSubmit((typed) => {
    const person = { login: typed.login, password: typed.password };
    const second =
      needs === 'person'
        ? person
        : needs === 'sheets'
          ? { sheets: [typed.first, typed.second] as [string, string] }
          : null;
    open.mutate({ token: file.token, login, password, second });
  });
  return (
    <>
      <GateTitle title={t('vault:differs.title')}>{file.name}</GateTitle>
      <Difference facts={facts} />
      <Typography sx={{ mb: 1.5 }}>{t(`vault:differs.${needs}`)}</Typography>
      <Preparing isRunning={open.isPending} />
      <Form enter="submit" label={t('vault:differs.title')} onSubmit={() => void submit()}>
        <FieldGrid columns={1}>
          {needs === 'person' && (
            <>
              <TextInput
                control={form.control}
                name="login"
                label={t('vault:differs.second_login')}
                required
              />
              <PasswordInput
                control={form.control}
                name="password"
                label={t('vault:differs.second_password')}
                required
              />
            </>
          )}
          {needs === 'sheets' && <SheetFields control={form.control} first="first" second="second" />}
          <SignInError error={open.error} secondsLeft={wait.left} />
          <Box sx={{ display: 'flex', gap: 1 }}>
            <Button variant="contained" onClick={props.onBack}>
              {t('vault:differs.back')}
            </Button>
            <Button type="submit" color="error" loading={open.isPending} disabled={wait.left > 0}>
              {t('vault:differs.open')}
            </Button>
          </Box>
        </FieldGrid>
      </Form>
    </>
  );
}
