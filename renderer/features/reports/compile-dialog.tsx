import { Typography } from '@mui/material';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { TextInput } from '../../components/form/text-input.tsx';
import { useAppForm } from '../../components/form/use-app-form.ts';
import { FormDialog } from '../../components/form-dialog.tsx';
import { useNotify } from '../../components/notify.tsx';
import { useVaultClient } from '../../lib/vault.ts';
import { periodText } from '../../lib/period-text.ts';
import type { Asked } from './search.ts';

const schema = z.strictObject({ title: z.string().trim().max(60) });

/** 编制: freezes the report that is looked at, of the whole archive, and opens it. */
export function CompileDialog(props: { asked: Asked; usual: string; onClose: () => void }) {
  const { t } = useTranslation();
  const { reports } = useVaultClient();
  const notify = useNotify();
  const navigate = useNavigate();
  const { asked, usual } = props;
  const form = useAppForm(schema, { title: usual });
  const compiling = useMutation({
    mutationFn: ({ title }: z.infer<typeof schema>) =>
      reports.compile.mutate({ ...asked, title: title === usual || title === '' ? null : title }),
    onSuccess: ({ id }) => {
      notify.done(t('reports:done.compile'));
      void navigate({ to: `/reports/runs/${id}` });
    },
  });
  return (
    <FormDialog
      title={t('reports:compile.title')}
      submitLabel={t('reports:compile.do')}
      enter="submit"
      pending={compiling.isPending}
      error={compiling.error}
      onSubmit={() => void form.handleSubmit((input) => compiling.mutate(input))()}
      onClose={props.onClose}
    >
      <Typography sx={{ fontWeight: 700 }}>
        {t('reports:compile.what', { report: usual, period: periodText(t, asked.period) })}
      </Typography>
      <Typography sx={{ color: 'text.secondary' }}>{t('reports:compile.text')}</Typography>
      <TextInput
        control={form.control}
        name="title"
        label={t('reports:compile.name')}
        maxLength={60}
        autoFocus
      />
    </FormDialog>
  );
}
