import { Alert, Box } from '@mui/material';
import { useTranslation } from 'react-i18next';
import type { ArchiveLine } from '../../../db/domain/customer-list.ts';
import { Facts } from '../../components/page.tsx';
import { SecrecyMark } from '../../components/state-mark.tsx';
import { useWords } from '../lists/use-words.ts';
import { gradeText, placeText } from './customer-text.ts';

/** What the header does not say of an archive that a person may know of but not read, and how to ask (Q1, Q2). */
export function IndexOnly(props: { index: ArchiveLine }) {
  const { t } = useTranslation();
  const words = useWords();
  const { index } = props;
  return (
    <Box sx={{ p: 2, display: 'grid', gap: 2, maxWidth: 880 }}>
      <Facts
        facts={[
          { label: t('customers:field.category'), value: t(`common:category.${index.category}`) },
          { label: t('customers:field.place'), value: placeText(words, { ...index, district: null }) },
          { label: t('customers:field.grade'), value: gradeText(words, index.grade) },
          { label: t('customers:field.secrecy'), value: <SecrecyMark secrecy={index.secrecy} /> },
          { label: t('customers:field.filedOn'), value: <span className="figures">{index.filedOn}</span> },
        ]}
      />
      <Alert severity="info">{t('customers:index_only')}</Alert>
    </Box>
  );
}
