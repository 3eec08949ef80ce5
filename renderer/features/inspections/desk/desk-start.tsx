import { Box, Button, Typography } from '@mui/material';
import { useTranslation } from 'react-i18next';
import type { Level } from '../../../../db/domain/inspection.ts';
import { Empty } from '../../../components/states.tsx';
import type { Inspection, LevelProgress } from '../inspection-types.ts';
import type { DeskSearch } from '../search.ts';
import { useTestMissing } from '../signing/test-since.tsx';
import { levelKey } from '../texts.ts';
import { nextOwnLevel } from './level-tree.ts';

interface DeskStartProps {
  readonly inspection: Inspection;
  readonly levels: readonly LevelProgress[];
  readonly isMine: (level: Level) => boolean;
  readonly onPlace: (search: DeskSearch) => void;
}

/** Before a level is chosen: where to begin, and what to do once nothing is left. */
export function DeskStart({ inspection, levels, isMine, onPlace }: DeskStartProps) {
  const { t } = useTranslation();
  const { total, inspected, state } = inspection;
  const testMissing = useTestMissing(inspection);
  if (total === 0) return <Empty title={t('inspections:empty.title')}>{t('inspections:empty.text')}</Empty>;
  if (state !== 'running')
    return (
      <Empty
        title={t(state === 'signed' ? 'inspections:closed.signed' : 'inspections:closed.title')}
        action={
          <Button variant="outlined" onClick={() => onPlace({ list: 'found' })}>
            {t('inspections:closed.found')}
          </Button>
        }
      >
        {t('inspections:closed.text')}
      </Empty>
    );
  if (inspected >= total)
    return (
      <Empty title={t('inspections:all_done.title')}>
        {t(`inspections:all_done.${inspection.inspectedByMe ? (testMissing ? 'text' : 'ready') : 'others'}`)}
      </Empty>
    );
  const next = nextOwnLevel(levels, isMine, null, 1);
  const isOwn = next !== null && isMine(next);
  return (
    <Empty
      title={t('inspections:start.title')}
      action={
        <Box sx={{ display: 'flex', gap: 1, justifyContent: 'center' }}>
          {next && (
            <Button variant="contained" onClick={() => onPlace({ at: next })}>
              {t(isOwn ? 'inspections:start.own' : 'inspections:start.first', { level: levelKey(next) })}
            </Button>
          )}
          <Button variant="outlined" onClick={() => onPlace({ list: 'open' })}>
            {t('inspections:start.open')}
          </Button>
        </Box>
      }
    >
      <Typography component="span">{t('inspections:start.text')}</Typography>
    </Empty>
  );
}
