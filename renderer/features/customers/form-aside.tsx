import { Box, Typography } from '@mui/material';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useWatch } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { completeness, missingFields } from '../../../db/domain/customer.ts';
import { cleanUscc, USCC_LENGTH } from '../../../db/domain/uscc.ts';
import { Completeness } from '../../components/form/completeness.tsx';
import { useArchive } from '../../lib/archive.ts';
import { useSettled } from '../../lib/use-later.ts';
import type { CustomerFormApi } from './customer-field.tsx';
import { inputSoFar, type CustomerForm } from './form-values.ts';

/** Beside the form: how complete it is so far, and archives that may be the same customer (rules.md A1). */
export function FormAside(props: { form: CustomerFormApi; exceptId?: number | undefined }) {
  return (
    <Box component="aside" sx={{ display: 'grid', gap: 2, alignContent: 'start' }}>
      <CompletenessSoFar form={props.form} />
      <Similar form={props.form} exceptId={props.exceptId} />
    </Box>
  );
}

function CompletenessSoFar(props: { form: CustomerFormApi }) {
  const { t } = useTranslation();
  // Every field is in the default values, so what is watched is never partial.
  const input = inputSoFar(useWatch({ control: props.form.control }) as CustomerForm);
  const missing = missingFields(input).map((field) => t(`customers:field.${field}`));
  return <Completeness percent={completeness(input)} missing={missing} />;
}

const SETTLE_MS = 350;

/** What a customer can be recognised by, once typing rests. */
function useMarks(form: CustomerFormApi) {
  const [name, uscc, phones, contacts] = useWatch({
    control: form.control,
    name: ['name', 'uscc', 'phones', 'contacts'],
  });
  const code = cleanUscc(uscc);
  const marks = {
    name: name.trim(),
    uscc: code.length === USCC_LENGTH ? code : null,
    phones: [...phones, ...contacts.flatMap((contact) => [contact.mobile, contact.phone])]
      .map((phone) => phone.trim())
      .filter((phone) => phone.length >= 7)
      .slice(0, 40),
  };
  const settled = useSettled(JSON.stringify(marks), SETTLE_MS);
  return JSON.parse(settled) as typeof marks;
}

function Similar(props: { form: CustomerFormApi; exceptId?: number | undefined }) {
  const { t } = useTranslation();
  const archive = useArchive();
  const marks = useMarks(props.form);
  const similar = useQuery({
    ...archive.customers.similar.queryOptions({
      ...marks,
      ...(props.exceptId === undefined ? {} : { exceptId: props.exceptId }),
    }),
    enabled: marks.name.length >= 2 || marks.uscc !== null || marks.phones.length > 0,
    placeholderData: keepPreviousData,
  });
  const found = similar.data ?? [];
  return (
    <Box aria-live="polite">
      {found.length > 0 && (
        <Box
          component="section"
          aria-label={t('customers:similar.title')}
          sx={{ border: '1px solid', borderColor: 'warning.main', borderRadius: 1, p: 1.5 }}
        >
          <Typography variant="h2" sx={{ color: 'warning.main' }}>
            {t('customers:similar.title')}
          </Typography>
          <Typography variant="caption" component="p" sx={{ color: 'text.secondary', mb: 1 }}>
            {t('customers:similar.text')}
          </Typography>
          <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0, display: 'grid', gap: 1 }}>
            {found.map((one) => (
              <li key={one.id}>
                <Typography
                  component={Link}
                  to={`/customers/${one.id}`}
                  sx={{ color: 'primary.main', display: 'block' }}
                >
                  {one.name}
                </Typography>
                <Typography variant="caption" className="figures" sx={{ color: 'text.secondary' }}>
                  {one.archiveNo} · {t(`customers:similar.${one.why}`)}
                </Typography>
              </li>
            ))}
          </Box>
        </Box>
      )}
    </Box>
  );
}
