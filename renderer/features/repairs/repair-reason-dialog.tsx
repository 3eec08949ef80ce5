import { useTranslation } from 'react-i18next';
import { MOST_NOTE } from '../../../db/domain/finding.ts';
import { REOPEN_ASKED, WITHDRAW_ASKED } from '../../../db/domain/repair.ts';
import { REASON_FIELDS } from '../../components/form/reason-form.ts';
import { fieldsDraft } from '../../components/form/use-kept-form.ts';
import { ReasonDialog } from '../../components/reason-dialog.tsx';
import { useVaultClient } from '../../lib/vault.ts';
import type { Repair } from './repair-types.ts';

/** Why a repair that is reopened or withdrawn, half filled in. */
export const REPAIR_REASON_DRAFT = fieldsDraft('repair_reason_draft', REASON_FIELDS);

interface RepairReasonDialogProps {
  readonly step: 'reopen' | 'withdraw';
  readonly repair: Repair;
  readonly onClose: () => void;
}

/** 重开 or 作废, with why. */
export function RepairReasonDialog({ step, repair, onClose }: RepairReasonDialogProps) {
  const { t } = useTranslation();
  const { repairs } = useVaultClient();
  const { id, version } = repair;
  const common = {
    title: t(`repairs:title_of.${step}`),
    submitLabel: t(`repairs:do.${step}`),
    subject: 'repairs',
    label: t(`repairs:reason.${step}`),
    maxLength: MOST_NOTE,
    keptAs: `repairs.${step}.${id}`,
    draft: REPAIR_REASON_DRAFT,
    said: t(`repairs:said.${step}`),
    onClose,
  };
  return step === 'reopen' ? (
    <ReasonDialog
      {...common}
      rule={REOPEN_ASKED}
      take={(reason) => repairs.reopen.mutate({ id, version, reason })}
    />
  ) : (
    <ReasonDialog
      {...common}
      color="warning"
      rule={WITHDRAW_ASKED}
      take={(reason) => repairs.withdraw.mutate({ id, version, reason })}
    />
  );
}
