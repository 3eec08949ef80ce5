import { Alert, Button } from '@mui/material';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { blankCustomer } from '../../../db/domain/customer.ts';
import { useNotify } from '../../components/notify.tsx';
import { useArchive } from '../../lib/archive.ts';
import { useSession } from '../../lib/session.tsx';
import { CustomerFormPage } from '../customers/customer-form-page.tsx';
import { useUnfiledForm, WithDraft, type Opened } from '../customers/unfiled-form.tsx';
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
  const save = useMutation(
    archive.filings.save.mutationOptions({
      onSuccess: (_saved, { submit }) => {
        notify.done(t(submit ? 'filings:submitted' : 'filings:kept'));
        leave('/filings', { state: submit ? 'submitted' : 'draft' });
      },
    }),
  );
  const send = (submit: boolean) =>
    void form.handleSubmit((input) => save.mutate({ id: filing?.id ?? null, version, input, submit }))();
  return (
    <CustomerFormPage
      {...page}
      title={t(filing ? 'filings:edit' : 'filings:new')}
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
