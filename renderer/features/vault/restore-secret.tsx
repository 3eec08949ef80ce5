import { Alert, Box, Button, Typography } from '@mui/material';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { Form } from '../../components/form/form.tsx';
import { PasswordInput } from '../../components/form/password-input.tsx';
import { TextInput } from '../../components/form/text-input.tsx';
import { useAppForm } from '../../components/form/use-app-form.ts';
import { errorText } from '../../lib/errors.ts';
import { SheetFields } from './sheet-fields.tsx';
import { NO_SHEETS, sheetsShape } from './sheets.ts';

export type Secret =
  | { readonly login: string; readonly password: string }
  | { readonly sheets: [string, string] };

interface SecretProps {
  readonly isChecking: boolean;
  readonly error: unknown;
  readonly onSecret: (secret: Secret) => void;
  readonly onBack: () => void;
}

/** What opens a backup: a password as it was on its day, or two recovery sheets. */
export function RestoreSecret(props: SecretProps) {
  const { t } = useTranslation();
  const [bySheets, setBySheets] = useState(false);
  const { isChecking, error, onBack } = props;
  const Fields = bySheets ? Sheets : Password;
  return (
    <>
      <Typography sx={{ mb: 2 }}>
        {t(bySheets ? 'vault:restore.sheets_text' : 'vault:restore.password_text')}
      </Typography>
      <Fields onSecret={props.onSecret}>
        {error !== null && <Alert severity="error">{errorText(t, error)}</Alert>}
        <Box sx={{ display: 'flex', gap: 1 }}>
          <Button type="submit" variant="contained" loading={isChecking}>
            {t('vault:restore.check')}
          </Button>
          <Button onClick={onBack} disabled={isChecking}>
            {t('common:back')}
          </Button>
          <Button sx={{ ml: 'auto' }} disabled={isChecking} onClick={() => setBySheets(!bySheets)}>
            {t(bySheets ? 'vault:restore.by_password' : 'vault:restore.by_sheets')}
          </Button>
        </Box>
      </Fields>
    </>
  );
}

interface FieldsProps {
  readonly onSecret: (secret: Secret) => void;
  readonly children: React.ReactNode;
}

const passwordSchema = z.strictObject({ login: z.string().trim().min(1), password: z.string().min(1) });

function Password(props: FieldsProps) {
  const { t } = useTranslation();
  const form = useAppForm(passwordSchema, { login: '', password: '' });
  return (
    <Form
      enter="submit"
      label={t('vault:restore.title')}
      onSubmit={() => void form.handleSubmit(props.onSecret)()}
    >
      <Box sx={{ display: 'grid', gap: 2 }}>
        <TextInput control={form.control} name="login" label={t('vault:login')} required autoFocus />
        <PasswordInput control={form.control} name="password" label={t('vault:password')} required />
        {props.children}
      </Box>
    </Form>
  );
}

const sheetsSchema = z.strictObject(sheetsShape);

function Sheets(props: FieldsProps) {
  const { t } = useTranslation();
  const form = useAppForm(sheetsSchema, NO_SHEETS);
  const submit = form.handleSubmit(({ first, second }) => props.onSecret({ sheets: [first, second] }));
  return (
    <Form label={t('vault:restore.title')} onSubmit={() => void submit()}>
      <Box sx={{ display: 'grid', gap: 2 }}>
        <SheetFields control={form.control} first="first" second="second" />
        {props.children}
      </Box>
    </Form>
  );
}
