import { Box } from '@mui/material';
import { useTranslation } from 'react-i18next';
import type { CustomerInput } from '../../../db/domain/customer.ts';
import { Facts, Section } from '../../components/page.tsx';
import { SecrecyMark } from '../../components/state-mark.tsx';
import type { Words } from '../lists/use-words.ts';
import { fieldText, keyText } from './customer-text.ts';
import { applies, isWide, SECTIONS } from './field-keys.ts';

/** What was entered for a customer, to be read only: a 建档申请 that others decide, or that is decided. */
export function InputFacts(props: { input: CustomerInput; words: Words }) {
  const { t, i18n } = useTranslation();
  const { input, words } = props;
  const wording = { t, language: i18n.language, words, category: input.category };
  return (
    <Box sx={{ display: 'grid', gap: 2 }}>
      {SECTIONS.map((section) => (
        <Section key={section.key} title={t(`customers:section.${section.key}`)}>
          <Facts
            facts={[
              ...section.fields
                .filter((key) => applies(key, input))
                .map((key) => ({
                  label: t(`customers:field.${key}`),
                  value: keyText(wording, key, input),
                  wide: isWide(key),
                })),
              ...(section.key === 'place'
                ? [
                    {
                      label: t('customers:field.contacts'),
                      value: fieldText(wording, 'contacts', input.contacts),
                      wide: true,
                    },
                  ]
                : []),
              ...(section.key === 'management'
                ? [{ label: t('customers:field.secrecy'), value: <SecrecyMark secrecy={input.secrecy} /> }]
                : []),
            ]}
          />
        </Section>
      ))}
    </Box>
  );
}
