import { Box, ButtonBase, Typography } from '@mui/material';
import { useRef, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';

interface LabelCellsProps {
  readonly columns: number;
  readonly rows: number;
  readonly start: number;
  readonly onStart: (start: number) => void;
}

/** The first sheet as it lies in the printer: pressed where it begins, what comes before is gone. Arrows lead on. */
export function LabelCells({ columns, rows, start, onStart }: LabelCellsProps) {
  const { t } = useTranslation();
  const root = useRef<HTMLDivElement>(null);
  const last = columns * rows - 1;
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const ends: Readonly<Record<string, number>> = {
      ArrowRight: start + 1,
      ArrowLeft: start - 1,
      ArrowDown: start + columns,
      ArrowUp: start - columns,
      Home: 0,
      End: last,
    };
    const next = ends[event.key];
    if (next === undefined) return;
    event.preventDefault();
    if (next < 0 || next > last) return;
    onStart(next);
    root.current?.querySelectorAll<HTMLElement>('[role=radio]')[next]?.focus();
  };
  return (
    <Box>
      <Typography variant="caption" sx={{ color: 'text.secondary' }}>
        {t(start === 0 ? 'prints:labels.start_whole' : 'prints:labels.start', { number: start + 1 })}
      </Typography>
      <Box
        role="radiogroup"
        aria-label={t('prints:labels.first')}
        ref={root}
        onKeyDown={onKeyDown}
        sx={{ ...sheet, gridTemplateColumns: `repeat(${columns}, 1fr)` }}
      >
        {Array.from({ length: columns * rows }, (_cell, index) => (
          <ButtonBase
            key={index}
            role="radio"
            aria-label={t('prints:labels.cell', { number: index + 1 })}
            aria-checked={index === start}
            tabIndex={index === start ? 0 : -1}
            onClick={() => onStart(index)}
            sx={{
              height: Math.min(24, 200 / rows + 4),
              border: '1px solid',
              borderColor: index < start ? 'divider' : 'primary.main',
              borderRadius: '2px',
              backgroundColor:
                index === start ? 'primary.main' : index < start ? 'transparent' : 'action.selected',
            }}
          />
        ))}
      </Box>
    </Box>
  );
}

const sheet = {
  display: 'grid',
  gap: 0.5,
  mt: 0.5,
  p: 1,
  width: 220,
  border: '1px solid',
  borderColor: 'divider',
  backgroundColor: 'background.paper',
};
