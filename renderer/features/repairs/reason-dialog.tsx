import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { MOST_NOTE } from '../../../db/domain/finding.ts';
import type { ReasonRule } from '../../../db/domain/reasons.ts';
import { REOPEN_ASKED, WITHDRAW_REASON } from '../../../db/domain/repair.ts';
import {
  givenReason,
  neededChoice,
  NO_REASON,
  REASON_FIELDS,
  REASON_UNWORDED,
  reasonIsWorded,
} from '../../components/form/reason-form.ts';
import { ReasonInputs } from '../../components/form/reason-inputs.tsx';
import { useAppForm } from '../../components/form/use-app-form.ts';
import { fieldsDraft, useKeptForm } from '../../components/form/use-kept-form.ts';
import { FormDialog } from '../../components/form-dialog.tsx';
import { useNotify } from '../../components/notify.tsx';
import { useVaultClient } from '../../lib/vault.ts';
import type { Repair } from './repair-types.ts';

/** Why a repair that is reopened or withdrawn, half filled in. */
export const REPAIR_REASON_DRAFT = fieldsDraft('repair_reason_draft', REASON_FIELDS);

interface ReasonDialogProps<Step> {
  readonly step: Step;
  readonly repair: Repair;
  readonly onClose: () => void;
}

/** 重开 or 作废, with why. */
export function ReasonDialog(props: ReasonDialogProps<'reopen' | 'withdraw'>) {
  const { step } = props;
  return step === 'reopen' ? <ReopenDialog {...props} /> : <WithdrawDialog {...props} />;
}

function ReopenDialog(props: Omit<ReasonDialogProps<never>, 'step'>) {
  const { reopen } = useVaultClient().repairs;
  const { id, version } = props.repair;
  return (
    <AskDialog
      {...props}
      step="reopen"
      rule={REOPEN_ASKED}
      take={(reason) => reopen.mutate({ id, version, reason })}
    />
  );
}

function WithdrawDialog(props: Omit<ReasonDialogProps<never>, 'step'>) {
  const { withdraw } = useVaultClient().repairs;
  const { id, version } = props.repair;
  return (
    <AskDialog
      {...props}
      step="withdraw"
      rule={WITHDRAW_REASON}
      take={(reason) => withdraw.mutate({ id, version, reason })}
    />
  );
}

function AskDialog<Choice extends string>(
  props: ReasonDialogProps<'reopen' | 'withdraw'> & {
    readonly rule: ReasonRule<Choice>;
    readonly take: (reason: { choice: Choice; text: string | null }) => Promise<unknown>;
  },
) {
  const { t } = useTranslation();
  const notify = useNotify();
  const { step, repair } = props;
  const schema = z
    .strictObject({
      reason: neededChoice(props.rule),
      reasonText: z.string().trim().max(MOST_NOTE),
    })
    .refine(reasonIsWorded, REASON_UNWORDED);
  const form = useAppForm(schema, NO_REASON);
  const kept = useKeptForm(form, `repairs.${step}.${repair.id}`, REPAIR_REASON_DRAFT);
  const close = () => {
    kept.forget();
    props.onClose();
  };
  const ask = useMutation({
    mutationFn: props.take,
    onSuccess: () => {
      notify.done(t(`repairs:said.${step}`));
      close();
    },
  });
  const submit = form.handleSubmit((given) => ask.mutate(givenReason<Choice>(given)));
  return (
    <FormDialog
      saves
      title={t(`repairs:title_of.${step}`)}
      submitLabel={t(`repairs:do.${step}`)}
      color={step === 'withdraw' ? 'warning' : 'primary'}
      onSubmit={() => void submit()}
      restored={kept.isRestored}
      onDiscard={kept.giveUp}
      onClose={close}
      pending={ask.isPending}
      error={ask.error}
    >
      <ReasonInputs
        control={form.control}
        reason="reason"
        text="reasonText"
        rule={props.rule}
        subject="repairs"
        label={t(`repairs:reason.${step}`)}
        maxLength={MOST_NOTE}
        lines={2}
        autoFocus
      />
    </FormDialog>
  );
}
