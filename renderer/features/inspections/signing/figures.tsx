import { Box, Typography } from '@mui/material';
import { useTranslation } from 'react-i18next';
import { OUTCOMES, WAYS } from '../../../../db/domain/inspection.ts';
import { formatCount } from '../../../lib/format.ts';
import { StateMark } from '../../../components/state-mark.tsx';
import type { Progress } from '../inspection-types.ts';
import { OUTCOME_TONES } from '../texts.ts';

/** 应检, 实检, the four outcomes, and the shares of the three ways. */
export function Figures({ inspection }: { inspection: Progress }) {
  const { t, i18n } = useTranslation();
  const { total, inspected, outcomes, byWay } = inspection;
  const figure = (count: number) => formatCount(count, i18n.language);
  return (
    <Box sx={{ display: 'grid', gap: 1.5, alignContent: 'start' }}>
      <Box component="dl" sx={grid}>
        <Figure label={t('inspections:figure.total')} value={figure(total)} />
        <Figure label={t('inspections:figure.inspected')} value={figure(inspected)} />
        {OUTCOMES.map((outcome) => (
          <Figure
            key={outcome}
            label={<StateMark tone={OUTCOME_TONES[outcome]} label={t(`inspections:outcome.${outcome}`)} />}
            value={figure(outcomes[outcome])}
          />
        ))}
      </Box>
      <Typography
        variant="caption"
        className="figures"
        sx={{ color: 'text.secondary', whiteSpace: 'normal' }}
      >
        {t('inspections:figure.ways', {
          ways: WAYS.map((way) =>
            t(`inspections:way.${way}`, { count: byWay[way], formatted: figure(byWay[way]) }),
          ).join(t('common:list_comma')),
        })}
      </Typography>
    </Box>
  );
}

const grid = {
  m: 0,
  display: 'grid',
  gridTemplateColumns: 'repeat(2, 1fr)',
  columnGap: 3,
  rowGap: 0.5,
};

function Figure(props: { label: React.ReactNode; value: string }) {
  return (
    <Box sx={{ display: 'flex', alignItems: 'baseline', gap: 1 }}>
      <Typography component="dt" sx={{ flex: 1, color: 'text.secondary' }}>
        {props.label}
      </Typography>
      <Typography component="dd" className="figures" sx={{ m: 0, fontWeight: 500 }}>
        {props.value}
      </Typography>
    </Box>
  );
}
