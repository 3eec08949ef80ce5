import { Box, Button, Typography } from '@mui/material';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatCount } from '../../../lib/format.ts';
import { useCan } from '../../../lib/session.tsx';
import { useLevels } from '../desk/use-desk-queries.ts';
import type { Inspection, Share } from '../inspection-types.ts';
import { ProgressBar } from '../progress-bar.tsx';
import { sharesText } from '../texts.ts';
import { leftOver, progressOf } from './places.ts';
import { SharesDialog } from './shares-dialog.tsx';

/** Who looks after what and how far that is, what nobody looks after, and the way to share it out. */
export function ShareLines({ inspection }: { inspection: Inspection }) {
  const { t, i18n } = useTranslation();
  const mayInspect = useCan('inspections.inspect');
  const [isSharing, setSharing] = useState(false);
  const levels = useLevels(inspection.id).data?.levels ?? [];
  const { shares, state } = inspection;
  const left = leftOver(shares, levels);
  const open = left.count - left.inspected;
  const isRunning = state === 'running';
  return (
    <Box sx={{ display: 'grid', gap: 1, justifyItems: 'start' }}>
      {shares.length === 0 ? (
        <Typography sx={{ color: 'text.secondary' }}>
          {t(isRunning ? 'inspections:share.none' : 'inspections:share.was_none')}
        </Typography>
      ) : (
        <Box component="ul" sx={list}>
          {byPerson(shares).map((own) => (
            <PersonShare key={own.personId} {...own} {...progressOf(own.places, levels)} />
          ))}
        </Box>
      )}
      {shares.length > 0 && isRunning && open > 0 && (
        <Typography className="figures" sx={{ color: 'text.secondary', whiteSpace: 'normal' }}>
          {t('inspections:share.left', { count: open, formatted: formatCount(open, i18n.language) })}
        </Typography>
      )}
      {isRunning && mayInspect && (
        <Button size="small" variant="outlined" onClick={() => setSharing(true)}>
          {t('inspections:share.action')}
        </Button>
      )}
      {isSharing && <SharesDialog inspection={inspection} onClose={() => setSharing(false)} />}
    </Box>
  );
}

const list = { m: 0, p: 0, listStyle: 'none', display: 'grid', gap: 1, width: '100%' };

interface OwnShares {
  readonly personId: number;
  readonly name: string;
  readonly places: readonly Share[];
}

function byPerson(shares: readonly Share[]): OwnShares[] {
  return [...Map.groupBy(shares, ({ personId }) => personId)].map(([personId, places]) => ({
    personId,
    name: places[0]?.name ?? '',
    places,
  }));
}

function PersonShare({ name, places, count, inspected }: OwnShares & { count: number; inspected: number }) {
  const { t, i18n } = useTranslation();
  const [done, all] = [inspected, count].map((each) => formatCount(each, i18n.language));
  return (
    <Box component="li" sx={line}>
      <Typography noWrap sx={{ fontWeight: 500 }}>
        {name}
      </Typography>
      <Box sx={{ width: 72 }}>
        <ProgressBar done={inspected} total={count} label={t('inspections:share.progress', { name })} />
      </Box>
      <Typography className="figures" sx={{ textAlign: 'right' }}>
        {t('inspections:done_of', { done, all })}
      </Typography>
      <Typography variant="caption" sx={{ gridColumn: '1 / -1', color: 'text.secondary' }}>
        {sharesText(t, places)}
      </Typography>
    </Box>
  );
}

const line = {
  display: 'grid',
  gridTemplateColumns: 'minmax(0, 1fr) auto minmax(76px, auto)',
  columnGap: 1.5,
  alignItems: 'center',
};
