import { Alert, AlertTitle, Box } from '@mui/material';
import { useTranslation } from 'react-i18next';
import { inspectionFlow } from '../../../../db/domain/inspection.ts';
import { useFlowWords } from '../../../components/flow/words.ts';
import { reasonText } from '../../../lib/reason-text.ts';
import type { Inspection } from '../inspection-types.ts';

/** Why it came back, before anything else: what is to be done again stands there. */
export function GivenBack({ line }: Pick<Inspection, 'line'>) {
  const { t } = useTranslation();
  const word = useFlowWords(inspectionFlow.name);
  const last = line.findLast(({ at }) => at !== null);
  if (!last || (last.step !== 'return' && last.step !== 'send_back')) return null;
  return (
    <Alert severity="warning">
      <AlertTitle sx={{ fontSize: '0.875rem' }}>{word(`step.${last.step}`)}</AlertTitle>
      <Box sx={{ overflowWrap: 'anywhere', whiteSpace: 'pre-line' }}>
        {reasonText(t, inspectionFlow.name, last)}
      </Box>
    </Alert>
  );
}
