import { Alert, Button, Dialog, DialogActions, DialogContent, DialogTitle } from '@mui/material';
import { useMutation } from '@tanstack/react-query';
import { useId } from 'react';
import { useWatch } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { daySchema } from '../../../db/domain/dates.ts';
import { SECRECY_CLASSES, secrecySchema } from '../../../db/domain/roles.ts';
import { ChoiceInput } from '../../components/form/choice-input.tsx';
import { DateInput } from '../../components/form/date-input.tsx';
import { FieldGrid } from '../../components/form/field-frame.tsx';
import { Form } from '../../components/form/form.tsx';
import { TextInput } from '../../components/form/text-input.tsx';
import { useAppForm } from '../../components/form/use-app-form.ts';
import { useNotify } from '../../components/notify.tsx';
import { useArchive } from '../../lib/archive.ts';
import { errorText } from '../../lib/errors.ts';
import type { FullCustomer } from './customer-record.ts';

const schema = z.strictObject({
  secrecy: secrecySchema,
  secrecyUntil: daySchema.nullable(),
  reason: z.string().trim().min(2).max(200),
});

/** 定密: class, the day it lapses, and why (rules.md S1). */
export function ClassifyDialog(props: { customer: FullCustomer; onClose: () => void }) {
  const { t } = useTranslation();
  const title = useId();
  const notify = useNotify();
  const archive = useArchive();
  const { customer, onClose } = props;
  const { secrecy, secrecyUntil } = customer.input;
  const form = useAppForm(schema, { secrecy, secrecyUntil, reason: '' });
  const chosen = useWatch({ control: form.control, name: 'secrecy' });
  const classify = useMutation(
    archive.customers.classify.mutationOptions({
      onSuccess: () => {
        notify.done(t('customers:classify.done'));
        onClose();
      },
    }),
  );
  const submit = form.handleSubmit((change) =>
    classify.mutate({ ...change, id: customer.index.id, version: customer.version }),
  );
  return (
    <Dialog open onClose={onClose} aria-labelledby={title} maxWidth="sm" fullWidth>
      <Form saves label={t('customers:classify.title')} onSubmit={() => void submit()}>
        <DialogTitle id={title}>{t('customers:classify.title')}</DialogTitle>
        <DialogContent sx={{ display: 'grid', gap: 2 }}>
          <FieldGrid>
            <ChoiceInput
              control={form.control}
              name="secrecy"
              label={t('customers:field.secrecy')}
              required
              choices={SECRECY_CLASSES.map((value) => ({ value, label: t(`common:secrecy.${value}`) }))}
              onChosen={(value) => value === 'normal' && form.setValue('secrecyUntil', null)}
            />
            <DateInput
              control={form.control}
              name="secrecyUntil"
              label={t('customers:field.secrecyUntil')}
              help={t('customers:help.secrecyUntil')}
              disabled={chosen === 'normal'}
            />
          </FieldGrid>
          <TextInput
            control={form.control}
            name="reason"
            label={t('customers:classify.reason')}
            required
            autoFocus
          />
          {classify.error && <Alert severity="error">{errorText(t, classify.error)}</Alert>}
        </DialogContent>
        <DialogActions>
          <Button onClick={onClose}>{t('common:cancel')}</Button>
          <Button type="submit" variant="contained" loading={classify.isPending}>
            {t('customers:classify.action')}
          </Button>
        </DialogActions>
      </Form>
    </Dialog>
  );
}
