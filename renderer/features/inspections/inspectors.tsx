import { Box, Typography } from '@mui/material';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { formatCount } from '../../lib/format.ts';
import { useZone } from '../../lib/use-today.ts';
import type { Inspection } from './inspection-types.ts';
import { clockText, levelKey } from './texts.ts';

/** Who inspects, how many they looked at, and where last; of one that is over only how many. */
export function Inspectors(props: Pick<Inspection, 'inspectors'> & { isRunning: boolean }) {
  const { t, i18n } = useTranslation();
  const zone = useZone();
  const { inspectors, isRunning } = props;
  if (inspectors.length === 0)
    return (
      <Typography sx={{ color: 'text.secondary' }}>
        {t(isRunning ? 'inspections:nobody_yet' : 'inspections:nobody')}
      </Typography>
    );
  return (
    <Box component="ul" sx={{ m: 0, p: 0, listStyle: 'none' }}>
      {inspectors.map((inspector) => (
        <Box component="li" key={inspector.personId} sx={{ display: 'flex', gap: 1.5, minHeight: 24 }}>
          <Typography noWrap sx={{ minWidth: 0, flex: '0 1 auto', fontWeight: 500 }}>
            {inspector.name}
          </Typography>
          <Typography className="figures">
            {t('inspections:looked_at', {
              count: inspector.count,
              formatted: formatCount(inspector.count, i18n.language),
            })}
          </Typography>
          {isRunning && (
            <Typography className="figures" noWrap sx={{ color: 'text.secondary', minWidth: 0 }}>
              {lastText(t, zone, inspector)}
            </Typography>
          )}
        </Box>
      ))}
    </Box>
  );
}

/** 14:32 在 一号库房-A-2. */
export function lastText(t: TFunction, zone: string, inspector: Inspection['inspectors'][number]): string {
  const { at, room, cabinet, level } = inspector;
  const isPlaced = cabinet !== null && level !== null;
  return t(isPlaced ? 'inspections:last_at' : 'inspections:last_at_none', {
    time: clockText(zone, at),
    place: isPlaced ? levelKey({ room, cabinet, level }) : '',
  });
}
