import { Box, Typography } from '@mui/material';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { ROLES, roleSchema } from '../../../../db/domain/roles.ts';
import { ChoiceInput } from '../../../components/form/choice-input.tsx';
import { FieldGrid } from '../../../components/form/field-frame.tsx';
import { Form } from '../../../components/form/form.tsx';
import { RowsInput } from '../../../components/form/rows-input.tsx';
import { TextInput } from '../../../components/form/text-input.tsx';
import { useAppForm } from '../../../components/form/use-app-form.ts';
import { newPasswordShape } from '../new-password.ts';
import { NewPasswordFields } from '../new-password-fields.tsx';
import { WizardButtons } from './wizard-buttons.tsx';

const login = z.string().trim().min(1).max(60);
const name = z.string().trim().min(1).max(60);

const schema = z
  .strictObject({
    admin: z.strictObject({ login, name, ...newPasswordShape }),
    accounts: z.array(z.strictObject({ login, name, role: roleSchema })).max(50),
  })
  .superRefine(({ admin, accounts }, context) => {
    if (admin.password !== admin.repeat) {
      context.addIssue({ code: 'custom', path: ['admin', 'repeat'], message: 'vault.repeat_differs' });
    }
    const taken = new Set([admin.login.toLowerCase()]);
    for (const [index, account] of accounts.entries()) {
      if (taken.has(account.login.toLowerCase())) {
        context.addIssue({
          code: 'custom',
          path: ['accounts', index, 'login'],
          message: 'vault.login_taken',
        });
      }
      taken.add(account.login.toLowerCase());
    }
  })
  .transform(({ admin: { repeat: _repeat, ...admin }, accounts }) => ({ admin, accounts }));
export type AccountsInput = z.output<typeof schema>;

/** The roles without which the department cannot work (product.md), offered to begin with. */
const firstRoles = ['archivist', 'supervisor', 'service_manager', 'general_manager'] as const;

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
    accounts: props.initial?.accounts ?? firstRoles.map((role) => ({ login: '', name: '', role })),
  });
  const submit = form.handleSubmit(props.onNext);
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
              <TextInput
                control={form.control}
                name={`accounts.${index}.name`}
                label={t('vault:name')}
                required
              />
              <TextInput
                control={form.control}
                name={`accounts.${index}.login`}
                label={t('vault:login')}
                required
              />
            </FieldGrid>
          )}
        </RowsInput>
      </Box>
      <WizardButtons onBack={props.onBack} pending={props.pending} />
    </Form>
  );
}
