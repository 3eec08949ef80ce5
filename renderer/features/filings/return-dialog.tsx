import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { FormDialog } from '../../components/form-dialog.tsx';
import { TextInput } from '../../components/form/text-input.tsx';
import { useAppForm } from '../../components/form/use-app-form.ts';
import { useNotify } from '../../components/notify.tsx';
import { useArchive } from '../../lib/archive.ts';
import type { Filing } from './filing.ts';

const schema = z.strictObject({ reason: z.string().trim().min(2).max(500) });

/** 退回: never without a reason that the reporter can act on. */
export function ReturnDialog(props: { filing: Filing; onReturned: () => void; onClose: () => void }) {
  const { t } = useTranslation();
  const notify = useNotify();
  const archive = useArchive();
  const { filing } = props;
  const form = useAppForm(schema, { reason: '' });
  const giveBack = useMutation(
    archive.filings.return.mutationOptions({
      onSuccess: () => {
        notify.done(t('filings:given_back', { name: filing.reportedBy }));
        props.onReturned();
      },
    }),
  );
  const submit = form.handleSubmit(({ reason }) =>
    giveBack.mutate({ id: filing.id, version: filing.version, reason }),
  );
  return (
    <FormDialog
      title={t('filings:return_title')}
      submitLabel={t('filings:return')}
      color="warning"
      onSubmit={() => void submit()}
      onClose={props.onClose}
      pending={giveBack.isPending}
      error={giveBack.error}
    >
      <TextInput
        control={form.control}
        name="reason"
        label={t('filings:reason')}
        help={t('filings:reason_help')}
        required
        autoFocus
        lines={3}
        maxLength={500}
      />
    </FormDialog>
  );
}
