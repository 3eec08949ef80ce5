import { Alert, Button, Dialog, DialogActions, DialogContent, DialogTitle } from '@mui/material';
import { useMutation } from '@tanstack/react-query';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { Form } from '../../components/form/form.tsx';
import { TextInput } from '../../components/form/text-input.tsx';
import { useAppForm } from '../../components/form/use-app-form.ts';
import { useNotify } from '../../components/notify.tsx';
import { useArchive } from '../../lib/archive.ts';
import { errorText } from '../../lib/errors.ts';
import type { Filing } from './filing.ts';

const schema = z.strictObject({ reason: z.string().trim().min(2).max(500) });

/** 退回: never without a reason that the reporter can act on. */
export function ReturnDialog(props: { filing: Filing; onReturned: () => void; onClose: () => void }) {
  const { t } = useTranslation();
  const title = useId();
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
    <Dialog open onClose={props.onClose} aria-labelledby={title} maxWidth="sm" fullWidth>
      <Form label={t('filings:return_title')} onSubmit={() => void submit()}>
        <DialogTitle id={title}>{t('filings:return_title')}</DialogTitle>
        <DialogContent sx={{ display: 'grid', gap: 2 }}>
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
          {giveBack.error && <Alert severity="error">{errorText(t, giveBack.error)}</Alert>}
        </DialogContent>
        <DialogActions>
          <Button onClick={props.onClose}>{t('common:cancel')}</Button>
          <Button type="submit" variant="contained" color="warning" loading={giveBack.isPending}>
            {t('filings:return')}
          </Button>
        </DialogActions>
      </Form>
    </Dialog>
  );
}
