import { Box } from '@mui/material';
import { useTranslation } from 'react-i18next';
import { CONTACT_FIELDS, CUSTOMER_FIELDS } from '../../../db/domain/customer-fields.ts';
import { blankContact, CONTACT_FIELD_LIST } from '../../../db/domain/customer.ts';
import { FieldGrid } from '../../components/form/field-frame.tsx';
import { FieldInput } from '../../components/form/field-input.tsx';
import { RowsInput } from '../../components/form/rows-input.tsx';
import { toForm } from '../../lib/record-form.ts';
import type { Words } from '../lists/use-words.ts';
import type { CustomerFormApi } from './customer-field.tsx';

/** People at the customer, one row each, the first one first on every print. */
export function ContactsInput(props: { form: CustomerFormApi; words: Words }) {
  const { t } = useTranslation();
  const { control } = props.form;
  return (
    <Box sx={sheet}>
      <RowsInput
        control={control}
        name="contacts"
        title={t('customers:field.contacts')}
        addLabel={t('customers:contacts.add')}
        emptyText={t('customers:contacts.none')}
        newRow={() => toForm(CONTACT_FIELDS, blankContact())}
        max={CUSTOMER_FIELDS.contacts.most}
      >
        {(index) => (
          <FieldGrid columns={4}>
            {CONTACT_FIELD_LIST.map(([key, field]) => (
              <FieldInput
                key={key}
                control={control}
                name={`contacts.${index}.${key}`}
                label={t(`customers:contact.${key}`)}
                field={field}
                required={field.kind === 'line' && field.must}
                wide={field.wide ?? false}
                inRow
                choices={field.suggest === undefined ? [] : props.words.choices(field.suggest)}
              />
            ))}
          </FieldGrid>
        )}
      </RowsInput>
    </Box>
  );
}

/** As a section, whose title the rows bring with them. */
const sheet = {
  backgroundColor: 'background.paper',
  border: '1px solid',
  borderColor: 'divider',
  borderRadius: 1,
  p: 2,
};
