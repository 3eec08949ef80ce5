import { Box, Typography } from '@mui/material';
import { useTranslation } from 'react-i18next';
import { StateMark, type Tone } from '../../components/state-mark.tsx';
import { formatCount } from '../../lib/format.ts';
import type { Counts } from './import-types.ts';

const TONES: ReadonlyArray<readonly [Exclude<keyof Counts, 'total' | 'warned'>, Tone]> = [
  ['added', 'done'],
  ['updated', 'active'],
  ['merged', 'active'],
  ['skipped', 'stopped'],
  ['refused', 'late'],
];

/**
 * How many rows would be (or were) added, updated, skipped and refused; beside it how many there are, how many of
 * them have a word to be read, and how many without a name are counted nowhere.
 */
export function CountsRow(props: { counts: Counts; aside: number; written?: boolean }) {
  const { t, i18n } = useTranslation();
  const { counts, aside } = props;
  const figure = (key: (typeof TONES)[number][0]) =>
    key === 'skipped' ? counts.skipped - counts.merged : counts[key];
  const said = (key: 'total' | 'warned' | 'aside', count: number) =>
    t(`import:count.${key}`, { count, number: formatCount(count, i18n.language) });
  const whole = [
    said('total', counts.total),
    ...(counts.warned > 0 ? [said('warned', counts.warned)] : []),
    ...(aside > 0 ? [said('aside', aside)] : []),
  ];
  return (
    <Box aria-live="polite" sx={row}>
      <Typography sx={{ alignSelf: 'center', fontWeight: 500 }}>
        {t(props.written ? 'import:count.is_in' : 'import:count.will_be')}
      </Typography>
      <Box component="dl" sx={row}>
        {TONES.map(([key, tone]) => (
          <Box key={key} sx={card}>
            <Typography component="dt" variant="caption" sx={{ color: 'text.secondary' }}>
              <StateMark tone={figure(key) > 0 ? tone : 'draft'} label={t(`import:count.${key}`)} />
            </Typography>
            <Typography
              component="dd"
              className="figures"
              sx={{ m: 0, fontSize: '1.25rem', fontWeight: 500 }}
            >
              {formatCount(figure(key), i18n.language)}
            </Typography>
          </Box>
        ))}
      </Box>
      <Typography sx={{ alignSelf: 'center', flex: '1 1 280px', color: 'text.secondary' }}>
        {whole.join(t('import:count.joint'))}
      </Typography>
    </Box>
  );
}

const row = { display: 'flex', flexWrap: 'wrap', gap: 1.5, m: 0 } as const;
const card = {
  minWidth: 112,
  px: 2,
  py: 1,
  border: '1px solid',
  borderColor: 'divider',
  borderRadius: 1,
  backgroundColor: 'background.paper',
};
