import { Box, Typography } from '@mui/material';
import { useTranslation } from 'react-i18next';
import type { LineStep } from '../../../db/domain/flow.ts';
import { reasonText } from '../../lib/reason-text.ts';
import { useInstantText } from '../../lib/use-today.ts';
import { useFlowWords } from './words.ts';

/** Every flow is drawn so: steps with person and date, a seal where signed, the one that waits set off. */
export function FlowLine(props: {
  flow: string;
  steps: readonly LineStep[];
  /** One below the other, in a narrow column. */
  stacked?: boolean;
}) {
  const { t } = useTranslation();
  return (
    <Box
      component="ol"
      aria-label={t('common:flow.label')}
      sx={{
        display: 'flex',
        flexDirection: props.stacked ? 'column' : 'row',
        flexWrap: props.stacked ? 'nowrap' : 'wrap',
        rowGap: 1.5,
        m: 0,
        p: 0,
        listStyle: 'none',
      }}
    >
      {props.steps.map((step, index) => (
        <Box
          component="li"
          key={`${index} ${step.step}`}
          sx={{ display: 'flex', maxWidth: 340 }}
          title={step.rule ?? undefined}
        >
          {index > 0 && !props.stacked && <Box aria-hidden sx={joint} />}
          <StepMark flow={props.flow} step={step} />
        </Box>
      ))}
    </Box>
  );
}

const joint = {
  width: 28,
  flex: 'none',
  height: 0,
  mt: '18px',
  mx: 1.5,
  borderTop: '1px solid',
  borderColor: 'divider',
};

function StepMark({ flow, step }: { flow: string; step: LineStep }) {
  const { t } = useTranslation();
  const word = useFlowWords(flow);
  const lines = useStepLines(step);
  return (
    <Box
      sx={{ display: 'flex', gap: 1, alignItems: 'flex-start' }}
      aria-current={step.state === 'waiting' ? 'step' : undefined}
    >
      <Seal state={step.state} />
      <Box sx={{ minWidth: 0 }}>
        <Typography
          sx={{
            fontWeight: step.state === 'waiting' ? 700 : 500,
            color: step.state === 'ahead' ? 'text.secondary' : undefined,
          }}
        >
          {word(`step.${step.step}`, { defaultValue: step.step })}
        </Typography>
        {lines.map((line) => (
          <Typography
            key={line}
            variant="caption"
            component="p"
            className="figures"
            sx={{ color: 'text.secondary' }}
          >
            {line}
          </Typography>
        ))}
        {step.daysWaited !== null && step.daysWaited > 0 && (
          <Typography variant="caption" component="p" sx={{ color: 'warning.main' }}>
            {t('common:waited', { count: step.daysWaited })}
          </Typography>
        )}
        {step.reason && (
          <Typography
            variant="caption"
            component="p"
            sx={{ overflowWrap: 'anywhere', whiteSpace: 'pre-line' }}
          >
            {reasonText(t, flow, step)}
          </Typography>
        )}
      </Box>
    </Box>
  );
}

/** Who, in which role, and when: as it was then, or who is waited for. */
function useStepLines({ state, person, roles, at }: LineStep): string[] {
  const { t } = useTranslation();
  const instantText = useInstantText();
  const inRole = roles.map((role) => t(`common:role.${role}`)).join(t('common:list_comma'));
  if (state === 'waiting' || state === 'ahead') return [inRole || t('common:flow.asker')];
  const who = person && inRole ? t('common:flow.person_in_role', { person, role: inRole }) : person || inRole;
  return [who, at === null ? '' : instantText(at)].filter((line) => line !== '');
}

const SEALS = {
  done: { color: 'success.main', path: 'M5 12.5l4 4 9-10' },
  waiting: { color: 'info.main', path: 'M12 7v5l3.5 2' },
  refused: { color: 'error.main', path: 'M7 7l10 10M17 7L7 17' },
  ahead: { color: 'text.disabled', path: '' },
} as const;

/** Like the impression of a seal: square and double-ruled once signed, a plain ring before. */
function Seal(props: { state: LineStep['state'] }) {
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
