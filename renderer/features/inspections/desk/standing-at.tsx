import ConfirmIcon from '@mui/icons-material/DoneAll';
import ClimateIcon from '@mui/icons-material/ThermostatOutlined';
import RefreshIcon from '@mui/icons-material/Refresh';
import { Box, Button, Typography } from '@mui/material';
import { useTranslation } from 'react-i18next';
import { RowButton } from '../../../components/row-button.tsx';
import { formatCount } from '../../../lib/format.ts';
import type { RoomSince } from '../climate.tsx';
import type { Levels } from '../inspection-types.ts';
import type { Place } from '../search.ts';
import { levelKey } from '../texts.ts';

interface StandingAtProps {
  readonly place: Place;
  readonly levels: Levels;
  /** Of a list by a filter. */
  readonly total: number | null;
  readonly mayInspect: boolean;
  readonly onConfirm: () => void;
  readonly onRefresh: () => void;
  /** In which one can enter its climate; null for none. */
  readonly room: RoomSince | null;
  readonly onClimate: () => void;
}

/** Where the inspector stands, to be read from a step away: scans are held against it. */
export function StandingAt(props: StandingAtProps) {
  const { t, i18n } = useTranslation();
  const { place, levels } = props;
  if (place.kind === 'nowhere') return null;
  const level =
    place.kind === 'level' ? levels.levels.find((one) => levelKey(one) === levelKey(place.level)) : null;
  const progress = place.kind === 'unplaced' ? levels.unplaced : level;
  const isLevel = place.kind === 'level';
  const figures = progress && {
    done: formatCount(progress.inspected, i18n.language),
    all: formatCount(progress.count, i18n.language),
  };
  return (
    <Box sx={bar}>
      <Typography variant="caption" sx={{ color: 'text.secondary', flex: 'none' }}>
        {t(isLevel ? 'inspections:standing_at' : 'inspections:list')}
      </Typography>
      <Typography variant="h1" component="h2" noWrap className="figures" sx={{ minWidth: 0 }}>
        {isLevel ? levelKey(place.level) : listName(t, place)}
      </Typography>
      <Typography className="figures" sx={{ flex: 1, color: 'text.secondary' }} noWrap>
        {figures
          ? t('inspections:done_of', figures)
          : props.total === null
            ? ''
            : t('common:list.total', { total: formatCount(props.total, i18n.language) })}
      </Typography>
      {place.kind === 'filter' && (
        <RowButton label={t('inspections:list_again')} onClick={props.onRefresh}>
          <RefreshIcon />
        </RowButton>
      )}
      {props.room && (
        <RowButton
          label={t(
            props.room.reading === null ? 'inspections:climate.lacking' : 'inspections:climate.enter_of',
            { room: props.room.room ?? t('environment:no_room') },
          )}
          onClick={props.onClimate}
        >
          <ClimateIcon color={props.room.reading === null ? 'warning' : 'inherit'} />
        </RowButton>
      )}
      {isLevel && props.mayInspect && progress && progress.inspected < progress.count && (
        <Button variant="outlined" size="small" startIcon={<ConfirmIcon />} onClick={props.onConfirm}>
          {t('inspections:confirm.action')}
        </Button>
      )}
    </Box>
  );
}

const bar = {
  display: 'flex',
  alignItems: 'center',
  gap: 1,
  px: 2,
  minHeight: 44,
  borderBottom: '1px solid',
  borderColor: 'divider',
  backgroundColor: 'background.paper',
};

const listName = (
  t: ReturnType<typeof useTranslation>['t'],
  place: Exclude<Place, { kind: 'level' }>,
): string => (place.kind === 'filter' ? t(`inspections:filter.${place.filter}`) : t('inspections:unplaced'));
