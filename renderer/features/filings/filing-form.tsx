import { Alert, Button } from '@mui/material';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { blankCustomer } from '../../../db/domain/customer.ts';
import { useNotify } from '../../components/notify.tsx';
import { Loading } from '../../components/states.tsx';
import { useArchive } from '../../lib/archive.ts';
import { useDraft } from '../../lib/drafts.ts';
import { useSession } from '../../lib/session.tsx';
import { CustomerFormPage } from '../customers/customer-form-page.tsx';
import { useCustomerForm } from '../customers/customer-inputs.tsx';
import type { CustomerDraft } from '../customers/draft-values.ts';
import { toFormValues } from '../customers/form-values.ts';
import { useFoundDraft, useKeptInput } from '../customers/use-customer-draft.ts';
import { useWords, type Words } from '../lists/use-words.ts';
import type { Filing } from './filing.ts';

/** A new 建档申请, or one's own that is a draft or came back (rules.md A1). */
export function FilingForm(props: { filing: Filing | null }) {
  const draft = useDraft(props.filing ? `filings.${props.filing.id}` : 'filings.new');
  const found = useFoundDraft(draft);
  const words = useWords();
  if (found === undefined || !words.ready) return <Loading lines={8} />;
  return <OpenForm filing={props.filing} found={found} draft={draft} words={words} />;
}

function OpenForm(props: {
  filing: Filing | null;
  found: CustomerDraft | null;
  draft: ReturnType<typeof useDraft>;
  words: Words;
}) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const notify = useNotify();
  const archive = useArchive();
  const { account } = useSession();
  const { filing, draft, found } = props;
  const began = filing
    ? { version: filing.version, base: filing.input }
    : { version: null, base: { ...blankCustomer('client'), responsibleId: account.personId } };
  const version = found?.version ?? began.version;
  const form = useCustomerForm(toFormValues(began.base));
  useKeptInput(form, draft, { ...began, version }, found);
  const leave = () => {
    void draft.discard();
    void navigate({ to: '/filings', search: true });
  };
  const save = useMutation(
    archive.filings.save.mutationOptions({
      onSuccess: (_saved, { submit }) => {
        notify.done(t(submit ? 'filings:submitted' : 'filings:kept'));
        leave();
      },
    }),
  );
  const send = (submit: boolean) =>
    void form.handleSubmit((input) => save.mutate({ id: filing?.id ?? null, version, input, submit }))();
  return (
    <CustomerFormPage
      title={t(filing ? 'filings:edit' : 'filings:new')}
      form={form}
      words={props.words}
      withSecrecy
      restored={found !== null}
      onDiscard={() => {
        void draft.discard();
        form.reset();
      }}
      onCancel={leave}
      submitLabel={t('filings:submit')}
      onSubmit={() => send(true)}
      otherActions={
        <Button variant="outlined" disabled={save.isPending} onClick={() => send(false)}>
          {t('filings:keep')}
        </Button>
      }
      pending={save.isPending}
      error={save.error}
      head={
        filing?.state === 'returned' && (
          <Alert severity="warning">
            {t('filings:returned_because', { name: filing.decidedBy ?? '', reason: filing.reason ?? '' })}
          </Alert>
        )
      }
    />
  );
}
