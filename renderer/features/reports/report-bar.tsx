import NextIcon from '@mui/icons-material/ChevronRight';
import PreviousIcon from '@mui/icons-material/ChevronLeft';
import ChoicesIcon from '@mui/icons-material/TuneOutlined';
import { Box, Button, IconButton, MenuItem, Select, ToggleButton, ToggleButtonGroup } from '@mui/material';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { addDays } from '../../../db/domain/dates.ts';
import {
  kindOf,
  periodBefore,
  periodOf,
  spanOf,
  type Period,
  type PeriodKind,
} from '../../../db/domain/figures/periods.ts';
import { useToday } from '../../lib/use-today.ts';
import { periodText } from '../../lib/period-text.ts';
import type { Asked, ReportSearch } from './search.ts';

const KINDS: readonly PeriodKind[] = ['month', 'half', 'year'];
/** Periods that can be chosen from the list; earlier ones by the arrow. */
const LISTED = 18;

interface ReportBarProps {
  readonly asked: Asked;
  readonly onSearch: (change: Partial<ReportSearch>) => void;
  readonly choosing: boolean;
  readonly onChoose: () => void;
  readonly actions?: ReactNode;
}

/** The period, what it is compared with, and the door to all other choices. */
export function ReportBar({ asked, onSearch, choosing, onChoose, actions }: ReportBarProps) {
  const { t } = useTranslation();
  const today = useToday();
  const { period, choices } = asked;
  const kind = kindOf(period);
  const newest = periodOf(today, kind);
  const listed = [period, ...lastPeriods(newest, LISTED)]
    .filter((one, at, all) => all.indexOf(one) === at)
    .sort()
    .toReversed();
  const next = periodOf(addDays(spanOf(period).to, 1), kind);
  const compared = [...(choices.before ? ['before'] : []), ...(choices.lastYear ? ['lastYear'] : [])];
  return (
    <Box role="toolbar" aria-label={t('reports:period')} sx={bar}>
      <ToggleButtonGroup
        exclusive
        size="small"
        value={kind}
        aria-label={t('reports:period_kind')}
        onChange={(_event, wanted: PeriodKind | null) => {
          if (wanted) onSearch({ period: overIn(wanted, today) });
        }}
      >
        {KINDS.map((one) => (
          <ToggleButton key={one} value={one}>
            {t(`reports:kind.${one}`)}
          </ToggleButton>
        ))}
      </ToggleButtonGroup>
      <Box sx={{ display: 'flex', alignItems: 'center' }}>
        <IconButton
          size="small"
          aria-label={t('reports:earlier')}
          onClick={() => onSearch({ period: periodBefore(period) })}
        >
          <PreviousIcon />
        </IconButton>
        <Select
          size="small"
          value={period}
          inputProps={{ 'aria-label': t('reports:period') }}
          onChange={(event) => onSearch({ period: event.target.value as Period })}
          sx={{ minWidth: 132 }}
        >
          {listed.map((one) => (
            <MenuItem key={one} value={one}>
              {periodText(t, one)}
            </MenuItem>
          ))}
        </Select>
        <IconButton
          size="small"
          aria-label={t('reports:later')}
          disabled={next > newest}
          onClick={() => onSearch({ period: next })}
        >
          <NextIcon />
        </IconButton>
      </Box>
      <ToggleButtonGroup
        size="small"
        value={compared}
        aria-label={t('reports:compare')}
        onChange={(_event, wanted: string[]) =>
          onSearch({
            choices: { ...choices, before: wanted.includes('before'), lastYear: wanted.includes('lastYear') },
          })
        }
      >
        {kind !== 'year' && <ToggleButton value="before">{t('reports:compare_before')}</ToggleButton>}
        <ToggleButton value="lastYear">{t('reports:compare_last_year')}</ToggleButton>
      </ToggleButtonGroup>
      {/* Together they go below where there is no room beside the period. */}
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 1.5, ml: 'auto' }}>
        <Button startIcon={<ChoicesIcon />} aria-expanded={choosing} onClick={onChoose}>
          {t('reports:choices')}
        </Button>
        {actions}
      </Box>
    </Box>
  );
}

/** The last of a kind that is over. */
const overIn = (kind: PeriodKind, today: string): Period => periodBefore(periodOf(today, kind));

function lastPeriods(newest: Period, count: number): Period[] {
  const periods = [newest];
  while (periods.length < count) periods.push(periodBefore(periods.at(-1) ?? newest));
  return periods;
}

const bar = {
  display: 'flex',
  alignItems: 'center',
  flexWrap: 'wrap',
  gap: 1.5,
  px: 2,
  py: 1,
  borderBottom: '1px solid',
  borderColor: 'divider',
} as const;
