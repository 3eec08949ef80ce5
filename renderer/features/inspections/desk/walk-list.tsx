import { Box } from '@mui/material';
import { useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Empty, Failed, Loading } from '../../../components/states.tsx';
import { useStable } from '../../../lib/use-stable.ts';
import type { WalkLine } from '../inspection-types.ts';
import type { Place } from '../search.ts';
import { useDeskState } from './use-desk.ts';
import type { useWalk } from './use-desk-queries.ts';
import { useSeenRows } from './use-seen-rows.ts';
import { ROW_HEIGHT, WalkRow } from './walk-row.tsx';

interface WalkListProps {
  readonly walk: ReturnType<typeof useWalk>;
  readonly place: Place;
  readonly isNeverTold: boolean;
  /** Archives that the inspection is about. */
  readonly total: number;
  readonly onPick: (line: WalkLine, lines: readonly WalkLine[]) => void;
}

/** The archives of a level from the left, or of a list: arrows lead on, Enter opens a sheet, a scan marks its line. */
export function WalkList({ walk, place, isNeverTold, total, onPick }: WalkListProps) {
  const { t } = useTranslation();
  const { query, lines } = walk;
  if (query.isError && !lines) return <Failed error={query.error} onRetry={() => void query.refetch()} />;
  if (!lines) return <Loading lines={8} />;
  if (lines.length === 0) {
    const why = total === 0 ? 'empty' : place.kind === 'filter' ? 'none_listed' : 'level_empty';
    return <Empty title={t(`inspections:${why}.title`)}>{t(`inspections:${why}.text`)}</Empty>;
  }
  return <Lines lines={lines} place={place} isNeverTold={isNeverTold} onMore={walk.more} onPick={onPick} />;
}

interface LinesProps extends Pick<WalkListProps, 'place' | 'isNeverTold' | 'onPick'> {
  readonly lines: readonly WalkLine[];
  readonly onMore: () => void;
}

function Lines({ lines, place, isNeverTold, onMore, onPick }: LinesProps) {
  const { t } = useTranslation();
  const root = useRef<HTMLDivElement>(null);
  const inHand = useDeskState((state) => state.inHand?.id ?? null);
  const answered = useDeskState((state) => state.answered);
  const entries = useDeskState((state) => state.entries);
  const drafts = useDeskState((state) => state.drafts);
  const [active, setActive] = useState<{ id: number; after: number } | null>(null);
  const places = useMemo(() => new Map(lines.map(({ id }, index) => [id, index])), [lines]);
  // What was scanned last is where one is, until the arrows lead away from it.
  const isOwn = active !== null && active.after === answered && places.has(active.id);
  const index = places.get(isOwn ? active.id : (inHand ?? -1)) ?? places.get(active?.id ?? -1) ?? 0;
  const seen = useSeenRows(root, { count: lines.length, height: ROW_HEIGHT, index, onMore });
  const shared = useMemo(
    () => (place.kind === 'level' ? sharedPositions(lines) : new Set<number>()),
    [lines, place.kind],
  );
  const pick = useStable((line: WalkLine) => {
    setActive({ id: line.id, after: answered });
    onPick({ ...line, entry: newest(line, entries.get(line.id)) }, lines);
  });
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const line = lines[index];
    const to = {
      ArrowDown: index + 1,
      ArrowUp: index - 1,
      Home: 0,
      End: lines.length - 1,
      PageDown: index + seen.page,
      PageUp: index - seen.page,
    }[event.key];
    if (event.key === 'Enter' && line) pick(line);
    else if (to !== undefined)
      setActive({ id: lines[Math.max(0, Math.min(to, lines.length - 1))]?.id ?? 0, after: answered });
    else return;
    event.preventDefault();
  };
  const activeId = lines[index]?.id;
  return (
    <Box
      ref={root}
      role="listbox"
      tabIndex={0}
      aria-label={t('inspections:archives')}
      aria-activedescendant={activeId === undefined ? undefined : rowId(activeId)}
      onKeyDown={onKeyDown}
      onScroll={seen.onScroll}
      sx={list}
    >
      <Box role="presentation" sx={{ height: lines.length * ROW_HEIGHT, position: 'relative' }}>
        {lines.slice(seen.from, seen.to).map((line, offset) => (
          <WalkRow
            key={line.id}
            id={rowId(line.id)}
            line={line}
            entry={newest(line, entries.get(line.id))}
            isUnsaved={drafts.has(line.id)}
            isShared={shared.has(line.shelf?.position ?? -1)}
            isNeverTold={isNeverTold}
            isOnLevel={place.kind === 'level'}
            isInHand={line.id === inHand}
            isActive={line.id === activeId}
            place={seen.from + offset}
            count={lines.length}
            onPick={pick}
          />
        ))}
      </Box>
    </Box>
  );
}

const list = {
  flex: 1,
  minHeight: 0,
  overflowY: 'auto',
  backgroundColor: 'background.paper',
  '&:focus-visible': { outlineOffset: '-2px' },
};

const rowId = (id: number): string => `walk-${id}`;

/** What was read, or what was noted here since. */
function newest(line: WalkLine, noted: WalkLine['entry'] | undefined): WalkLine['entry'] {
  if (!noted) return line.entry;
  return line.entry && line.entry.no > noted.no ? line.entry : noted;
}

/** Positions at which more than one archive is registered. */
export function sharedPositions(lines: readonly WalkLine[]): ReadonlySet<number> {
  const seen = new Set<number>();
  const shared = new Set<number>();
  for (const { shelf } of lines) {
    if (shelf && seen.has(shelf.position)) shared.add(shelf.position);
    if (shelf) seen.add(shelf.position);
  }
  return shared;
}
