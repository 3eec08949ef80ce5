import { Box, Typography } from '@mui/material';
import { useTranslation } from 'react-i18next';

/** One step of a flow that people decide: who, when, and whether it is done, waits, was refused or is to come. */
export interface FlowStep {
  readonly key: string;
  readonly label: string;
  readonly state: 'done' | 'waiting' | 'refused' | 'ahead';
  readonly person?: string | null;
  /** As it is to be read, e.g. `2026-04-20 09:05`. */
  readonly at?: string | null;
  /** Whole days that the waiting step has waited. */
  readonly daysWaited?: number | null;
  readonly note?: string | null;
}

/** Every flow is drawn so: steps with person and date, a seal where signed, the one that waits set off. */
export function FlowLine(props: { label: string; steps: readonly FlowStep[] }) {
  return (
    <Box
      component="ol"
      aria-label={props.label}
      sx={{ display: 'flex', gap: 0, m: 0, p: 0, listStyle: 'none' }}
    >
      {props.steps.map((step, index) => (
        <Box
          component="li"
          key={step.key}
          sx={{ display: 'flex', flex: index === 0 ? 'none' : '1 1 0', maxWidth: 360 }}
        >
          {index > 0 && (
            <Box
              aria-hidden
              sx={{
                flex: '1 1 24px',
                minWidth: 24,
                height: 0,
                mt: '18px',
                mx: 1.5,
                borderTop: '1px solid',
                borderColor: 'divider',
              }}
            />
          )}
          <StepMark step={step} />
        </Box>
      ))}
    </Box>
  );
}

function StepMark({ step }: { step: FlowStep }) {
  const { t } = useTranslation();
  return (
    <Box
      sx={{ display: 'flex', gap: 1, alignItems: 'flex-start' }}
      aria-current={step.state === 'waiting' ? 'step' : undefined}
    >
      <Seal state={step.state} label={step.label} />
      <Box sx={{ minWidth: 0 }}>
        <Typography
          sx={{
            fontWeight: step.state === 'waiting' ? 700 : 500,
            color: step.state === 'ahead' ? 'text.secondary' : undefined,
          }}
        >
          {step.label}
        </Typography>
        <Typography variant="caption" component="p" className="figures" sx={{ color: 'text.secondary' }}>
          {[step.person, step.at].filter(Boolean).join('　')}
        </Typography>
        {step.daysWaited != null && step.daysWaited > 0 && (
          <Typography variant="caption" component="p" sx={{ color: 'warning.main' }}>
            {t('common:waited', { count: step.daysWaited })}
          </Typography>
        )}
        {step.note && (
          <Typography variant="caption" component="p" sx={{ overflowWrap: 'anywhere' }}>
            {step.note}
          </Typography>
        )}
      </Box>
    </Box>
  );
}

const SEALS = {
  done: { color: 'success.main', path: 'M5 12.5l4 4 9-10' },
  waiting: { color: 'info.main', path: 'M12 7v5l3.5 2' },
  refused: { color: 'error.main', path: 'M7 7l10 10M17 7L7 17' },
  ahead: { color: 'text.disabled', path: '' },
} as const;

/** Like the impression of a seal: square and double-ruled once signed, a plain ring before. */
function Seal(props: { state: FlowStep['state']; label: string }) {
  const { color, path } = SEALS[props.state];
  const signed = props.state === 'done' || props.state === 'refused';
  return (
    <Box component="svg" viewBox="0 0 24 24" aria-hidden sx={{ width: 36, height: 36, flex: 'none', color }}>
      {signed ? (
        <g fill="none" stroke="currentColor">
          <rect x="1" y="1" width="22" height="22" rx="2" strokeWidth="1.5" />
          <rect x="3.2" y="3.2" width="17.6" height="17.6" rx="1" strokeWidth="0.6" />
        </g>
      ) : (
        <circle
          cx="12"
          cy="12"
          r="10"
          fill="none"
          stroke="currentColor"
          strokeWidth="1.5"
          strokeDasharray={props.state === 'ahead' ? '2 2.5' : undefined}
        />
      )}
      <path d={path} fill="none" stroke="currentColor" strokeWidth="1.8" />
    </Box>
  );
}
