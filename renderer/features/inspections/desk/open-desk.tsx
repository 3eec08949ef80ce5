import { Box } from '@mui/material';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { AppError } from '../../../../db/domain/errors.ts';
import type { Level } from '../../../../db/domain/inspection.ts';
import { QueryView } from '../../../components/states.tsx';
import { useScanner } from '../../../lib/scanner/use-scanner.ts';
import { useCan, useSession } from '../../../lib/session.tsx';
import { useStable } from '../../../lib/use-stable.ts';
import { useShellClient } from '../../../lib/vault.ts';
import { RoomLook, useRoomsSince } from '../climate.tsx';
import type { Inspection, Levels, WalkLine } from '../inspection-types.ts';
import { placeOf, standingAt, type DeskSearch, type Place } from '../search.ts';
import { covers } from '../shares/places.ts';
import { SigningPanel } from '../signing/signing-panel.tsx';
import { DeskHeader } from './desk-header.tsx';
import { DeskStart } from './desk-start.tsx';
import { LevelDialog } from './level-dialog.tsx';
import { LevelsPane } from './levels-pane.tsx';
import { nextOwnLevel } from './level-tree.ts';
import { QuickEntry } from './quick-entry.tsx';
import { ScanLine } from './scan-line.tsx';
import { SheetPane } from './sheet-pane.tsx';
import { StandingAt } from './standing-at.tsx';
import { useDesk, useDeskState } from './use-desk.ts';
import { useDeskFreshness, useLevels, useRefresh, useWalk } from './use-desk-queries.ts';
import { useDeskKeys } from './use-desk-keys.ts';
import { WalkList } from './walk-list.tsx';

interface OpenDeskProps {
  readonly inspection: Inspection;
  readonly search: DeskSearch;
  readonly onSearch: (search: DeskSearch) => void;
}

export function OpenDesk(props: OpenDeskProps) {
  const levels = useLevels(props.inspection.id);
  return (
    <QueryView query={levels} lines={12}>
      {(known) => <Desk {...props} levels={props.inspection.addendum > 0 ? NO_LEVELS : known} />}
    </QueryView>
  );
}

/** An addendum is about single archives, wherever they stand. */
const NO_LEVELS: Levels = { levels: [], unplaced: { count: 0, inspected: 0 } };

/** What lies over the desk. */
export type OverDesk = 'level' | 'quick' | 'climate' | null;

function Desk({ inspection, search, onSearch, levels }: OpenDeskProps & { levels: Levels }) {
  const { t } = useTranslation();
  const { id } = inspection;
  const mayInspect = useCan('inspections.inspect') && inspection.state === 'running';
  const [over, setOver] = useState<OverDesk>(null);
  useDeskFreshness(id);
  const refresh = useRefresh(id);
  // Where there are no shelves, all stand without a place.
  const first = inspection.addendum > 0 ? 'open' : 'unplaced';
  const place = placeOf(levels.levels.length === 0 && !search.list ? { list: first } : search);
  const walk = useWalk(id, place);
  const isNeverTold = levels.levels.some(({ count, never }) => never < count);
  const inHand = useDeskState((state) => state.inHand);
  const desk = useDesk();
  const isMine = useOwnShare(inspection);
  const onQuickCode = useQuickCode();
  useScanning({ place, enabled: mayInspect, onCode: over === 'quick' ? onQuickCode.hear : null });
  const pick = useStable((line: WalkLine, lines: readonly WalkLine[]) =>
    desk.pick(line, line.entry, sharingOf(line, lines)),
  );
  const standAt = useStable((step: 1 | -1) => {
    const next = nextOwnLevel(levels.levels, isMine, standingAt(place), step);
    if (next) onSearch({ at: next });
  });
  const at = standingAt(place);
  const room = useRoomsSince(inspection).find((one) => at && one.room === at.room) ?? null;
  useDeskKeys({
    enabled: mayInspect && over === null,
    at,
    onLevel: standAt,
    onClimate: room && (() => setOver('climate')),
  });
  return (
    <Box sx={frame}>
      <DeskHeader
        inspection={inspection}
        place={place}
        mayInspect={mayInspect}
        onFilter={(list) => onSearch(list ? { list } : {})}
        onOver={setOver}
      />
      <Box sx={columns}>
        <LevelsPane levels={levels} place={place} isNeverTold={isNeverTold} onPlace={onSearch} />
        <Box sx={{ display: 'flex', flexDirection: 'column', minWidth: 0, minHeight: 0 }}>
          <StandingAt
            place={place}
            levels={levels}
            total={walk.total}
            mayInspect={mayInspect && inspection.addendum === 0}
            onConfirm={() => setOver('level')}
            onRefresh={refresh}
            room={mayInspect ? room : null}
            onClimate={() => setOver('climate')}
          />
          {mayInspect && <ScanLine />}
          {place.kind === 'nowhere' ? (
            <DeskStart inspection={inspection} levels={levels.levels} isMine={isMine} onPlace={onSearch} />
          ) : (
            <WalkList
              walk={walk}
              place={place}
              isNeverTold={isNeverTold}
              total={inspection.total}
              onPick={pick}
            />
          )}
        </Box>
        <Box
          component="aside"
          aria-label={t('inspections:sheet')}
          tabIndex={inHand ? undefined : 0}
          sx={aside}
        >
          {inHand ? (
            <SheetPane
              key={inHand.id}
              inspectionId={id}
              archive={inHand}
              at={standingAt(place)}
              levels={levels.levels}
              mayInspect={mayInspect}
            />
          ) : (
            <SigningPanel inspection={inspection} />
          )}
        </Box>
      </Box>
      {over === 'level' && place.kind === 'level' && (
        <LevelDialog inspectionId={id} level={place.level} onClose={() => setOver(null)} onDone={refresh} />
      )}
      {over === 'climate' && room && <RoomLook room={room.room} onClose={() => setOver(null)} />}
      {over === 'quick' && <QuickEntry inspectionId={id} scans={onQuickCode} onClose={() => setOver(null)} />}
    </Box>
  );
}

