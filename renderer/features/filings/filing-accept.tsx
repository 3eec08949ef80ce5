import { Alert, Box, Button } from '@mui/material';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { SECRECY_CLASSES } from '../../../db/domain/roles.ts';
import { useNotify } from '../../components/notify.tsx';
import { useArchive } from '../../lib/archive.ts';
import { useCan } from '../../lib/session.tsx';
import { CustomerFormPage } from '../customers/customer-form-page.tsx';
import { useUnfiledForm, WithDraft, type Opened } from '../customers/unfiled-form.tsx';
import { FilingFlow } from './filing-flow.tsx';
import type { Filing } from './filing.ts';
import { ReturnDialog } from './return-dialog.tsx';

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
  const { filing } = props;
  const mayClassify = useCan('customers.classify');
  const reported = SECRECY_CLASSES.indexOf(filing.input.secrecy);
  const { form, page, leave, version } = useUnfiledForm(props.opened, {
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
        onSubmit={() =>
          void form.handleSubmit((input) =>
            accept.mutate({ id: filing.id, version: version ?? filing.version, input }),
          )()
        }
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
      {returning && (
        <ReturnDialog filing={filing} onReturned={() => leave()} onClose={() => setReturning(false)} />
      )}
    </>
  );
}
