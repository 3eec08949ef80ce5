import { Box, Typography } from '@mui/material';
import { useTranslation } from 'react-i18next';
import { formatCount } from '../../lib/format.ts';
import type { Inspection } from './inspection-types.ts';
import { clockText, levelKey } from './texts.ts';

/** Who inspects, how many they looked at, and where last. */
export function Inspectors({ inspectors }: Pick<Inspection, 'inspectors'>) {
  const { t, i18n } = useTranslation();
  if (inspectors.length === 0)
    return <Typography sx={{ color: 'text.secondary' }}>{t('inspections:nobody_yet')}</Typography>;
  return (
    <Box component="ul" sx={{ m: 0, p: 0, listStyle: 'none' }}>
      {inspectors.map(({ name, count, room, cabinet, level, at }) => (
        <Box component="li" key={name} sx={{ display: 'flex', gap: 1.5, minHeight: 24 }}>
          <Typography noWrap sx={{ minWidth: 0, flex: '0 1 auto', fontWeight: 500 }}>
            {name}
          </Typography>
          <Typography className="figures">
            {t('inspections:looked_at', { count, formatted: formatCount(count, i18n.language) })}
          </Typography>
          <Typography className="figures" noWrap sx={{ color: 'text.secondary', minWidth: 0 }}>
            {t('inspections:last_at', {
              time: clockText(at),
              place:
                cabinet === null || level === null
                  ? t('inspections:unplaced')
                  : levelKey({ room, cabinet, level }),
            })}
          </Typography>
        </Box>
      ))}
    </Box>
  );
}
