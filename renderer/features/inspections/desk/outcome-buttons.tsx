import { Box, ToggleButton, ToggleButtonGroup } from '@mui/material';
import { useTranslation } from 'react-i18next';
import { OUTCOMES, type Level, type Outcome, type Sheet } from '../../../../db/domain/inspection.ts';
import { StateMark } from '../../../components/state-mark.tsx';
import type { OnShelf } from '../inspection-types.ts';
import { OUTCOME_TONES } from '../texts.ts';
import { outcomeChange } from './desk-state.ts';
import { useDesk } from './use-desk.ts';
import { keyOfOutcome } from './use-desk-keys.ts';

interface OutcomeButtonsProps {
  readonly archive: OnShelf;
  readonly sheet: Sheet | null;
  readonly at: Level | null;
  readonly disabled: boolean;
}

/** 在位, 借出, 缺失, 错位, each with its key. */
export function OutcomeButtons({ archive, sheet, at, disabled }: OutcomeButtonsProps) {
  const { t } = useTranslation();
  const desk = useDesk();
  return (
    <ToggleButtonGroup
      exclusive
      fullWidth
      size="small"
      aria-label={t('inspections:outcome.label')}
      value={sheet?.outcome ?? null}
      disabled={disabled}
      onChange={(_event, outcome: Outcome | null) => {
        if (outcome) desk.change(archive, outcomeChange(outcome, archive, at));
      }}
    >
      {OUTCOMES.map((outcome) => (
        <ToggleButton key={outcome} value={outcome} aria-keyshortcuts={keyOfOutcome(outcome)} sx={button}>
          <StateMark tone={OUTCOME_TONES[outcome]} label={t(`inspections:outcome.${outcome}`)} />
          <KeyHint>{keyOfOutcome(outcome)}</KeyHint>
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
}

/** The shape and colour of an outcome are seen on the chosen one too. */
const button = {
  px: 0.5,
  '&.Mui-selected, &.Mui-selected:hover': {
    color: 'text.primary',
    backgroundColor: 'action.selected',
    boxShadow: 'inset 0 -3px 0 var(--kd-palette-primary-main)',
    fontWeight: 700,
  },
};

/** The key that does the same. */
export function KeyHint({ children }: { children: string }) {
  return (
    <Box
      component="kbd"
      aria-hidden
      sx={{
        ml: 0.75,
        flex: 'none',
        minWidth: 18,
        px: 0.5,
        fontFamily: 'inherit',
        fontSize: '0.75rem',
        lineHeight: '16px',
        textAlign: 'center',
        border: '1px solid',
        borderColor: 'divider',
        borderRadius: '3px',
        color: 'text.secondary',
      }}
    >
      {children}
    </Box>
  );
}
