import { Alert } from '@mui/material';
import type { inferRouterOutputs } from '@trpc/server';
import { useWatch } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { CODE_DIGITS } from '../../../db/domain/anchor-code.ts';
import { FieldGrid } from '../../components/form/field-frame.tsx';
import { TextInput } from '../../components/form/text-input.tsx';
import { useAppForm } from '../../components/form/use-app-form.ts';
import { FormDialog } from '../../components/form-dialog.tsx';
import { JobProgress } from '../../components/job-progress.tsx';
import type { AppRouter } from '../../lib/contracts.ts';
import { useJob } from '../../lib/job.ts';
import { useInstantText } from '../../lib/use-today.ts';
import { useVaultClient } from '../../lib/vault.ts';

type Comparison = inferRouterOutputs<AppRouter>['audit']['compare'];

const typed = z.strictObject({ code: z.string().min(1).max(300) });

/** Holds a 存证码 from paper against the log: scanned, or typed from the paper. Stays open for the next one. */
export function CompareCode({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const client = useVaultClient();
  const job = useJob<Comparison>('audit.compare');
  const form = useAppForm(typed, { code: '' });
  const code = useWatch({ control: form.control, name: 'code' });
  const count = code.normalize('NFKC').replaceAll(/\D/gu, '').length;
  const submit = form.handleSubmit(async ({ code }) => {
    const result = await job.start((signal) => client.audit.compare.mutate({ code }, { signal }));
    if (result) form.reset({ code: '' });
  });
  return (
    <FormDialog
      title={t('audit:compare.title')}
      submitLabel={t('audit:compare.start')}
      enter="submit"
      pending={job.state === 'running'}
      error={job.error ?? null}
      onSubmit={() => void submit()}
      onClose={() => {
        job.cancel();
        onClose();
      }}
    >
      <FieldGrid columns={1}>
        <TextInput
          control={form.control}
          name="code"
          label={t('audit:compare.code')}
          help={
            count === 0
              ? t('audit:compare.help')
              : t('audit:compare.count', { count: String(count), wanted: CODE_DIGITS })
          }
          inputMode="numeric"
          maxLength={300}
          required
          autoFocus
          figures
        />
      </FieldGrid>
      <JobProgress job={job} label={t('audit:compare.running')} onCancel={job.cancel} />
      {job.result && <Result result={job.result} />}
    </FormDialog>
  );
}

function Result({ result }: { result: Comparison }) {
  const { t } = useTranslation();
  const instantText = useInstantText();
  const { state } = result;
  const at = 'at' in result ? instantText(result.at) : '';
  return (
    <Alert severity={state === 'agrees' ? 'success' : 'error'} className="figures">
      {t(`audit:compare.${state}`, { ...result, at })}
    </Alert>
  );
}
