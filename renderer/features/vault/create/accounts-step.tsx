import { Box, Typography } from '@mui/material';
import { useTranslation } from 'react-i18next';
import type { UseFormReturn } from 'react-hook-form';
import { useEffect } from 'react';
import { z } from 'zod';
import { FIRST_ROLES, ROLES, roleSchema } from '../../../../db/domain/roles.ts';
import { ChoiceInput } from '../../../components/form/choice-input.tsx';
import { FieldGrid } from '../../../components/form/field-frame.tsx';
import { Form } from '../../../components/form/form.tsx';
import { RowsInput } from '../../../components/form/rows-input.tsx';
import { TextInput } from '../../../components/form/text-input.tsx';
import { useAppForm } from '../../../components/form/use-app-form.ts';
import { loginOf } from '../../../lib/pinyin.ts';
import { newPasswordShape } from '../new-password.ts';
import { NewPasswordFields } from '../new-password-fields.tsx';
import { WizardButtons } from './wizard-buttons.tsx';

const login = z.string().trim().min(1).max(60);
const name = z.string().trim().min(1).max(60);

/** A line that nobody has filled in yet is no account. */
const account = z.strictObject({
  login: z.string().trim().max(60),
  name: z.string().trim().max(60),
  role: roleSchema,
});
const isFilled = ({ login: typed, name: called }: z.output<typeof account>) => typed !== '' || called !== '';

const schema = z
  .strictObject({
    admin: z.strictObject({ login, name, ...newPasswordShape }),
    accounts: z.array(account).max(50),
  })
  .superRefine(({ admin, accounts }, context) => {
    if (admin.password !== admin.repeat) {
      context.addIssue({ code: 'custom', path: ['admin', 'repeat'], message: 'vault.repeat_differs' });
    }
    const taken = new Set([admin.login.toLowerCase()]);
    for (const [index, one] of accounts.entries()) {
      if (!isFilled(one)) continue;
      for (const field of ['name', 'login'] as const)
        if (one[field] === '')
          context.addIssue({
            code: 'custom',
            path: ['accounts', index, field],
            message: 'vault.half_account',
          });
      const typed = one.login.toLowerCase();
      if (typed !== '' && taken.has(typed))
        context.addIssue({
          code: 'custom',
          path: ['accounts', index, 'login'],
          message: 'vault.login_taken',
        });
      taken.add(typed);
    }
  })
  .transform(({ admin: { repeat: _repeat, ...admin }, accounts }) => ({
    admin,
    accounts: accounts.filter(isFilled),
  }));
type AccountsForm = z.input<typeof schema>;
export type AccountsInput = z.output<typeof schema>;

/** The first system administrator, with a password, and the others, who get one-time codes. */
export function AccountsStep(props: {
  initial: AccountsInput | null;
  pending: boolean;
  onBack: () => void;
  onNext: (input: AccountsInput) => void;
}) {
  const { t } = useTranslation();
  const form = useAppForm(schema, {
    admin: { login: 'admin', name: '', password: '', repeat: '', ...props.initial?.admin },
    accounts: props.initial?.accounts ?? FIRST_ROLES.map((role) => ({ login: '', name: '', role })),
  });
  const submit = form.handleSubmit(props.onNext);
  useProposedLogins(form);
  const roles = ROLES.map((role) => ({ value: role, label: t(`common:role.${role}`) }));
  return (
    <Form label={t('vault:create.accounts.step')} onSubmit={() => void submit()}>
      <Typography variant="h2" sx={{ mb: 1 }}>
        {t('vault:create.accounts.admin')}
      </Typography>
      <FieldGrid>
        <TextInput control={form.control} name="admin.name" label={t('vault:name')} required autoFocus />
        <TextInput control={form.control} name="admin.login" label={t('vault:login')} required />
        <NewPasswordFields control={form.control} password="admin.password" repeat="admin.repeat" />
      </FieldGrid>
      <Box sx={{ mt: 3 }}>
        <RowsInput
          control={form.control}
          name="accounts"
          title={t('vault:create.accounts.others')}
          addLabel={t('vault:create.accounts.add')}
          emptyText={t('vault:create.accounts.none')}
          newRow={() => ({ login: '', name: '', role: 'developer' as const })}
          max={50}
          unordered
        >
          {(index) => (
            <FieldGrid columns={3}>
              <ChoiceInput
                control={form.control}
                name={`accounts.${index}.role`}
                label={t('vault:role')}
                choices={roles}
                required
              />
              <TextInput control={form.control} name={`accounts.${index}.name`} label={t('vault:name')} />
              <TextInput
                control={form.control}
                name={`accounts.${index}.login`}
                label={t('vault:login')}
                help={index === 0 ? t('vault:create.accounts.login_help') : undefined}
              />
            </FieldGrid>
          )}
        </RowsInput>
      </Box>
      <WizardButtons onBack={props.onBack} pending={props.pending} />
    </Form>
  );
}

/** The login of a name that is being typed, in pinyin, until somebody types another. */
function useProposedLogins(form: UseFormReturn<AccountsForm, unknown, AccountsInput>) {
  const { dirtyFields } = form.formState;
  useEffect(() => {
    const { unsubscribe } = form.watch((_values, { name: changed }) => {
      const index = Number(/^accounts\.(\d+)\.name$/.exec(changed ?? '')?.[1] ?? Number.NaN);
      if (Number.isNaN(index) || dirtyFields.accounts?.[index]?.login) return;
      const { admin, accounts } = form.getValues();
      const others = [admin, ...accounts.filter((_, at) => at !== index)];
      const taken = new Set(others.map((one) => one.login.toLowerCase()));
      form.setValue(`accounts.${index}.login`, loginOf(accounts[index]?.name ?? '', taken));
    });
    return unsubscribe;
  }, [form, dirtyFields]);
}
