import { Alert, Box, Button } from '@mui/material';
import { useEffect, useRef, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { REQUIRED_FIELDS } from '../../../db/domain/customer.ts';
import { FieldGrid } from '../../components/form/field-frame.tsx';
import { Form } from '../../components/form/form.tsx';
import { errorText } from '../../lib/errors.ts';
import type { Words } from '../lists/use-words.ts';
import { ConflictDialog } from './conflict-dialog.tsx';
import { CustomerField } from './customer-field.tsx';
import { useCustomerForm } from './customer-inputs.tsx';
import type { FullCustomer } from './customer-record.ts';
import { partsOf, type FieldKey } from './field-keys.ts';
import { toFormValues } from './form-values.ts';
import { newerVersion, useSaveCustomer } from './use-save-customer.ts';

/** One fact changed where it stands: Ctrl+S or 保存 keeps it, Esc leaves it as it was. */
export function InlineEdit(props: {
  field: FieldKey;
  customer: FullCustomer;
  words: Words;
  onClose: () => void;
}) {
  const { t, i18n } = useTranslation();
  const { customer, words, onClose, field } = props;
  const { input, version } = customer;
  const root = useRef<HTMLDivElement>(null);
  useEffect(() => {
    root.current?.querySelector<HTMLElement>('input, textarea, button')?.focus();
    root.current?.scrollIntoView({ block: 'nearest' });
  }, []);
  const form = useCustomerForm(toFormValues(input));
  const save = useSaveCustomer(customer.index.id, onClose);
  const newer = newerVersion(save.error);
  const parts = partsOf(field);
  const { errors } = form.formState;
  const wrongElsewhere = Object.keys(errors).some((name) => !parts.some((part) => part === name));
  const submit = form.handleSubmit((changed) =>
    save.mutate({ version, before: input, input: changed, reason: null }),
  );
  const leave = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || event.defaultPrevented) return;
    event.preventDefault();
    onClose();
  };
  return (
    <Box ref={root} sx={{ py: 1 }} onKeyDown={leave}>
      <Form saves enter="submit" label={t(`customers:field.${field}`)} onSubmit={() => void submit()}>
        <Box
          sx={{
            display: 'grid',
            gap: 1,
            p: 1.5,
            border: '1px solid',
            borderColor: 'primary.main',
            borderRadius: 1,
          }}
        >
          <FieldGrid>
            <CustomerField
              field={field}
              form={form}
              words={words}
              required={parts.some((part) => REQUIRED_FIELDS[input.category].includes(part))}
            />
          </FieldGrid>
          {wrongElsewhere && <Alert severity="warning">{t('customers:wrong_elsewhere')}</Alert>}
          {save.error && !newer && <Alert severity="error">{errorText(t, save.error)}</Alert>}
          <Box sx={{ display: 'flex', gap: 1, justifyContent: 'flex-end' }}>
            <Button size="small" onClick={onClose}>
              {t('common:cancel')}
            </Button>
            <Button size="small" type="submit" variant="contained" loading={save.isPending}>
              {t('common:save')}
            </Button>
          </Box>
        </Box>
      </Form>
      {newer && save.variables && (
        <ConflictDialog
          id={customer.index.id}
          base={input}
          mine={save.variables.input}
          theirs={newer.input}
          wording={{ t, language: i18n.language, words, category: newer.input.category }}
          pending={save.isPending}
          onMerged={(merged) =>
            save.mutate({ version: newer.version, before: newer.input, input: merged, reason: null })
          }
          onClose={onClose}
        />
      )}
    </Box>
  );
}
