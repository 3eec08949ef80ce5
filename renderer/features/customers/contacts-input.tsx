import { Box } from '@mui/material';
import { useTranslation } from 'react-i18next';
import { FieldGrid } from '../../components/form/field-frame.tsx';
import { RowsInput } from '../../components/form/rows-input.tsx';
import { SuggestInput } from '../../components/form/suggest-input.tsx';
import { TextInput } from '../../components/form/text-input.tsx';
import type { Words } from '../lists/use-words.ts';
import type { CustomerFormApi } from './customer-field.tsx';

/** People at the customer, one row each, the first one first on every print. */
export function ContactsInput(props: { form: CustomerFormApi; words: Words }) {
  const { t } = useTranslation();
  const { control } = props.form;
  const positions = props.words.choices('position').map((choice) => choice.label);
  return (
    <Box sx={sheet}>
      <RowsInput
        control={control}
        name="contacts"
        title={t('customers:field.contacts')}
        addLabel={t('customers:contacts.add')}
        emptyText={t('customers:contacts.none')}
        newRow={() => ({ name: '', position: '', mobile: '', phone: '', note: '' })}
        max={50}
      >
        {(index) => (
          <FieldGrid columns={4}>
            <TextInput
              control={control}
              name={`contacts.${index}.name`}
              label={t('customers:contact.name')}
              required
            />
            <SuggestInput
              control={control}
              name={`contacts.${index}.position`}
              label={t('customers:contact.position')}
              suggestions={positions}
            />
            <TextInput
              control={control}
              name={`contacts.${index}.mobile`}
              label={t('customers:contact.mobile')}
              inputMode="tel"
              figures
              maxLength={40}
            />
            <TextInput
              control={control}
              name={`contacts.${index}.phone`}
              label={t('customers:contact.phone')}
              inputMode="tel"
              figures
              maxLength={40}
            />
            <TextInput
              control={control}
              name={`contacts.${index}.note`}
              label={t('customers:contact.note')}
              wide
            />
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
