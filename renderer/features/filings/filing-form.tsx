import { Alert, Box, Button } from '@mui/material';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { blankCustomer, type CustomerInput } from '../../../db/domain/customer.ts';
import { FlowLine } from '../../components/flow-line.tsx';
import { useNotify } from '../../components/notify.tsx';
import { useArchive } from '../../lib/archive.ts';
import { useSession } from '../../lib/session.tsx';
import { CustomerFormPage } from '../customers/customer-form-page.tsx';
import { useUnfiledForm, WithDraft, type Opened } from '../customers/unfiled-form.tsx';
import { GiveBackDialog } from './filing-decision.tsx';
import type { Filing } from './filing.ts';

/** A new 建档申请, or one's own that is a draft or came back (rules.md A1). */
export function FilingForm(props: { filing: Filing | null }) {
  const { filing } = props;
  return (
    <WithDraft name={filing ? `filings.${filing.id}` : 'filings.new'}>
      {(opened) => <OpenForm filing={filing} opened={opened} />}
    </WithDraft>
  );
}

function OpenForm(props: { filing: Filing | null; opened: Opened }) {
  const { t } = useTranslation();
  const notify = useNotify();
  const archive = useArchive();
  const { account } = useSession();
  const { filing } = props;
  const { form, page, leave, version } = useUnfiledForm(props.opened, {
    initial: filing?.input ?? { ...blankCustomer('client'), responsibleId: account.personId },
    version: filing?.version ?? null,
    back: '/filings',
  });
  const isDraft = (filing?.state ?? 'draft') === 'draft';
  const save = useMutation(
    archive.filings.save.mutationOptions({
      onSuccess: (_saved, { submit }) => {
        notify.done(t(submit ? 'filings:submitted' : isDraft ? 'filings:kept' : 'filings:changes_kept'));
        leave('/filings', { state: submit ? 'submitted' : (filing?.state ?? 'draft') });
      },
    }),
  );
  const send = (input: CustomerInput, submit: boolean) =>
    save.mutate({ id: filing?.id ?? null, version, input, submit });
  const [withdrawing, setWithdrawing] = useState(false);
  return (
    <>
      <CustomerFormPage
        {...page}
        title={t(filing ? 'filings:edit' : 'filings:new')}
        submitLabel={t(filing?.open.includes('resubmit') ? 'filings:resubmit' : 'filings:submit')}
        onSubmit={(input) => send(input, true)}
        otherActions={
          <>
            {filing?.open.includes('withdraw') && (
              <Button color="warning" onClick={() => setWithdrawing(true)}>
                {t('filings:withdraw')}
              </Button>
            )}
            <Button
              variant="outlined"
              disabled={save.isPending}
              onClick={() => void form.handleSubmit((input) => send(input, false))()}
            >
              {t(isDraft ? 'filings:keep' : 'filings:keep_changes')}
            </Button>
          </>
        }
        pending={save.isPending}
        error={save.error}
        head={
          <>
            {filing?.unreadable && <Alert severity="warning">{t('filings:unreadable_form')}</Alert>}
            {filing && <History filing={filing} />}
          </>
        }
      />
      {filing && withdrawing && (
        <GiveBackDialog
          filing={filing}
          step="withdraw"
          onDone={() => leave('/filings', { state: 'withdrawn' })}
          onClose={() => setWithdrawing(false)}
        />
      )}
    </>
  );
}

/** What has become of it so far, and why it came back. */
function History({ filing }: { filing: Filing }) {
  const { t } = useTranslation();
  if (filing.line.every(({ at }) => at === null)) return null;
  const last = filing.line.findLast(({ at }) => at !== null);
  return (
    <Box sx={{ display: 'grid', gap: 2 }}>
      <FlowLine flow="filings" steps={filing.line} />
      {last?.step === 'return' && (
        <Alert severity="warning">
          {t('filings:returned_because', { name: last.person ?? '', reason: last.reason ?? '' })}
        </Alert>
      )}
    </Box>
  );
}
