import { Box } from '@mui/material';
import { useMemo } from 'react';
import { useWatch } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import type { Secrecy } from '../../../db/domain/roles.ts';
import { FieldGrid } from '../../components/form/field-frame.tsx';
import { useAppForm } from '../../components/form/use-app-form.ts';
import { Section } from '../../components/page.tsx';
import type { Words } from '../lists/use-words.ts';
import { ContactsInput } from './contacts-input.tsx';
import { CustomerField, type CustomerFormApi } from './customer-field.tsx';
import { applies, SECTIONS } from './field-keys.ts';
import { customerFormSchema, type CustomerForm } from './form-values.ts';
import { SecrecyInputs } from './secrecy-inputs.tsx';

export interface CustomerInputsProps {
  readonly form: CustomerFormApi;
  readonly words: Words;
  readonly withSecrecy: boolean;
  readonly mayGive?: ((secrecy: Secrecy) => boolean) | undefined;
}

/** A form for one customer, filled with what is there already. */
export function useCustomerForm(initial: CustomerForm): CustomerFormApi {
  const { t } = useTranslation();
  const schema = useMemo(() => customerFormSchema(t), [t]);
  return useAppForm(schema, initial);
}

/**
 * Every field of a customer in the order of the paper, by the template of its category (rules.md A1). The class
 * is asked for only where an archive begins; later it has a dialog of its own (S1).
 */
export function CustomerInputs(props: CustomerInputsProps) {
  const { t } = useTranslation();
  const { form, words } = props;
  const [category, party, grade, retention] = useWatch({
    control: form.control,
    name: ['category', 'party', 'grade', 'retention'],
  });
  const block = (section: (typeof SECTIONS)[number]) => (
    <Section key={section.key} title={t(`customers:section.${section.key}`)}>
      <FieldGrid>
        {section.fields
          .filter((key) => applies(key, { category, party }))
          .map((key) => (
            <CustomerField key={key} field={key} form={form} words={words} autoFocus={key === 'name'} />
          ))}
        {section.key === 'management' && props.withSecrecy && (
          <SecrecyInputs
            key={grade}
            control={form.control}
            secrecy="secrecy"
            until="secrecyUntil"
            grade={grade}
            retention={retention}
            words={words}
            mayGive={props.mayGive}
          />
        )}
      </FieldGrid>
    </Section>
  );
  const [identity, place, ...rest] = SECTIONS;
  return (
    <Box sx={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 2 }}>
      {identity && block(identity)}
      {place && block(place)}
      <ContactsInput form={form} words={words} />
      {rest.map(block)}
    </Box>
  );
}
