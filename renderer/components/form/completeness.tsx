import { Box, LinearProgress, Typography } from '@mui/material';
import { useTranslation } from 'react-i18next';

/** How complete an archive is (rules.md A1), with what is missing in words. */
export function Completeness(props: { percent: number; missing?: readonly string[]; compact?: boolean }) {
  const { t } = useTranslation();
  const done = props.percent >= 100;
  const text = t('common:completeness', { percent: props.percent });
  return (
    <Box>
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 1 }}>
        <LinearProgress
          variant="determinate"
          value={props.percent}
          color={done ? 'success' : 'primary'}
          aria-label={text}
          sx={{ flex: 1, minWidth: 48 }}
        />
        <Typography variant="caption" className="figures">
          {props.compact ? `${props.percent}%` : text}
        </Typography>
      </Box>
      {!props.compact && props.missing && props.missing.length > 0 && (
        <Typography variant="caption" sx={{ color: 'text.secondary' }}>
          {t('common:missing', { fields: props.missing.join(t('common:list_comma')) })}
        </Typography>
      )}
    </Box>
  );
}
