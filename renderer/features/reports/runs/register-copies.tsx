import { Typography } from '@mui/material';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { TextInput } from '../../../components/form/text-input.tsx';
import { useAppForm } from '../../../components/form/use-app-form.ts';
import { fieldsDraft, useKeptForm } from '../../../components/form/use-kept-form.ts';
import { FormDialog } from '../../../components/form-dialog.tsx';
import { useNotify } from '../../../components/notify.tsx';
import { useVaultClient } from '../../../lib/vault.ts';

const MOST = 50;

/** A line each: the recipient, and behind a space or a comma the department. */
export function recipientsOf(text: string): Array<{ recipient: string; department: string | null }> {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) => {
      const [recipient = '', ...rest] = line.split(/[\s,，、]+/u);
      return { recipient, department: rest.join(' ') || null };
    });
}

const schema = z.strictObject({
  lines: z.string().refine((text) => {
    const all = recipientsOf(text);
    return all.length > 0 && all.length <= MOST;
  }),
});

/** Recipients half typed. */
const COPIES_DRAFT = fieldsDraft('report_copies_draft', { lines: z.string().max(8_000) });

/** 登记份数: several recipients at once, each a copy with the next number. */
export function RegisterCopies({ id, onClose }: { id: number; onClose: () => void }) {
  const { t } = useTranslation();
  const { reportCopies } = useVaultClient();
  const notify = useNotify();
  const form = useAppForm(schema, { lines: '' });
  const kept = useKeptForm(form, `reports.copies.${id}`, COPIES_DRAFT);
  const close = () => {
    kept.forget();
    onClose();
  };
  const registering = useMutation({
    mutationFn: ({ lines }: z.infer<typeof schema>) =>
      reportCopies.register.mutate({ id, copies: recipientsOf(lines) }),
    onSuccess: ({ copyNos }) => {
      notify.done(t('reports:copies.registered', { count: copyNos.length }));
      close();
    },
  });
  return (
    <FormDialog
      title={t('reports:copies.title')}
      submitLabel={t('reports:copies.do')}
      pending={registering.isPending}
      error={registering.error}
      onSubmit={() => void form.handleSubmit((input) => registering.mutate(input))()}
      restored={kept.isRestored}
      onClose={close}
    >
      <Typography sx={{ color: 'text.secondary' }}>{t('reports:copies.text')}</Typography>
      <TextInput
        control={form.control}
        name="lines"
        label={t('reports:copies.recipients')}
        help={t('reports:copies.help')}
        lines={6}
        maxLength={8000}
        required
        autoFocus
      />
    </FormDialog>
  );
}
