import { Box, Button } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { dueDayOf, halfYearOf, nextHalfYear, partsOf, type HalfYear } from '../../../db/domain/half-year.ts';
import { ChoiceControl } from '../../components/form/choice-control.tsx';
import { FieldFrame } from '../../components/form/field-frame.tsx';
import { Page } from '../../components/page.tsx';
import { Empty, QueryView } from '../../components/states.tsx';
import { Can } from '../../lib/session.tsx';
import { useToday } from '../../lib/use-today.ts';
import { useVault } from '../../lib/vault.ts';
import { FileDialog } from './file-dialog.tsx';
import { LookDialog } from './look-dialog.tsx';
import { RoomClimateView } from './room-climate.tsx';

export interface EnvironmentSearch {
  readonly room?: string | undefined;
  readonly period?: HalfYear | undefined;
}

interface ScreenProps {
  readonly search: EnvironmentSearch;
  readonly onSearch: (search: EnvironmentSearch) => void;
}

/** 库房环境 (rules.md D3): one room over one half-year. */
export function EnvironmentScreen({ search, onSearch }: ScreenProps) {
  const { t } = useTranslation();
  const vault = useVault();
  const rooms = useQuery(vault.environment.rooms.queryOptions());
  return (
    <QueryView query={rooms} lines={8}>
      {(known) => {
        const room = known.find((one) => one.room === search.room)?.room ?? known[0]?.room;
        if (room === undefined)
          return (
            <Page title={t('app:section.environment')} padded>
              <Empty title={t('environment:no_rooms')}>{t('environment:no_rooms_text')}</Empty>
            </Page>
          );
        return (
          <OpenRoom room={room} rooms={known.map((one) => one.room)} search={search} onSearch={onSearch} />
        );
      }}
    </QueryView>
  );
}

/** Two years back, with the half-year of today. */
const SHOWN_HALVES = 5;

function halvesUpTo(today: string): HalfYear[] {
  const { year, half } = partsOf(halfYearOf(today));
  const first: HalfYear = `${year - 2}-H${half}`;
  const halves = [first];
  while (halves.length < SHOWN_HALVES) halves.push(nextHalfYear(halves.at(-1) ?? first));
  return halves.toReversed();
}

function OpenRoom({
  room,
  rooms,
  search,
  onSearch,
}: ScreenProps & { room: string; rooms: readonly string[] }) {
  const { t } = useTranslation();
  const vault = useVault();
  const today = useToday();
  const [asked, setAsked] = useState<'reading' | 'file' | 'check' | null>(null);
  const halves = halvesUpTo(today);
  const period = halves.find((one) => one === search.period) ?? halfYearOf(today);
  const { year, half } = partsOf(period);
  const span = { room, from: half === 1 ? `${year}-01-01` : `${year}-07-01`, to: dueDayOf(period) };
  const climate = useQuery(vault.environment.get.queryOptions(span));
  const close = () => setAsked(null);
  const nameOf = (value: string) => (value === '' ? t('environment:no_room') : value);
  const dialog = { room, name: nameOf(room), onClose: close };
  return (
    <Page
      title={t('app:section.environment')}
      padded
      actions={
        <Can action="environment.record">
          {(['check', 'file', 'reading'] as const).map((kind) => (
            <Button
              key={kind}
              variant={kind === 'reading' ? 'contained' : 'outlined'}
              onClick={() => setAsked(kind)}
            >
              {t(`environment:do.${kind}`)}
            </Button>
          ))}
        </Can>
      }
    >
      <Box sx={{ display: 'grid', gap: 2, maxWidth: 1100 }}>
        <Box sx={{ display: 'flex', gap: 3, flexWrap: 'wrap' }}>
          <FieldFrame id="room" label={t('environment:room')} group={rooms.length <= 5}>
            <ChoiceControl
              id="room"
              choices={rooms.map((value) => ({ value, label: nameOf(value) }))}
              value={room}
              onChange={(value) => onSearch({ ...search, room: value ?? undefined })}
              required
            />
          </FieldFrame>
          <FieldFrame id="period" label={t('environment:period')} group>
            <ChoiceControl
              id="period"
              choices={halves.map((value) => ({
                value,
                label: t(`environment:half.${partsOf(value).half}`, { year: partsOf(value).year }),
              }))}
              value={period}
              onChange={(value) => onSearch({ ...search, period: value ?? undefined })}
              required
            />
          </FieldFrame>
        </Box>
        <QueryView query={climate} lines={8}>
          {(known) => <RoomClimateView climate={known} title={nameOf(room)} />}
        </QueryView>
      </Box>
      {asked === 'file' && <FileDialog {...dialog} />}
      {(asked === 'reading' || asked === 'check') && <LookDialog look={asked} {...dialog} />}
    </Page>
  );
}
