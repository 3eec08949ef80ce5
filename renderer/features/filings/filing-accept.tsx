import { Alert, Box, Button } from '@mui/material';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNotify } from '../../components/notify.tsx';
import { Loading } from '../../components/states.tsx';
import { useArchive } from '../../lib/archive.ts';
import { useDraft } from '../../lib/drafts.ts';
import { CustomerFormPage } from '../customers/customer-form-page.tsx';
import { useCustomerForm } from '../customers/customer-inputs.tsx';
import type { CustomerDraft } from '../customers/draft-values.ts';
import { toFormValues } from '../customers/form-values.ts';
import { useFoundDraft, useKeptInput } from '../customers/use-customer-draft.ts';
import { useWords, type Words } from '../lists/use-words.ts';
import { FilingFlow } from './filing-flow.tsx';
import type { Filing } from './filing.ts';
import { ReturnDialog } from './return-dialog.tsx';

/** 受理: the reported customer is completed and filed, or goes back with a reason (rules.md A1). */
export function FilingAccept(props: { filing: Filing }) {
  const draft = useDraft(`filings.accept.${props.filing.id}`);
  const found = useFoundDraft(draft);
  const words = useWords();
  if (found === undefined || !words.ready) return <Loading lines={8} />;
  return <AcceptForm filing={props.filing} found={found} draft={draft} words={words} />;
}

function AcceptForm(props: {
  filing: Filing;
  found: CustomerDraft | null;
  draft: ReturnType<typeof useDraft>;
  words: Words;
}) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const notify = useNotify();
  const archive = useArchive();
  const [returning, setReturning] = useState(false);
  const { filing, draft, found } = props;
  const { id, version, input: base } = filing;
  const form = useCustomerForm(toFormValues(base));
  useKeptInput(form, draft, { version, base }, found);
  const leave = () => {
    void draft.discard();
    void navigate({ to: '/filings', search: true });
  };
  const accept = useMutation(
    archive.filings.accept.mutationOptions({
      onSuccess: ({ id: customerId, archiveNo }) => {
        void draft.discard();
        notify.done(t('customers:created', { archiveNo }));
        void navigate({ to: `/customers/${customerId}` });
      },
    }),
  );
  return (
    <>
      <CustomerFormPage
        title={t('filings:accept_title')}
        form={form}
        words={props.words}
        withSecrecy
        restored={found !== null}
        onDiscard={() => {
          void draft.discard();
          form.reset();
        }}
        onCancel={leave}
        submitLabel={t('filings:accept')}
        onSubmit={() => void form.handleSubmit((input) => accept.mutate({ id, version, input }))()}
        otherActions={
          <Button variant="outlined" color="warning" onClick={() => setReturning(true)}>
            {t('filings:return')}
          </Button>
        }
        pending={accept.isPending}
        error={accept.error}
        head={
          <Box sx={{ display: 'grid', gap: 2 }}>
            <FilingFlow filing={filing} />
            {filing.lag?.late && (
              <Alert severity="warning">{t('filings:late_text', { days: filing.lag.days })}</Alert>
            )}
          </Box>
        }
      />
      {returning && <ReturnDialog filing={filing} onReturned={leave} onClose={() => setReturning(false)} />}
    </>
  );
}
