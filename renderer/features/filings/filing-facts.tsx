import { Alert, Button } from '@mui/material';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Loading } from '../../components/states.tsx';
import { InputFacts } from '../customers/input-facts.tsx';
import { useWords } from '../lists/use-words.ts';
import type { Filing } from './filing-desk.tsx';

/** What was reported, and the archive that it has become. */
export function FilingFacts({ opened: { input, customerId } }: { opened: Filing }) {
  const { t } = useTranslation();
  const words = useWords();
  if (!words.ready) return <Loading lines={8} />;
  const link = customerId !== null && (
    <Button component={Link} to={`/customers/${customerId}`} color="inherit" size="small">
      {t('filings:open_archive')}
    </Button>
  );
  return (
    <>
      {link && (
        <Alert severity="success" action={link}>
          {t('filings:became_archive')}
        </Alert>
      )}
      <InputFacts input={input} words={words} />
    </>
  );
}
