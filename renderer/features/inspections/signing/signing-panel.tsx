import { Box, Typography } from '@mui/material';
import { useTranslation } from 'react-i18next';
import { inspectionFlow } from '../../../../db/domain/inspection.ts';
import { Can } from '../../../lib/session.tsx';
import { FlowLine } from '../../../components/flow/flow-line.tsx';
import { KeyHint } from '../desk/outcome-buttons.tsx';
import { Climate } from '../climate.tsx';
import type { Inspection } from '../inspection-types.ts';
import { Inspectors } from '../inspectors.tsx';
import { ShareLines } from '../shares/share-lines.tsx';
import { Figures } from './figures.tsx';
import { GivenBack } from './given-back.tsx';
import { TestSince } from './test-since.tsx';

/** While no sheet is open: how it stands, who is where, who has signed, and the keys. */
export function SigningPanel({ inspection }: { inspection: Inspection }) {
  const { t } = useTranslation();
  const isRunning = inspection.state === 'running';
  return (
    <Box sx={{ p: 2, display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 2.5 }}>
      {isRunning && <GivenBack line={inspection.line} />}
      <Part title={t('inspections:stands')}>
        <Figures inspection={inspection} />
        <Typography sx={{ mt: 1 }}>
          {t('inspections:repairs_open', { count: inspection.repairsOpen })}
        </Typography>
      </Part>
      {inspection.addendum === 0 && (isRunning || inspection.shares.length > 0) && (
        <Part title={t('inspections:share.part')}>
          <ShareLines inspection={inspection} />
        </Part>
      )}
      <Part title={t(isRunning ? 'inspections:who' : 'inspections:who_did')}>
        <Inspectors inspectors={inspection.inspectors} isRunning={isRunning} />
      </Part>
      {inspection.addendum === 0 && inspection.state !== 'signed' && (
        <Part title={t('inspections:climate.part')}>
          <Climate inspection={inspection} />
        </Part>
      )}
      {inspection.addendum === 0 && isRunning && (
        <Can action="properties.read">
          <Part title={t('inspections:test.part')}>
            <TestSince test={inspection.test} />
          </Part>
        </Can>
      )}
      <Part title={t('inspections:signatures')}>
        <FlowLine flow={inspectionFlow.name} steps={inspection.line} stacked />
      </Part>
      {isRunning && (
        <Part title={t('inspections:keys.title')}>
          <Keys />
        </Part>
      )}
    </Box>
  );
}

function Part(props: { title: string; children: React.ReactNode }) {
  return (
    <Box component="section" aria-label={props.title}>
      <Typography variant="h2" sx={{ mb: 1 }}>
        {props.title}
      </Typography>
      {props.children}
    </Box>
  );
}

/** Each key beside what it does. */
const KEYS = [
  ['1–9', 'findings'],
  ['A S D F', 'outcomes'],
  ['N', 'note'],
  ['Z', 'back'],
  ['[ ]', 'levels'],
  ['E', 'climate'],
] as const;

function Keys() {
  const { t } = useTranslation();
  return (
    <Box
      component="dl"
      sx={{ m: 0, display: 'grid', gridTemplateColumns: 'auto 1fr', columnGap: 1.5, rowGap: 0.5 }}
    >
      {KEYS.map(([keys, what]) => (
        <Box key={what} sx={{ display: 'contents' }}>
          <Box component="dt">
            <KeyHint>{keys}</KeyHint>
          </Box>
          <Typography component="dd" sx={{ m: 0, color: 'text.secondary' }}>
            {t(`inspections:keys.${what}`)}
          </Typography>
        </Box>
      ))}
    </Box>
  );
}
