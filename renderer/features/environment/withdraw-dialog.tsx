import { useTranslation } from 'react-i18next';
import { ENVIRONMENT_WITHDRAW_REASON, MOST_NOTE } from '../../../db/domain/environment/readings.ts';
import { REASON_FIELDS } from '../../components/form/reason-form.ts';
import { fieldsDraft } from '../../components/form/use-kept-form.ts';
import { ReasonDialog } from '../../components/reason-dialog.tsx';
import { useVaultClient } from '../../lib/vault.ts';

/** Why a row is taken back, half filled in. */
export const CLIMATE_REASON_DRAFT = fieldsDraft('climate_reason_draft', REASON_FIELDS);

/** 撤回, with why: the row stays, and counts no more. */
export function WithdrawDialog({ id, onClose }: { id: number; onClose: () => void }) {
  const { t } = useTranslation();
  const { environment } = useVaultClient();
  return (
    <ReasonDialog
      title={t('environment:title_of.withdraw')}
      submitLabel={t('environment:do.withdraw')}
      color="warning"
      rule={ENVIRONMENT_WITHDRAW_REASON}
      subject="environment"
      label={t('environment:why_withdrawn')}
      maxLength={MOST_NOTE}
      keptAs={`environment.withdraw.${id}`}
      draft={CLIMATE_REASON_DRAFT}
      take={(reason) => environment.withdraw.mutate({ id, reason })}
      said={t('environment:said.withdraw')}
      onClose={onClose}
    />
  );
}
