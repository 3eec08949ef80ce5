import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { ENVIRONMENT_WITHDRAW_REASON, MOST_NOTE } from '../../../db/domain/environment/readings.ts';
import {
  givenReason,
  neededChoice,
  NO_REASON,
  REASON_UNWORDED,
  reasonIsWorded,
} from '../../components/form/reason-form.ts';
import { ReasonInputs } from '../../components/form/reason-inputs.tsx';
import { useAppForm } from '../../components/form/use-app-form.ts';
import { FormDialog } from '../../components/form-dialog.tsx';
import { useNotify } from '../../components/notify.tsx';
import { useVault } from '../../lib/vault.ts';

const schema = z
  .strictObject({
    reason: neededChoice(ENVIRONMENT_WITHDRAW_REASON),
    reasonText: z.string().trim().max(MOST_NOTE),
  })
  .refine(reasonIsWorded, REASON_UNWORDED);

/** 撤回, with why: the row stays, and counts no more. */
export function WithdrawDialog({ id, onClose }: { id: number; onClose: () => void }) {
  const { t } = useTranslation();
  const notify = useNotify();
  const vault = useVault();
  const form = useAppForm(schema, NO_REASON);
  const withdraw = useMutation(
    vault.environment.withdraw.mutationOptions({
      onSuccess: () => {
        notify.done(t('environment:said.withdraw'));
        onClose();
      },
    }),
  );
  const submit = form.handleSubmit((given) =>
    withdraw.mutate({
      id,
      reason: givenReason<(typeof ENVIRONMENT_WITHDRAW_REASON.choices)[number]>(given),
    }),
  );
  return (
    <FormDialog
      title={t('environment:title_of.withdraw')}
      submitLabel={t('environment:do.withdraw')}
      color="warning"
      onSubmit={() => void submit()}
      onClose={onClose}
      pending={withdraw.isPending}
      error={withdraw.error}
    >
      <ReasonInputs
        control={form.control}
        reason="reason"
        text="reasonText"
        rule={ENVIRONMENT_WITHDRAW_REASON}
        subject="environment"
        label={t('environment:why_withdrawn')}
        maxLength={MOST_NOTE}
        lines={2}
        autoFocus
      />
    </FormDialog>
  );
}
