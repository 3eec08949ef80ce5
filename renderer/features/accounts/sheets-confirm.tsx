import { Alert, Box, Button } from '@mui/material';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { FieldGrid } from '../../components/form/field-frame.tsx';
import { Form } from '../../components/form/form.tsx';
import { useAppForm } from '../../components/form/use-app-form.ts';
import { FormDialog } from '../../components/form-dialog.tsx';
import { errorText } from '../../lib/errors.ts';
import { useVault } from '../../lib/vault.ts';
import { SheetFields } from '../vault/sheet-fields.tsx';
import { NO_SHEETS, sheetsShape } from '../vault/sheets.ts';
import { requestText, type Awaited } from './account.ts';

const schema = z.strictObject(sheetsShape);

function useSheets(request: number, onDone: () => void) {
  const vault = useVault();
  const form = useAppForm(schema, NO_SHEETS);
  const confirm = useMutation(vault.accounts.confirmWithSheets.mutationOptions({ onSuccess: onDone }));
  const submit = form.handleSubmit(({ first, second }) =>
    confirm.mutate({ request, sheets: [first, second] }),
  );
  return { form, confirm, submit };
}

/** Two recovery sheets in the place of a second person, beside what they are for. */
export function SheetsConfirm(props: { request: number; onDone: () => void }) {
  const { t } = useTranslation();
  const { form, confirm, submit } = useSheets(props.request, props.onDone);
  return (
    <Form label={t('accounts:requests.sheets_title')} onSubmit={() => void submit()}>
      <FieldGrid columns={1}>
        <SheetFields control={form.control} first="first" second="second" />
      </FieldGrid>
      {confirm.error && (
        <Alert severity="error" sx={{ mt: 2 }}>
          {errorText(t, confirm.error)}
        </Alert>
      )}
      <Box sx={{ mt: 2 }}>
        <Button type="submit" variant="outlined" loading={confirm.isPending}>
          {t('accounts:confirm.verb')}
        </Button>
      </Box>
    </Form>
  );
}

/** The same in a window of its own, for something that was asked for before. */
export function SheetsDialog(props: { asked: Awaited; onClose: () => void }) {
  const { t } = useTranslation();
  const { form, confirm, submit } = useSheets(props.asked.request, props.onClose);
  return (
    <FormDialog
      title={t('accounts:requests.sheets_title')}
      submitLabel={t('accounts:confirm.verb')}
      pending={confirm.isPending}
      error={confirm.error}
      onSubmit={() => void submit()}
      onClose={props.onClose}
    >
      <Box>{requestText(t, props.asked)}</Box>
      <FieldGrid columns={1}>
        <SheetFields control={form.control} first="first" second="second" />
      </FieldGrid>
    </FormDialog>
  );
}
