import { Box } from '@mui/material';
import { useWatch } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { ChoiceInput } from '../../components/form/choice-input.tsx';
import { FieldGrid } from '../../components/form/field-frame.tsx';
import type { Words } from '../lists/use-words.ts';
import type { CustomerFormApi } from './customer-field.tsx';

/** Province, city and district by GB/T 2260: each offers what lies in the one before. */
export function PlaceInput(props: { form: CustomerFormApi; words: Words; autoFocus?: boolean | undefined }) {
  const { t } = useTranslation();
  const { form, words } = props;
  const [province, city] = useWatch({ control: form.control, name: ['province', 'city'] });
  const set = (name: 'city' | 'district', code: string | null) =>
    form.setValue(name, code, { shouldDirty: true, shouldTouch: true });
  /** 北京市 has one city, itself: nobody should have to say so. */
  const onlyCity = (code: string) => {
    const cities = words.placesIn(code);
    return cities.length === 1 ? (cities[0]?.value ?? null) : null;
  };
  return (
    <Box sx={{ gridColumn: '1 / -1' }} role="group" aria-label={t('customers:field.place')}>
      <FieldGrid columns={3}>
        <ChoiceInput
          control={form.control}
          name="province"
          label={t('customers:field.province')}
          autoFocus={props.autoFocus}
          look="search"
          choices={words.placesIn(null)}
          onChosen={(code) => {
            set('city', typeof code === 'string' ? onlyCity(code) : null);
            set('district', null);
          }}
        />
        <ChoiceInput
          control={form.control}
          name="city"
          label={t('customers:field.city')}
          disabled={province === null}
          look="search"
          choices={province === null ? [] : words.placesIn(province)}
          onChosen={() => set('district', null)}
        />
        <ChoiceInput
          control={form.control}
          name="district"
          label={t('customers:field.district')}
          disabled={city === null}
          look="search"
          choices={city === null ? [] : words.placesIn(city)}
        />
      </FieldGrid>
    </Box>
  );
}
