import { Box, Typography } from '@mui/material';
import { memo, useMemo, useRef, useState, type KeyboardEvent, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { useStable } from '../../../lib/use-stable.ts';
import type { Levels } from '../inspection-types.ts';
import { NodeDone } from '../node-done.tsx';
import { isGroupOf, PlaceRow } from '../place-row.tsx';
import { standingAt, type DeskSearch, type Place } from '../search.ts';
import { levelKey } from '../texts.ts';
import { closedAtFirst, shownNodes, treeOf, UNPLACED, type Node } from './level-tree.ts';

interface LevelsPaneProps {
  readonly levels: Levels;
  readonly place: Place;
  readonly isNeverTold: boolean;
  readonly onPlace: (search: DeskSearch) => void;
}

/** Rooms, cabinets and levels with how far they are; the one that is chosen is where the inspector stands. */
export function LevelsPane({ levels, place, isNeverTold, onPlace }: LevelsPaneProps) {
  const { t } = useTranslation();
  const nodes = useMemo(() => treeOf(levels.levels), [levels.levels]);
  const at = standingAt(place);
  const [closed, setClosed] = useState(() => closedAtFirst(nodes, at));
  const shown = useMemo(() => shownNodes(nodes, closed), [nodes, closed]);
  const { unplaced } = levels;
  const all = unplaced.count > 0 ? [...shown, unplacedNode(unplaced)] : shown;
  const chosen = at ? levelKey(at) : place.kind === 'unplaced' ? UNPLACED : null;
  const root = useRef<HTMLDivElement>(null);
  const tree = useTreeKeys(root, all, chosen);
  const toggle = (key: string) => {
    const next = new Set(closed);
    if (!next.delete(key)) next.add(key);
    setClosed(next);
  };
  const choose = useStable((node: Node) => {
    if (node.key === UNPLACED) onPlace({ list: 'unplaced' });
    else if (node.level) onPlace({ at: node.level });
    else toggle(node.key);
  });
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const node = tree.focused;
    if (!node) return;
    const isClosed = closed.has(node.key);
    const canToggle = isGroupOf(node);
    if (event.key === 'Enter' || event.key === ' ') choose(node);
    else if (event.key === 'ArrowRight' && canToggle && isClosed) toggle(node.key);
    else if (event.key === 'ArrowLeft' && canToggle && !isClosed) toggle(node.key);
    else if (event.key === 'ArrowLeft' && node.parent) tree.focus(node.parent);
    else if (!tree.move(event.key)) return;
    event.preventDefault();
  };
  return (
    <Box component="nav" aria-label={t('inspections:levels')} sx={pane}>
      {all.length === 0 ? (
        <Typography sx={{ p: 2, color: 'text.secondary' }}>
          {t(place.kind === 'unplaced' ? 'inspections:no_levels' : 'inspections:addendum_levels')}
        </Typography>
      ) : (
        <Box role="tree" aria-label={t('inspections:levels')} ref={root} onKeyDown={onKeyDown}>
          {all.map((node) => (
            <NodeRow
              key={node.key}
              node={node}
              isNeverTold={isNeverTold}
              isChosen={node.key === chosen}
              isClosed={closed.has(node.key)}
              hasFocus={node.key === tree.focused?.key}
              onChoose={choose}
            />
          ))}
        </Box>
      )}
    </Box>
  );
}

const pane = {
  overflowY: 'auto',
  borderRight: '1px solid',
  borderColor: 'divider',
  py: 1,
  backgroundColor: 'background.paper',
};

const unplacedNode = ({ count, inspected }: Levels['unplaced']): Node => ({
  key: UNPLACED,
  depth: 1,
  name: null,
  room: null,
  cabinet: null,
  parent: null,
  count,
  inspected,
  never: 0,
  level: null,
});

/** One line of the tree has the focus; arrows lead on. */
function useTreeKeys(root: RefObject<HTMLElement | null>, nodes: readonly Node[], chosen: string | null) {
  const [key, setKey] = useState<string | null>(null);
  const focused = nodes.find((node) => node.key === (key ?? chosen)) ?? nodes[0];
  const focus = (next: string) => {
    setKey(next);
    root.current?.querySelector<HTMLElement>(`[data-key="${CSS.escape(next)}"]`)?.focus();
  };
  const move = (pressed: string): boolean => {
    const here = nodes.findIndex((node) => node.key === focused?.key);
    const ends: Readonly<Record<string, number>> = {
      ArrowDown: Math.min(here + 1, nodes.length - 1),
      ArrowUp: Math.max(here - 1, 0),
      Home: 0,
      End: nodes.length - 1,
    };
    const next = nodes[ends[pressed] ?? -1];
    if (next) focus(next.key);
    return next !== undefined;
  };
  return { focused, focus, move };
}

interface NodeRowProps {
  readonly node: Node;
  readonly isNeverTold: boolean;
  readonly isChosen: boolean;
  readonly isClosed: boolean;
  readonly hasFocus: boolean;
  readonly onChoose: (node: Node) => void;
}

const NodeRow = memo(function NodeRow({
  node,
  isNeverTold,
  isChosen,
  isClosed,
  hasFocus,
  onChoose,
}: NodeRowProps) {
  const { t } = useTranslation();
  const isLevel = node.depth === 3;
  return (
    <PlaceRow
      node={node}
      isChosen={isChosen}
      isClosed={isClosed}
      hasFocus={hasFocus}
      indent={1.25}
      nameSx={{ flex: 1, fontWeight: isLevel && !isChosen ? 400 : 500 }}
      chosenSx={chosenRow}
      onClick={() => onChoose(node)}
      onToggle={() => onChoose(node)}
    >
      {isLevel && isNeverTold && node.never > 0 && node.inspected < node.count && (
        <Typography variant="caption" sx={{ color: 'warning.main', flex: 'none' }}>
          {t('inspections:never_short')}
        </Typography>
      )}
      <NodeDone
        node={node}
        barPx={28}
        numbers={{
          minWidth: 52,
          color: node.inspected >= node.count ? 'success.main' : 'text.secondary',
        }}
      />
    </PlaceRow>
  );
});

const chosenRow = {
  backgroundColor: 'action.selected',
  boxShadow: 'inset 3px 0 0 var(--kd-palette-primary-main)',
};
