import { Alert, Box, Button } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FlowLine } from '../../components/flow-line.tsx';
import { Page } from '../../components/page.tsx';
import { Empty, Loading, QueryView } from '../../components/states.tsx';
import { useArchive, useArchiveClient } from '../../lib/archive.ts';
import { isRefusal } from '../../lib/errors.ts';
import { InputFacts } from '../customers/input-facts.tsx';
import { useWords } from '../lists/use-words.ts';
import { FilingAccept } from './filing-accept.tsx';
import { GiveBackDialog } from './filing-decision.tsx';
import { FilingForm } from './filing-form.tsx';
import type { Filing } from './filing.ts';

/** One 建档申请: to be mended by its reporter, decided by the archivist, or read. */
export function FilingShow(props: { id: number; onClose: () => void }) {
  const { t } = useTranslation();
  const archive = useArchive();
  const client = useArchiveClient();
  // Read once: a form that is being filled in does not change under the hands.
  const query = useQuery({
    queryKey: [...archive.filings.get.queryKey({ id: props.id }), 'open'],
    queryFn: ({ signal }) => client.filings.get.query({ id: props.id }, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
  if (query.error && isRefusal(query.error, 'filings.not_found')) {
    return <Empty title={t('filings:not_found')}>{t('filings:not_found_text')}</Empty>;
  }
  return (
    <QueryView query={query} lines={8}>
      {(filing) =>
        filing.open.some((step) => step === 'submit' || step === 'resubmit') ? (
          <FilingForm filing={filing} />
        ) : filing.open.includes('accept') ? (
          <FilingAccept filing={filing} />
        ) : (
          <FilingRead filing={filing} onClose={props.onClose} />
        )
      }
    </QueryView>
  );
}

function FilingRead(props: { filing: Filing; onClose: () => void }) {
  const { t } = useTranslation();
  const words = useWords();
  const [withdrawing, setWithdrawing] = useState(false);
  const { filing } = props;
  if (!words.ready) return <Loading lines={8} />;
  return (
    <Page
      title={filing.name}
      actions={
        <>
          {filing.open.includes('withdraw') && (
            <Button variant="outlined" color="warning" onClick={() => setWithdrawing(true)}>
              {t('filings:withdraw')}
            </Button>
          )}
          <Button onClick={props.onClose}>{t('common:close')}</Button>
        </>
      }
    >
      <Box sx={{ p: 2, display: 'grid', gap: 2, maxWidth: 960 }}>
        <FlowLine flow="filings" steps={filing.line} />
        {filing.customerId !== null && (
          <Alert
            severity="success"
            action={
              <Button component={Link} to={`/customers/${filing.customerId}`} color="inherit" size="small">
                {t('filings:open_archive')}
              </Button>
            }
          >
            {t('filings:became_archive')}
          </Alert>
        )}
        {filing.unreadable ? (
          <Alert severity="warning">{t('filings:unreadable')}</Alert>
        ) : (
          <InputFacts input={filing.input} words={words} />
        )}
      </Box>
      {withdrawing && (
        <GiveBackDialog
          filing={filing}
          step="withdraw"
          onDone={props.onClose}
          onClose={() => setWithdrawing(false)}
        />
      )}
    </Page>
  );
}
