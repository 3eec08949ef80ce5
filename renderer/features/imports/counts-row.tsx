import { Box, Typography } from '@mui/material';
import { useTranslation } from 'react-i18next';
import { StateMark, type Tone } from '../../components/state-mark.tsx';
import { formatCount } from '../../lib/format.ts';
import type { Counts } from './import-types.ts';

const TONES: ReadonlyArray<readonly [Exclude<keyof Counts, 'total'>, Tone]> = [
  ['added', 'done'],
  ['updated', 'active'],
  ['skipped', 'stopped'],
  ['refused', 'late'],
];

/** How many rows would be (or were) added, updated, skipped and refused. */
export function CountsRow(props: { counts: Counts }) {
  const { t, i18n } = useTranslation();
  return (
    <Box aria-live="polite" sx={row}>
      <Box component="dl" sx={row}>
        {TONES.map(([key, tone]) => (
          <Box key={key} sx={card}>
            <Typography component="dt" variant="caption" sx={{ color: 'text.secondary' }}>
              <StateMark tone={props.counts[key] > 0 ? tone : 'draft'} label={t(`import:count.${key}`)} />
            </Typography>
            <Typography
              component="dd"
              className="figures"
              sx={{ m: 0, fontSize: '1.25rem', fontWeight: 500 }}
            >
              {formatCount(props.counts[key], i18n.language)}
            </Typography>
          </Box>
        ))}
      </Box>
      <Typography sx={{ alignSelf: 'center', color: 'text.secondary' }}>
        {t('import:count.total', { number: formatCount(props.counts.total, i18n.language) })}
      </Typography>
    </Box>
  );
}

const row = { display: 'flex', flexWrap: 'wrap', gap: 1.5, m: 0 } as const;
const card = {
  minWidth: 128,
  px: 2,
  py: 1,
  border: '1px solid',
  borderColor: 'divider',
  borderRadius: 1,
  backgroundColor: 'background.paper',
};
