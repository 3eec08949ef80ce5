import { Alert, AlertTitle } from '@mui/material';
import { useMutation } from '@tanstack/react-query';
import { useWatch } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { useFlowWords } from '../../../components/flow/words.ts';
import { z } from 'zod';
import { CODE_DIGITS } from '../../../../db/domain/anchor-code.ts';
import { periodSchema } from '../../../../db/domain/figures/periods.ts';
import { TextInput } from '../../../components/form/text-input.tsx';
import { useAppForm } from '../../../components/form/use-app-form.ts';
import { FormDialog } from '../../../components/form-dialog.tsx';
import { Facts } from '../../../components/page.tsx';
import { useVaultClient } from '../../../lib/vault.ts';
import { periodText } from '../../../lib/period-text.ts';
import type { CheckedPaper } from './run-types.ts';

const typed = z.strictObject({ code: z.string().min(1).max(400) });

/** 查验报表: the digits of a paper, scanned or typed, say whose copy it is. Stays open for the next one. */
export function CheckPaper({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const { reports } = useVaultClient();
  const form = useAppForm(typed, { code: '' });
  const code = useWatch({ control: form.control, name: 'code' });
  const count = code.normalize('NFKC').replaceAll(/\D/gu, '').length;
  const checking = useMutation({
    mutationFn: (input: z.infer<typeof typed>) => reports.checkPaper.mutate(input),
    onSuccess: () => form.reset({ code: '' }),
  });
  return (
    <FormDialog
      title={t('reports:check')}
      submitLabel={t('reports:check.do')}
      enter="submit"
      pending={checking.isPending}
      error={checking.error}
      onSubmit={() => void form.handleSubmit((input) => checking.mutate(input))()}
      onClose={onClose}
    >
      <TextInput
        control={form.control}
        name="code"
        label={t('reports:check.code')}
        help={
          count === 0
            ? t('reports:check.help')
            : t('audit:compare.count', { count: String(count), wanted: CODE_DIGITS })
        }
        inputMode="numeric"
        maxLength={400}
        required
        autoFocus
        figures
      />
      {checking.data && <Found found={checking.data} />}
    </FormDialog>
  );
}

function Found({ found: { state, copy } }: { found: CheckedPaper }) {
  const { t } = useTranslation();
  const isReplaced = state === 'same' && copy?.reportState === 'superseded';
  const severity = state !== 'same' ? 'error' : isReplaced ? 'warning' : 'success';
  return (
    <Alert severity={severity} sx={{ '& .MuiAlert-message': { flex: 1 } }}>
      <AlertTitle>{t(`reports:check.${isReplaced ? 'replaced' : state}`)}</AlertTitle>
      {copy && <CopyFacts copy={copy} />}
    </Alert>
  );
}

function CopyFacts({ copy }: { copy: NonNullable<CheckedPaper['copy']> }) {
  const { t } = useTranslation();
  const reportWord = useFlowWords('reports');
  const period = periodSchema.safeParse(copy.period).data;
  const who = [copy.recipient, copy.department].filter(Boolean).join('　');
  const facts: Array<readonly [string, string | null]> = [
    ['title', [copy.title, period && periodText(t, period)].filter(Boolean).join('　')],
    ['revision', t('reports:form.revision_no', { no: copy.revision })],
    ['copy', t('reports:form.copy_no', { no: copy.copyNo })],
    ['recipient', who],
    ['state', reportWord(`state.${copy.reportState}`)],
    ['registered', copy.registeredOn],
    ['handed_out', copy.handedOutOn],
    ['called_in', copy.calledInOn],
    ['taken_back', copy.takenBackOn],
  ];
  return (
    <Facts
      facts={facts.flatMap(([key, value]) =>
        value === null ? [] : [{ label: t(`reports:copy.${key}`), value }],
      )}
    />
  );
}
