import { Box, Button, LinearProgress, Typography } from '@mui/material';
import { useTranslation } from 'react-i18next';
import { formatBytes, formatCount, formatRemaining } from '../lib/format.ts';
import { secondsLeft, type JobState } from '../lib/job.ts';
import { useLater } from '../lib/use-later.ts';

/** A running job after its first second: figure, time left, cancel. Pair with `useJob`. */
export function JobProgress(props: {
  job: Pick<JobState<unknown>, 'state' | 'done' | 'total' | 'elapsedMs'>;
  label: string;
  onCancel?: () => void;
  /** The figures are bytes. */
  inBytes?: boolean;
}) {
  const { t, i18n } = useTranslation();
  const { job } = props;
  const late = useLater(job.state === 'running', 1000);
  if (!late) return null;
  const format = props.inBytes ? formatBytes : formatCount;
  const known = job.total > 0;
  const left = secondsLeft(job);
  return (
    <Box component="output" sx={{ display: 'grid', gap: 0.5 }}>
      <Box sx={{ display: 'flex', gap: 2, alignItems: 'baseline' }}>
        <Typography sx={{ flex: 1 }}>{props.label}</Typography>
        {known && (
          <Typography variant="caption" className="figures">
            {format(job.done, i18n.language)} / {format(job.total, i18n.language)}
          </Typography>
        )}
        {left !== null && (
          <Typography variant="caption" className="figures" sx={{ color: 'text.secondary' }}>
            {t('common:time_left', { span: formatRemaining(t, left) })}
          </Typography>
        )}
        {props.onCancel && (
          <Button size="small" onClick={props.onCancel}>
            {t('common:cancel')}
          </Button>
        )}
      </Box>
      <LinearProgress
        aria-label={props.label}
        {...(known ? { variant: 'determinate', value: (100 * job.done) / job.total } : {})}
      />
    </Box>
  );
}
