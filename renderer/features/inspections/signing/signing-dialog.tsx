import { Alert, Box, Typography } from '@mui/material';
import { useMutation, useQuery } from '@tanstack/react-query';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { inspectionFlow } from '../../../../db/domain/inspection.ts';
import type { Reason } from '../../../../db/domain/reasons.ts';
import { DecisionDialog, type Change, type Decision } from '../../../components/flow/decision-dialog.tsx';
import { useFlowWords } from '../../../components/flow/words.ts';
import { useNotify } from '../../../components/notify.tsx';
import { Loading } from '../../../components/states.tsx';
import { formatCount } from '../../../lib/format.ts';
import { useVaultClient, type Clients } from '../../../lib/vault.ts';
import { useDesk } from '../desk/use-desk.ts';
import { useRefresh } from '../desk/use-desk-queries.ts';
import type { ChangedEntry, Inspection } from '../inspection-types.ts';
import { inspectionTitle, sheetText } from '../texts.ts';
import { Figures } from './figures.tsx';
import { OpenList } from './open-list.tsx';
import type { SigningStep } from './signing-actions.tsx';

interface SigningDialogProps {
  readonly inspection: Inspection;
  readonly step: SigningStep;
  readonly onClose: () => void;
}

/** What is signed, by its figures; what is open; what changed since it was given back; and the password. */
export function SigningDialog({ inspection, step, onClose }: SigningDialogProps) {
  const { t } = useTranslation();
  const { id } = inspection;
  const word = useFlowWords(inspectionFlow.name);
  const notify = useNotify();
  const { inspections } = useVaultClient();
  const desk = useDesk();
  const refresh = useRefresh(id);
  const changes = useQuery({
    queryKey: ['inspections.changes', id, inspection.version],
    queryFn: ({ signal }) => inspections.changes.query({ id }, { signal }),
    gcTime: 0,
  });
  const taking = useMutation({
    async mutationFn(decision: Decision) {
      await desk.flush();
      await take(inspections, { inspection, step, ...decision });
    },
    onSuccess: () => {
      notify.done(word(`done.${step}`));
      refresh();
      onClose();
    },
  });
  return (
    <DecisionDialog
      flow={inspectionFlow}
      step={step}
      draft={`inspections.decide.${step}.${id}`}
      what={
        <>
          <Typography sx={{ fontWeight: 700, mb: 1 }}>{inspectionTitle(t, inspection)}</Typography>
          <Figures inspection={inspection} />
          {step === 'give_up' && (
            <>
              <Typography sx={{ mt: 2, mb: 1 }}>{t('inspections:open.given_up')}</Typography>
              <OpenList inspectionId={id} />
            </>
          )}
          {step !== 'give_up' && inspection.unfinished && <LeftOut inspection={inspection} />}
          {inspectionFlow.steps[step].signs && <NotThere inspection={inspection} />}
          {changes.isLoading && <Loading lines={2} />}
        </>
      }
      changes={changes.data?.map((changed) => changeOf(t, changed))}
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

/** What was not inspected when it was ended as 未完成: whoever signs next signs for that too. */
function LeftOut({ inspection: { id, inspected, total } }: { inspection: Inspection }) {
  const { t, i18n } = useTranslation();
  const count = total - inspected;
  return (
    <Box sx={{ mt: 2 }}>
      <Alert severity="warning" sx={{ mb: 1 }}>
        {t('inspections:open.left_out', { count, formatted: formatCount(count, i18n.language) })}
      </Alert>
      <OpenList inspectionId={id} />
    </Box>
  );
}

const NOT_THERE = ['missing', 'on_loan', 'misplaced'] as const;

/** What is not in its place, each by its 档号. */
function NotThere({ inspection: { id, outcomes } }: { inspection: Inspection }) {
  const { t } = useTranslation();
  return NOT_THERE.filter((outcome) => outcomes[outcome] > 0).map((outcome) => (
    <Box key={outcome} sx={{ mt: 2 }}>
      <Typography sx={{ mb: 0.5 }}>
        {t('inspections:filter_count', {
          name: t(`inspections:outcome.${outcome}`),
          count: outcomes[outcome],
        })}
      </Typography>
      <OpenList inspectionId={id} filter={outcome} />
    </Box>
  ));
}

const changeOf = (t: TFunction, { archiveNo, before, after }: ChangedEntry): Change => ({
  label: archiveNo,
  before: before && sheetText(t, before.sheet),
  after: sheetText(t, after.sheet),
});

interface Taking extends Decision {
  readonly inspection: Inspection;
  readonly step: SigningStep;
}

function take(
  inspections: Clients['vault']['inspections'],
  { inspection: { id, version }, step, password, reason }: Taking,
): Promise<unknown> {
  const move = { id, version };
  switch (step) {
    case 'sign':
    case 'cosign':
    case 'review':
    case 'approve':
      return inspections[step].mutate({ ...move, password });
    case 'give_up':
      return inspections.giveUp.mutate({ ...move, password, reason: given(reason) });
    case 'withdraw':
      return inspections.withdraw.mutate({ ...move, reason: reason as Reason<never> | null });
    case 'return':
      return inspections.return.mutate({ ...move, reason: given(reason) });
    case 'send_back':
      return inspections.sendBack.mutate({ ...move, reason: given(reason) });
  }
}

/** The dialog asks for a reason wherever the flow needs one. */
function given(reason: Reason | null): Reason<never> {
  if (!reason) throw new Error('a step without its reason');
  return reason as Reason<never>;
}
