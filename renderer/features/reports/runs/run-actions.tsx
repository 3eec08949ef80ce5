import PrintIcon from '@mui/icons-material/PrintOutlined';
import { Button, Typography } from '@mui/material';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFlowWords } from '../../../components/flow/words.ts';
import type { Reason } from '../../../../db/domain/reasons.ts';
import { reportFlow, type ReportStep } from '../../../../db/domain/reports/run.ts';
import { DecisionDialog, type Decision } from '../../../components/flow/decision-dialog.tsx';
import { useNotify } from '../../../components/notify.tsx';
import { Can } from '../../../lib/session.tsx';
import { useVaultClient, type Clients } from '../../../lib/vault.ts';
import { FormPreview } from '../../../print/form-preview.tsx';
import { periodText } from '../../../lib/period-text.ts';
import { ComputeAgain } from './compute-again.tsx';
import { isUnderReview, type Run } from './run-types.ts';

/** In the order of the buttons: what leads on stands last. */
const ORDER = ['cancel', 'return', 'send_back', 'recompile', 'hand_on', 'review', 'release'] as const;
type ShownStep = (typeof ORDER)[number];

const isWayOut = (step: ReportStep): boolean => Boolean(reportFlow.steps[step].ends);

/** What this person may do with the report as it stands. */
export function RunActions({ run }: { run: Run }) {
  const { t } = useTranslation();
  const reportWord = useFlowWords('reports');
  const [step, setStep] = useState<ShownStep | null>(null);
  const [other, setOther] = useState<'print' | 'compare' | null>(null);
  const steps = ORDER.filter((one) => run.open.includes(one));
  const close = () => setOther(null);
  return (
    <>
      <Can action="reports.print">
        <Button onClick={() => setOther('compare')}>{t('reports:again')}</Button>
        {isUnderReview(run) && (
          <Button startIcon={<PrintIcon />} onClick={() => setOther('print')}>
            {t('reports:print_draft')}
          </Button>
        )}
      </Can>
      {steps.map((one) => (
        <Button
          key={one}
          variant={one === steps.at(-1) && !isWayOut(one) ? 'contained' : 'outlined'}
          color={isWayOut(one) ? 'warning' : 'primary'}
          onClick={() => setStep(one)}
        >
          {reportWord(`do.${one}`)}
        </Button>
      ))}
      {step && <StepDialog run={run} step={step} onClose={() => setStep(null)} />}
      {other === 'compare' && <ComputeAgain id={run.id} onClose={close} />}
      {other === 'print' && <FormPreview form="report" id={run.id} onClose={close} />}
    </>
  );
}

function StepDialog({ run, step, onClose }: { run: Run; step: ShownStep; onClose: () => void }) {
  const { t } = useTranslation();
  const notify = useNotify();
  const { reports } = useVaultClient();
  const taking = useMutation({
    mutationFn: (decision: Decision) => take(reports, run, step, decision),
    onSuccess: () => {
      notify.done(t(`reports:done.${step}`));
      onClose();
    },
  });
  return (
    <DecisionDialog
      flow={reportFlow}
      step={step}
      draft={`reports.decide.${step}.${run.id}`}
      what={
        <>
          <Typography sx={{ fontWeight: 700 }}>
            {[run.title, periodText(t, run.period), t('reports:form.revision_no', { no: run.revision })].join(
              '　',
            )}
          </Typography>
          {run.comments.length > 0 && (
            <Typography sx={{ color: 'warning.main' }}>
              {t('reports:commented', { count: run.comments.length })}
            </Typography>
          )}
        </>
      }
      pending={taking.isPending}
      error={taking.error}
      onDecide={(decision, forget) => {
        // What is refused is said in the dialog, and its reason stays.
        void taking.mutateAsync(decision).then(forget, () => undefined);
      }}
      onClose={onClose}
    />
  );
}

function take(
  reports: Clients['vault']['reports'],
  { id, version }: Run,
  step: ShownStep,
  { password, reason }: Decision,
): Promise<unknown> {
  const move = { id, version };
  switch (step) {
    case 'recompile':
      return reports.compileAgain.mutate(move);
    case 'hand_on':
      return reports.handOn.mutate(move);
    case 'review':
    case 'release':
      return reports[step].mutate({ ...move, password });
    case 'return':
      return reports.return.mutate({ ...move, reason: given(reason) });
    case 'send_back':
      return reports.sendBack.mutate({ ...move, reason: given(reason) });
    case 'cancel':
      return reports.cancel.mutate({ ...move, password, reason: given(reason) });
  }
}

/** The dialog asks for a reason wherever the flow needs one. */
function given(reason: Reason | null): Reason<never> {
  if (!reason) throw new Error('a step without its reason');
  return reason as Reason<never>;
}
