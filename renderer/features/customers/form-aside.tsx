import { Box } from '@mui/material';
import { useWatch } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { completeness, missingFields } from '../../../db/domain/customer.ts';
import { Completeness } from '../../components/form/completeness.tsx';
import type { CustomerFormApi } from './customer-field.tsx';
import { inputSoFar, type CustomerForm } from './form-values.ts';
import { SimilarArchives, type useSimilarCheck } from './similar.tsx';

/** Beside the form: how complete it is so far, and archives that may be the same customer (rules.md A1). */
export function FormAside(props: {
  form: CustomerFormApi;
  similar: ReturnType<typeof useSimilarCheck>;
  /** Of no concern to who only reports what they know. */
  withCompleteness: boolean;
}) {
  return (
    <Box component="aside" sx={{ display: 'grid', gap: 2, alignContent: 'start' }}>
      {props.withCompleteness && <CompletenessSoFar form={props.form} />}
      <SimilarArchives check={props.similar} />
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
