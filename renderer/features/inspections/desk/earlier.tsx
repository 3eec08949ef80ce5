import { Box, Typography } from '@mui/material';
import { useTranslation } from 'react-i18next';
import { halfYearSchema } from '../../../../db/domain/half-year.ts';
import { StateMark } from '../../../components/state-mark.tsx';
import type { OpenSheet } from '../inspection-types.ts';
import { periodText, sheetText } from '../texts.ts';

/** What was found of it in the last four half-years. */
export function Earlier(props: { earlier: OpenSheet['earlier'] | undefined; never: boolean }) {
  const { t } = useTranslation();
  const { earlier } = props;
  return (
    <Box component="section" aria-label={t('inspections:earlier.title')}>
      <Typography variant="h2" component="h3" sx={{ mb: 0.5 }}>
        {t('inspections:earlier.title')}
      </Typography>
      {earlier?.length === 0 && (
        <StateMark
          tone={props.never ? 'due' : 'draft'}
          label={t(props.never ? 'inspections:earlier.never' : 'inspections:earlier.none')}
        />
      )}
      <Box
        component="dl"
        sx={{ m: 0, display: 'grid', gridTemplateColumns: 'auto 1fr', columnGap: 1.5, rowGap: 0.25 }}
      >
        {earlier?.map(({ period, at, sheet }) => {
          const half = halfYearSchema.safeParse(period);
          return (
            <Box key={`${period} ${at}`} sx={{ display: 'contents' }}>
              <Typography component="dt" className="figures" sx={{ color: 'text.secondary' }}>
                {half.success ? periodText(t, half.data) : period}
              </Typography>
              <Typography component="dd" sx={{ m: 0, overflowWrap: 'anywhere' }}>
                {sheetText(t, sheet)}
              </Typography>
            </Box>
          );
        })}
      </Box>
    </Box>
  );
}
