import { Alert, Box, Button } from '@mui/material';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CustomerInput } from '../../../db/domain/customer.ts';
import { SECRECY_CLASSES } from '../../../db/domain/roles.ts';
import { FlowLine } from '../../components/flow-line.tsx';
import { useNotify } from '../../components/notify.tsx';
import { useArchive } from '../../lib/archive.ts';
import { useCan } from '../../lib/session.tsx';
import { CustomerFormPage } from '../customers/customer-form-page.tsx';
import { fieldText } from '../customers/customer-text.ts';
import { changedFields } from '../customers/merge.ts';
import { useUnfiledForm, WithDraft, type Opened } from '../customers/unfiled-form.tsx';
import { AcceptDialog, GiveBackDialog } from './filing-decision.tsx';
import type { Filing } from './filing.ts';

/** 受理: the reported customer is completed and filed, or goes back with a reason (rules.md A1). */
export function FilingAccept(props: { filing: Filing }) {
  const { filing } = props;
  return (
    <WithDraft name={`filings.accept.${filing.id}`}>
      {(opened) => <AcceptForm filing={filing} opened={opened} />}
    </WithDraft>
  );
}

function AcceptForm(props: { filing: Filing; opened: Opened }) {
  const { t } = useTranslation();
  const notify = useNotify();
  const archive = useArchive();
  const [returning, setReturning] = useState(false);
  const [accepting, setAccepting] = useState<CustomerInput | null>(null);
  const { filing } = props;
  const mayClassify = useCan('customers.classify');
  const changesOf = useChanges(filing, props.opened);
  const reported = SECRECY_CLASSES.indexOf(filing.input.secrecy);
  const { page, leave, version } = useUnfiledForm(props.opened, {
    initial: filing.input,
    version: filing.version,
    back: '/filings',
  });
  const accept = useMutation(
    archive.filings.accept.mutationOptions({
      onSuccess: ({ id, archiveNo }) => {
        notify.done(t('customers:created', { archiveNo }));
        leave(`/customers/${id}`);
      },
    }),
  );
  return (
    <>
      <CustomerFormPage
        {...page}
        // A lower class than was reported takes who may classify (S1).
        mayGive={(given) => mayClassify || SECRECY_CLASSES.indexOf(given) >= reported}
        title={t('filings:accept_title')}
        submitLabel={t('filings:accept')}
        onSubmit={setAccepting}
        otherActions={
          <Button variant="outlined" color="warning" onClick={() => setReturning(true)}>
            {t('filings:return')}
          </Button>
        }
        pending={accept.isPending}
        error={null}
        head={
          <Box sx={{ display: 'grid', gap: 2 }}>
            <FlowLine flow="filings" steps={filing.line} />
            {filing.unreadable && <Alert severity="error">{t('filings:unreadable_accept')}</Alert>}
            {filing.lag?.late && (
              <Alert severity="warning">{t('filings:late_text', { days: filing.lag.days })}</Alert>
            )}
          </Box>
        }
      />
      {accepting && (
        <AcceptDialog
          filing={filing}
          changes={changesOf(accepting)}
          pending={accept.isPending}
          error={accept.error}
          onAccept={() =>
            accept.mutate({ id: filing.id, version: version ?? filing.version, input: accepting })
          }
          onClose={() => {
            setAccepting(null);
            accept.reset();
          }}
        />
      )}
      {returning && (
        <GiveBackDialog
          filing={filing}
          step="return"
          onDone={() => leave()}
          onClose={() => setReturning(false)}
        />
      )}
    </>
  );
}

/** What of a filing is another now than was reported, in words. */
function useChanges({ input: reported }: Filing, { words }: Opened) {
  const { t, i18n } = useTranslation();
  return (input: CustomerInput) => {
    const textOf = (from: CustomerInput, field: keyof CustomerInput) =>
      fieldText({ t, language: i18n.language, words, category: from.category }, field, from[field]);
    return changedFields(reported, input).map((field) => ({
      label: t(`customers:field.${field}`),
      before: textOf(reported, field),
      after: textOf(input, field),
    }));
  };
}
