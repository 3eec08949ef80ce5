import { Box, Button, Typography } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { inspectionFlow } from '../../../db/domain/inspection.ts';
import { useFlowWords } from '../../components/flow/words.ts';
import { Section } from '../../components/page.tsx';
import { useCan } from '../../lib/session.tsx';
import { useVault } from '../../lib/vault.ts';
import { Counted, InspectionMark } from './desk/desk-header.tsx';
import type { Current, Inspection } from './inspection-types.ts';
import { Climate } from './climate.tsx';
import { useDeskFreshness } from './desk/use-desk-queries.ts';
import { Inspectors } from './inspectors.tsx';
import { ShareLines } from './shares/share-lines.tsx';
import { Figures } from './signing/figures.tsx';
import { stepsOf } from './signing/signing-actions.tsx';
import { inspectionTitle } from './texts.ts';

/** The inspection that is under way: how far, who is where, and the one thing that waits for this person. */
export function RunningCard({ line }: { line: NonNullable<Current['inspection']> }) {
  const { t } = useTranslation();
  const vault = useVault();
  useDeskFreshness(line.id);
  const { data: inspection } = useQuery(vault.inspections.get.queryOptions({ id: line.id }));
  return (
    <Section title={inspectionTitle(t, line)} actions={<MainAction id={line.id} inspection={inspection} />}>
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 2, flexWrap: 'wrap', mb: 2 }}>
        <Counted inspection={line} width={320} />
        <InspectionMark inspection={line} />
        <Typography className="figures" sx={{ color: 'text.secondary' }}>
          {t('inspections:dates', { opened: line.openedOn, due: line.dueOn })}
        </Typography>
      </Box>
      <Box sx={{ display: 'grid', gridTemplateColumns: 'minmax(0, 360px) minmax(0, 1fr)', gap: 4 }}>
        <Figures inspection={line} />
        {inspection && <Work inspection={inspection} />}
      </Box>
    </Section>
  );
}

/** Who looks after what, who is where, and what each room lacks. */
function Work({ inspection }: { inspection: Inspection }) {
  const isRunning = inspection.state === 'running';
  const inspectors = <Inspectors inspectors={inspection.inspectors} isRunning={isRunning} />;
  if (inspection.addendum > 0 || !isRunning) return inspectors;
  return (
    <Box sx={{ display: 'grid', gridTemplateColumns: 'repeat(2, minmax(0, 1fr))', gap: 4 }}>
      <Box sx={{ display: 'grid', gap: 1.5, alignContent: 'start' }}>
        {inspectors}
        <ShareLines inspection={inspection} />
      </Box>
      <Climate inspection={inspection} />
    </Box>
  );
}

function MainAction({ id, inspection }: { id: number; inspection: Inspection | undefined }) {
  const { t } = useTranslation();
  const word = useFlowWords(inspectionFlow.name);
  const mayInspect = useCan('inspections.inspect');
  const signing =
    inspection &&
    stepsOf(inspection).find((step) => step === 'review' || step === 'approve' || step === 'cosign');
  const isRunning = inspection?.state === 'running';
  const isFinished = isRunning && inspection.inspected >= inspection.total;
  // Who inspected nothing has nothing to sign.
  const goesOn = isRunning && mayInspect && (!isFinished || inspection.inspectedByMe);
  const label = signing
    ? word(`ask.${signing}`)
    : goesOn
      ? t(isFinished ? 'inspections:go.sign' : 'inspections:go.on')
      : t('inspections:go.look');
  return (
    <Button component={Link} to={`/inspections/${id}`} variant={signing || goesOn ? 'contained' : 'outlined'}>
      {label}
    </Button>
  );
}
