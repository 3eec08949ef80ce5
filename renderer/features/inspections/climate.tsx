import { Box, Button, Typography } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { wallTime } from '../../../db/domain/environment/readings.ts';
import { StateMark } from '../../components/state-mark.tsx';
import { Can } from '../../lib/session.tsx';
import { useVault } from '../../lib/vault.ts';
import { wallText } from '../environment/climate-types.ts';
import { LookDialog } from '../environment/look-dialog.tsx';
import { useLevels } from './desk/use-desk-queries.ts';
import type { Inspection } from './inspection-types.ts';

/** A room of an inspection with what was recorded of its climate since the opening; null for nothing. */
export interface RoomSince {
  /** Null where the department names none. */
  readonly room: string | null;
  readonly reading: number | null;
  readonly check: number | null;
}

/** The rooms in which archives of an inspection stand, in the order of the shelves. */
export function useRoomsSince({ id, openedOn }: Pick<Inspection, 'id' | 'openedOn'>): readonly RoomSince[] {
  const vault = useVault();
  const levels = useLevels(id).data?.levels ?? [];
  const known = useQuery(vault.environment.rooms.queryOptions()).data;
  if (!known) return [];
  const from = wallTime(openedOn, 0);
  const since = (at: number | null | undefined) => (at != null && at >= from ? at : null);
  return [...new Set(levels.map(({ room }) => room))].map((room) => {
    const recorded = known.find((one) => one.room === (room ?? ''));
    return { room, reading: since(recorded?.reading), check: since(recorded?.check) };
  });
}

/** 登记库房环境 of one room, within the inspection. */
export function RoomLook({ room, onClose }: { room: string | null; onClose: () => void }) {
  const { t } = useTranslation();
  const name = room ?? t('environment:no_room');
  return <LookDialog look="both" room={room ?? ''} name={name} onClose={onClose} />;
}

/** Each room: whether it has a reading and was looked at since the opening, and the way to enter both. */
export function Climate({ inspection }: { inspection: Inspection }) {
  const { t } = useTranslation();
  const rooms = useRoomsSince(inspection);
  const [asked, setAsked] = useState<RoomSince | null>(null);
  if (rooms.length === 0)
    return <Typography sx={{ color: 'text.secondary' }}>{t('inspections:climate.no_rooms')}</Typography>;
  return (
    <Box component="ul" sx={list}>
      {rooms.map((one) => (
        <Box component="li" key={one.room ?? ''} sx={line}>
          <Typography noWrap sx={{ flex: '1 1 64px', minWidth: 0 }}>
            {one.room ?? t('environment:no_room')}
          </Typography>
          <Since room={one} />
          {/* What comes after a signature is not in the record. */}
          {inspection.state === 'running' && (
            <Can action="environment.record">
              <Button
                size="small"
                aria-label={t('inspections:climate.enter_of', { room: one.room ?? t('environment:no_room') })}
                onClick={() => setAsked(one)}
              >
                {t('inspections:climate.enter')}
              </Button>
            </Can>
          )}
        </Box>
      ))}
      {asked && <RoomLook room={asked.room} onClose={() => setAsked(null)} />}
    </Box>
  );
}

function Since({ room: { reading, check } }: { room: RoomSince }) {
  const { t } = useTranslation();
  if (reading === null)
    return (
      <StateMark
        tone="due"
        label={t(check === null ? 'inspections:climate.none' : 'inspections:climate.check_only')}
      />
    );
  // Without the year, which is that of the inspection.
  const at = wallText(reading).slice(5);
  return (
    <StateMark
      tone={check === null ? 'waiting' : 'done'}
      label={t(check === null ? 'inspections:climate.reading_only' : 'inspections:climate.both', { at })}
    />
  );
}

const list = {
  m: 0,
  p: 0,
  listStyle: 'none',
  display: 'grid',
  gridTemplateColumns: 'minmax(0, 1fr)',
  gap: 0.5,
  alignContent: 'start',
};
const line = {
  display: 'flex',
  flexWrap: 'wrap',
  justifyContent: 'flex-end',
  alignItems: 'center',
  columnGap: 1,
  minHeight: 28,
};
