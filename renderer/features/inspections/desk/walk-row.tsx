import { Box, Typography } from '@mui/material';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { shelfText } from '../../../../db/domain/text/shelf-text.ts';
import { SecrecyMark, StateMark } from '../../../components/state-mark.tsx';
import { EntryMark } from '../entry-mark.tsx';
import { findingText } from '../texts.ts';
import type { WalkLine } from '../inspection-types.ts';

/** Pixels. */
export const ROW_HEIGHT = 48;

interface WalkRowProps {
  readonly id: string;
  readonly line: WalkLine;
  readonly entry: WalkLine['entry'];
  readonly isUnsaved: boolean;
  readonly isShared: boolean;
  /** In the first inspection of all nothing was ever inspected. */
  readonly isNeverTold: boolean;
  /** The level is said above; only the position is said here. */
  readonly isOnLevel: boolean;
  readonly isInHand: boolean;
  readonly isActive: boolean;
  readonly place: number;
  readonly count: number;
  readonly onPick: (line: WalkLine) => void;
}

/** One archive as it stands on its level. */
export const WalkRow = memo(function WalkRow(props: WalkRowProps) {
  const { t } = useTranslation();
  const { line, entry } = props;
  const { shelf } = line;
  const findings = entry?.sheet.findings ?? [];
  const [first, ...others] = findings;
  return (
    <Box
      id={props.id}
      role="option"
      aria-selected={props.isInHand}
      aria-posinset={props.place + 1}
      aria-setsize={props.count}
      onClick={() => props.onPick(line)}
      sx={{
        ...row,
        top: props.place * ROW_HEIGHT,
        ...(props.isActive && { backgroundColor: 'action.hover' }),
        ...(props.isInHand && inHand),
      }}
    >
      {props.isOnLevel && (
        <Typography className="figures" sx={{ width: 32, flex: 'none', textAlign: 'right', fontWeight: 500 }}>
          {shelf?.position}
        </Typography>
      )}
      <Box sx={{ flex: 1, minWidth: 0 }}>
        <Box sx={{ display: 'flex', alignItems: 'center', gap: 1, minWidth: 0 }}>
          <Typography noWrap sx={{ fontWeight: 500, minWidth: 0 }} title={line.name}>
            {line.name}
          </Typography>
          <SecrecyMark secrecy={line.secrecy} hideNormal />
        </Box>
        <Typography
          variant="caption"
          component="p"
          noWrap
          className="figures"
          sx={{ color: 'text.secondary' }}
        >
          {props.isOnLevel || !shelf ? line.archiveNo : `${line.archiveNo}　${shelfText(shelf)}`}
        </Typography>
      </Box>
      <Box sx={marks}>
        {props.isUnsaved && <StateMark tone="due" label={t('inspections:unsaved')} />}
        {first && (
          <StateMark
            tone="due"
            label={
              // In a list from all over what was found is what one looks for.
              props.isOnLevel || others.length > 0
                ? t('inspections:findings_count', { count: findings.length })
                : findingText(t, first)
            }
          />
        )}
        {!entry && props.isNeverTold && line.never && (
          <StateMark tone="waiting" label={t('inspections:filter.never')} />
        )}
        {props.isShared && <StateMark tone="due" label={t('inspections:shared')} />}
      </Box>
      <Box sx={{ width: 76, flex: 'none' }}>
        <EntryMark sheet={entry?.sheet ?? null} />
      </Box>
    </Box>
  );
});

const row = {
  position: 'absolute',
  left: 0,
  right: 0,
  height: ROW_HEIGHT,
  display: 'flex',
  alignItems: 'center',
  gap: 1.5,
  px: 2,
  borderBottom: '1px solid',
  borderColor: 'divider',
  cursor: 'pointer',
  '&:hover': { backgroundColor: 'action.hover' },
};
const inHand = {
  backgroundColor: 'action.selected',
  boxShadow: 'inset 3px 0 0 var(--kd-palette-primary-main)',
};
const marks = {
  display: 'flex',
  flexDirection: 'column',
  alignItems: 'flex-start',
  flex: 'none',
  fontSize: '0.75rem',
  color: 'text.secondary',
};
