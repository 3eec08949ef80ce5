import { Box, ButtonBase, Typography } from '@mui/material';
import { useTranslation } from 'react-i18next';
import { FINDING_KINDS, type FindingKind } from '../../../../db/domain/finding.ts';
import type { Sheet } from '../../../../db/domain/inspection.ts';
import { StateMark } from '../../../components/state-mark.tsx';
import type { OnShelf } from '../inspection-types.ts';
import { DEGREE_TONES, nextDegree } from '../texts.ts';
import { KeyHint } from './outcome-buttons.tsx';
import { useDesk } from './use-desk.ts';

interface FindingRowsProps {
  readonly archive: OnShelf;
  readonly sheet: Sheet;
  readonly disabled: boolean;
}

/** The nine findings (forms.md 9): pressed once 轻微, again 中等, again 严重, again 正常. */
export function FindingRows({ archive, sheet, disabled }: FindingRowsProps) {
  const { t } = useTranslation();
  const desk = useDesk();
  const press = (kind: FindingKind) => desk.change(archive, { findings: nextDegree(sheet.findings, kind) });
  return (
    <Box role="group" aria-label={t('inspections:findings')} sx={box}>
      {FINDING_KINDS.map((kind, index) => {
        const degree = sheet.findings.find((finding) => finding.kind === kind)?.degree;
        const state = degree ? t(`common:degree.${degree}`) : t('inspections:fine');
        return (
          <ButtonBase
            key={kind}
            disabled={disabled}
            onClick={() => press(kind)}
            aria-keyshortcuts={String(index + 1)}
            sx={{ ...line, opacity: disabled ? 0.6 : 1 }}
          >
            <KeyHint>{String(index + 1)}</KeyHint>
            <Typography component="span" sx={{ flex: 1, fontWeight: degree ? 500 : 400 }}>
              {t(`common:finding.${kind}`)}
            </Typography>
            <Box
              component="span"
              sx={{ width: 64, textAlign: 'left', color: degree ? undefined : 'text.secondary' }}
            >
              {degree ? <StateMark tone={DEGREE_TONES[degree]} label={state} /> : state}
            </Box>
          </ButtonBase>
        );
      })}
    </Box>
  );
}

const box = {
  display: 'grid',
  border: '1px solid',
  borderColor: 'divider',
  borderRadius: 1,
  backgroundColor: 'background.paper',
  overflow: 'hidden',
};
const line = {
  display: 'flex',
  gap: 1,
  height: 28,
  pr: 1,
  fontSize: '0.875rem',
  textAlign: 'left',
  '& + &': { borderTop: '1px solid', borderColor: 'divider' },
  '&:hover': { backgroundColor: 'action.hover' },
  '&.Mui-focusVisible': { outlineOffset: '-2px' },
};
