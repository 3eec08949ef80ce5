import { Typography } from '@mui/material';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { filingFlow } from '../../../db/domain/filing.ts';
import { DecisionDialog, type Change } from '../../components/decision-dialog.tsx';
import { useNotify } from '../../components/notify.tsx';
import { useArchive } from '../../lib/archive.ts';
import type { Filing } from './filing.ts';

/** 退回, or 撤回 by whoever reported. */
export function GiveBackDialog(props: {
  filing: Filing;
  step: 'return' | 'withdraw';
  onDone: () => void;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const notify = useNotify();
  const archive = useArchive();
  const { filing, step } = props;
  const { id, version, reportedBy } = filing;
  const told = {
    onSuccess: () => {
      notify.done(step === 'return' ? t('filings:given_back', { name: reportedBy }) : t('filings:withdrawn'));
      props.onDone();
    },
  };
  const giveBack = useMutation(archive.filings.return.mutationOptions(told));
  const withdraw = useMutation(archive.filings.withdraw.mutationOptions(told));
  return (
    <DecisionDialog
      draft={`filings.${step}.${id}`}
      title={t(`filings:${step}_title`)}
      submitLabel={t(`filings:${step}`)}
      color="warning"
      rule={filingFlow.steps[step]}
      what={<What filing={filing} />}
      reasonLabel={t(step === 'return' ? 'filings:reason' : 'filings:withdraw_reason')}
      {...(step === 'return' && { reasonHelp: t('filings:reason_help') })}
      pending={giveBack.isPending || withdraw.isPending}
      error={giveBack.error ?? withdraw.error}
      onDecide={({ reason }, forget) => {
        const decided =
          step === 'return'
            ? giveBack.mutateAsync({ id, version, reason: reason ?? '' })
            : withdraw.mutateAsync({ id, version, reason });
        // What is refused is said in the dialog, and its reason stays.
        void decided.then(forget, () => undefined);
      }}
      onClose={props.onClose}
    />
  );
}

/** 受理: with what the archivist completed since it was reported. */
export function AcceptDialog(props: {
  filing: Filing;
  changes: readonly Change[];
  pending: boolean;
  error: unknown;
  onAccept: () => void;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  return (
    <DecisionDialog
      draft={`filings.decide.${props.filing.id}`}
      title={t('filings:accept_title')}
      submitLabel={t('filings:accept')}
      rule={filingFlow.steps.accept}
      what={<What filing={props.filing} />}
      changes={props.changes}
      pending={props.pending}
      error={props.error}
      onDecide={props.onAccept}
      onClose={props.onClose}
    />
  );
}

function What({ filing }: { filing: Filing }) {
  const { t } = useTranslation();
  return (
    <>
      <Typography sx={{ fontWeight: 700 }}>{filing.name}</Typography>
      <Typography sx={{ color: 'text.secondary' }}>
        {t('filings:reported_by', {
          category: t(`common:category.${filing.category}`),
          name: filing.reportedBy,
        })}
      </Typography>
    </>
  );
}
