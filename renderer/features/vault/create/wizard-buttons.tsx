import { Box, Button } from '@mui/material';
import { useEffect, useRef, type MouseEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

/** The second click of a double click is meant for the step before. */
const SECOND_CLICK_MS = 500;

interface WizardButtonsProps {
  readonly onBack?: () => void;
  readonly backLabel?: string;
  readonly nextLabel?: string;
  readonly pending?: boolean;
  /** Instead of the form's own submit. */
  readonly onNext?: () => void;
  /** Another way on, beside the usual one. */
  readonly other?: ReactNode;
}

/**
 * Back at the left, on at the right; the way on is the form's own submit. In the wizard they stand at the foot of the
 * window, at the same place in every step.
 */
export function WizardButtons(props: WizardButtonsProps) {
  const { t } = useTranslation();
  const nextLabel = props.nextLabel ?? t('common:next');
  return (
    <Box
      sx={{
        mt: 3,
        '.wizard &': {
          position: 'fixed',
          left: 300,
          right: 0,
          bottom: 0,
          zIndex: 1,
          display: 'grid',
          justifyItems: 'center',
          borderTop: '1px solid',
          borderColor: 'divider',
          backgroundColor: 'background.default',
        },
      }}
    >
      <Box
        sx={{
          display: 'flex',
          justifyContent: 'space-between',
          width: '100%',
          '.wizard &': { maxWidth: 760, px: 4, py: 1.5 },
        }}
      >
        {props.onBack ? (
          <Button onClick={props.onBack} sx={{ ml: -1.75 }}>
            {props.backLabel ?? t('common:back')}
          </Button>
        ) : (
          <span />
        )}
        <Box sx={{ display: 'flex', gap: 1 }}>
          {props.other}
          <NextButton
            key={nextLabel}
            label={nextLabel}
            pending={props.pending ?? false}
            onNext={props.onNext}
          />
        </Box>
      </Box>
    </Box>
  );
}

function NextButton(props: { label: string; pending: boolean; onNext: (() => void) | undefined }) {
  const shownAt = useRef(0);
  useEffect(() => {
    shownAt.current = performance.now();
  }, []);
  const { onNext } = props;
  const onClick = (event: MouseEvent) => {
    // A click by the keyboard counts none.
    if (event.detail > 1 && performance.now() - shownAt.current < SECOND_CLICK_MS) event.preventDefault();
    else onNext?.();
  };
  return (
    <Button type={onNext ? 'button' : 'submit'} variant="contained" loading={props.pending} onClick={onClick}>
      {props.label}
    </Button>
  );
}