/** Whether a level is of what this person looks after. */
function useOwnShare({ shares }: Inspection): (level: Level) => boolean {
  const { personId } = useSession().account;
  return (level) => shares.some((share) => share.personId === personId && covers(share, level));
}

const aside = { minWidth: 0, overflow: 'auto', borderLeft: '1px solid', borderColor: 'divider' };
const frame = { height: '100%', display: 'flex', flexDirection: 'column', minHeight: 0 };
const columns = {
  flex: 1,
  minHeight: 0,
  display: 'grid',
  gridTemplateColumns: { xs: '180px minmax(0, 1fr) 316px', lg: '232px minmax(0, 1fr) 368px' },
};

/** Scans, wherever the focus is; the vault is told that somebody is there, since no field hears a scanner. */
function useScanning(scanning: {
  place: Place;
  enabled: boolean;
  /** Who else takes them. */
  onCode: ((code: string) => void) | null;
}) {
  const desk = useDesk();
  const report = useReport();
  useScanner({
    enabled: scanning.enabled,
    onCode(code) {
      report();
      if (scanning.onCode) scanning.onCode(code);
      else void desk.scan(code, standingAt(scanning.place));
    },
    onBad() {
      report();
      desk.refuse(new AppError('inspections.code_mistyped'));
    },
  });
}

const REPORT_MS = 20_000;

function useReport(): () => void {
  const shell = useShellClient();
  const last = useRef(Number.NEGATIVE_INFINITY);
  return () => {
    const now = performance.now();
    if (now - last.current < REPORT_MS) return;
    last.current = now;
    void shell.reportActivity.mutate();
  };
}

/** Codes that are scanned while a list on paper is entered. */
export interface QuickCodes {
  readonly hear: (code: string) => void;
  listen: (listener: (code: string) => void) => () => void;
}

function useQuickCode(): QuickCodes {
  const [listeners] = useState(() => new Set<(code: string) => void>());
  const [codes] = useState<QuickCodes>(() => ({
    hear: (code) => {
      for (const listener of listeners) listener(code);
    },
    listen: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  }));
  useEffect(() => () => listeners.clear(), [listeners]);
  return codes;
}

/** 档号 of others that are registered at the same place. */
export function sharingOf(line: WalkLine, lines: readonly WalkLine[]): string[] {
  const { shelf } = line;
  if (!shelf) return [];
  return lines
    .filter((other) => other.id !== line.id && other.shelf && samePlace(other.shelf, shelf))
    .map(({ archiveNo }) => archiveNo);
}

type Shelf = NonNullable<WalkLine['shelf']>;

const samePlace = (one: Shelf, other: Shelf): boolean =>
  one.room === other.room &&
  one.cabinet === other.cabinet &&
  one.level === other.level &&
  one.position === other.position;
