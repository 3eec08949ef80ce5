import QuickIcon from '@mui/icons-material/PlaylistAddCheck';
import { Box, Button, Chip, Typography } from '@mui/material';
import { useTranslation } from 'react-i18next';
import { StateMark } from '../../../components/state-mark.tsx';
import { formatCount } from '../../../lib/format.ts';
import { AddendumButton } from '../addendum-button.tsx';
import { useSession } from '../../../lib/session.tsx';
import { DueMark } from '../entry-mark.tsx';
import type { Inspection } from '../inspection-types.ts';
import { PrintMenu } from '../print-menu.tsx';
import { ProgressBar } from '../progress-bar.tsx';
import { FILTERS, type DeskSearch, type Place, type WalkFilter } from '../search.ts';
import { SigningActions } from '../signing/signing-actions.tsx';
import { SignHeld } from '../signing/test-since.tsx';
import { inspectionTitle } from '../texts.ts';
import type { OverDesk } from './open-desk.tsx';

interface DeskHeaderProps {
  readonly inspection: Inspection;
  readonly place: Place;
  readonly mayInspect: boolean;
  readonly onFilter: (filter: DeskSearch['list']) => void;
  readonly onOver: (over: OverDesk) => void;
}

/** Which inspection, how far it is, what is left; and what ends it. */
export function DeskHeader(props: DeskHeaderProps) {
  const { t } = useTranslation();
  const { inspection, mayInspect } = props;
  return (
    <Box component="header" sx={header}>
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 1.5, minHeight: 32 }}>
        <Typography variant="h1" noWrap>
          {inspectionTitle(t, inspection)}
        </Typography>
        <InspectionMark inspection={inspection} />
        <Box sx={{ flex: 1 }} />
        {mayInspect && (
          <Button startIcon={<QuickIcon />} onClick={() => props.onOver('quick')}>
            {t('inspections:quick.action')}
          </Button>
        )}
        <PrintMenu inspection={inspection} />
        <AddendumButton inspection={inspection} />
        <SigningActions inspection={inspection} />
      </Box>
      <SignHeld inspection={inspection} />
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 1.5, flexWrap: 'wrap' }}>
        <Counted inspection={inspection} />
        <FilterChips {...props} />
      </Box>
      <LastReviewer inspection={inspection} />
    </Box>
  );
}

const header = {
  flex: 'none',
  display: 'grid',
  gap: 1,
  px: 2,
  pt: 1,
  pb: 1,
  borderBottom: '1px solid',
  borderColor: 'divider',
};

/** How it stands: under way with its days, or which signature it waits for. */
export function InspectionMark({
  inspection,
}: {
  inspection: Pick<Inspection, 'state' | 'overdue' | 'daysLeft' | 'unfinished'>;
}) {
  const { t } = useTranslation();
  const { state, unfinished } = inspection;
  const isUnderWay = state === 'running' || state === 'planned';
  return (
    <Box sx={{ display: 'flex', gap: 1.5, flex: 'none' }}>
      {!isUnderWay && (
        <StateMark tone={state === 'signed' ? 'done' : 'waiting'} label={t(`inspections:state.${state}`)} />
      )}
      {unfinished && <StateMark tone="stopped" label={t('inspections:mark.unfinished')} />}
      {state !== 'signed' && <DueMark {...inspection} />}
    </Box>
  );
}

/** 已检 320 / 1,902. */
export function Counted({
  inspection,
  width = 160,
}: {
  inspection: Pick<Inspection, 'inspected' | 'total'>;
  width?: number;
}) {
  const { t, i18n } = useTranslation();
  const { inspected, total } = inspection;
  const [done, all] = [inspected, total].map((count) => formatCount(count, i18n.language));
  return (
    <Box sx={{ display: 'flex', alignItems: 'center', gap: 1 }}>
      <Box sx={{ width }}>
        <ProgressBar done={inspected} total={total} label={t('inspections:progress')} />
      </Box>
      <Typography className="figures">{t('inspections:counted', { done, all })}</Typography>
    </Box>
  );
}

function FilterChips({ inspection, place, onFilter }: DeskHeaderProps) {
  const { t, i18n } = useTranslation();
  const chosen = place.kind === 'filter' ? place.filter : null;
  const labelOf = (filter: WalkFilter) => {
    const count = countOf(inspection, filter);
    const name = t(`inspections:filter.${filter}`);
    return count === null
      ? name
      : t('inspections:filter_count', { name, count: formatCount(count, i18n.language) });
  };
  return (
    <Box
      role="group"
      aria-label={t('inspections:filters')}
      sx={{ display: 'flex', gap: 0.5, flexWrap: 'wrap' }}
    >
      {FILTERS.map((filter) => (
        <Chip
          key={filter}
          label={labelOf(filter)}
          className="figures"
          variant={filter === chosen ? 'filled' : 'outlined'}
          color={filter === chosen ? 'primary' : 'default'}
          aria-pressed={filter === chosen}
          onClick={() => onFilter(filter === chosen ? undefined : filter)}
        />
      ))}
    </Box>
  );
}

/** Null where only the list itself knows. */
function countOf({ total, inspected, outcomes }: Inspection, filter: WalkFilter): number | null {
  if (filter === 'never' || filter === 'found') return null;
  return filter === 'open' ? total - inspected : outcomes[filter];
}

/** A supervisor who inspects reviews nothing: said where nobody else is left, before the first scan. */
function LastReviewer({ inspection }: { inspection: Inspection }) {
  const { t } = useTranslation();
  const { account } = useSession();
  const { reviewers, state } = inspection;
  const isLast = reviewers.length === 1 && reviewers[0]?.id === account.personId;
  if (state !== 'running' || (reviewers.length > 0 && !isLast)) return null;
  return (
    <Typography variant="caption" role="note" sx={{ color: 'warning.main' }}>
      {t(isLast ? 'inspections:last_reviewer' : 'inspections:no_reviewer')}
    </Typography>
  );
}
