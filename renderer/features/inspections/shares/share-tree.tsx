import { Box, Typography } from '@mui/material';
import { useEffect, useRef, type KeyboardEvent, type MouseEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Node } from '../desk/level-tree.ts';
import type { Share } from '../inspection-types.ts';
import { NodeDone } from '../node-done.tsx';
import { isGroupOf, PlaceRow } from '../place-row.tsx';
import { sharesAbove, sharesBelow, sharesOn } from './places.ts';
import type { Chosen } from './use-chosen.ts';

interface ShareTreeProps {
  readonly nodes: readonly Node[];
  readonly shares: readonly Share[];
  readonly closed: ReadonlySet<string>;
  readonly chosen: Chosen;
  readonly onToggle: (key: string) => void;
}

/** Rooms, cabinets and levels with whom they are given to; several can be chosen. */
export function ShareTree({ nodes, shares, closed, chosen, onToggle }: ShareTreeProps) {
  const { t } = useTranslation();
  const root = useRef<HTMLDivElement>(null);
  const focus = (key: string | null) => {
    const rows = root.current?.querySelectorAll<HTMLElement>('[data-key]') ?? [];
    for (const row of rows) if (row.dataset['key'] === key) row.focus();
  };
  // The keyboard begins here.
  useEffect(() => root.current?.querySelector<HTMLElement>('[tabindex="0"]')?.focus(), []);
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const node = nodes.find(({ key }) => key === chosen.at);
    if (!node || event.ctrlKey || event.metaKey || event.altKey) return;
    const isOpen = node.depth < 3 && !closed.has(node.key);
    const steps: Readonly<Record<string, number>> = {
      ArrowDown: 1,
      ArrowUp: -1,
      Home: -nodes.length,
      End: nodes.length,
    };
    const step = steps[event.key];
    if (step !== undefined) focus(chosen.move(step, event.shiftKey));
    else if (event.key === ' ') chosen.pick(node.key, 'also');
    else if (event.key === 'ArrowRight' && node.depth < 3 && !isOpen) onToggle(node.key);
    else if (event.key === 'ArrowLeft' && isOpen) onToggle(node.key);
    else if (event.key === 'ArrowLeft' && node.parent) {
      chosen.pick(node.parent, 'one');
      focus(node.parent);
    } else return;
    event.preventDefault();
  };
  return (
    <Box
      role="tree"
      aria-multiselectable
      aria-label={t('inspections:levels')}
      ref={root}
      onKeyDown={onKeyDown}
      sx={tree}
    >
      {nodes.map((node) => (
        <Row
          key={node.key}
          node={node}
          names={sharesOn(shares, node).map(({ name }) => name)}
          above={sharesAbove(shares, node).map(({ name }) => name)}
          below={closed.has(node.key) ? [...new Set(sharesBelow(shares, node).map(({ name }) => name))] : []}
          isClosed={closed.has(node.key)}
          isChosen={chosen.keys.has(node.key)}
          hasFocus={node.key === chosen.at}
          onToggle={() => onToggle(node.key)}
          onPick={(event) =>
            chosen.pick(
              node.key,
              event.shiftKey ? 'to_here' : event.ctrlKey || event.metaKey ? 'also' : 'one',
            )
          }
        />
      ))}
    </Box>
  );
}

const tree = {
  height: 420,
  overflowY: 'auto',
  border: '1px solid',
  borderColor: 'divider',
  borderRadius: 1,
  backgroundColor: 'background.paper',
  userSelect: 'none',
};

interface RowProps {
  readonly node: Node;
  readonly names: readonly string[];
  /** Who has it with more. */
  readonly above: readonly string[];
  /** Who has parts of it that are not drawn. */
  readonly below: readonly string[];
  readonly isClosed: boolean;
  readonly isChosen: boolean;
  readonly hasFocus: boolean;
  readonly onToggle: () => void;
  readonly onPick: (event: MouseEvent) => void;
}

function Row({ node, names, above, below, isClosed, isChosen, hasFocus, onToggle, onPick }: RowProps) {
  const { t } = useTranslation();
  return (
    <PlaceRow
      node={node}
      isChosen={isChosen}
      isClosed={isClosed}
      hasFocus={hasFocus}
      indent={2}
      nameSx={{ flex: 'none', width: 160 - node.depth * 16, fontWeight: isGroupOf(node) ? 500 : 400 }}
      chosenSx={{ backgroundColor: 'action.selected' }}
      onClick={onPick}
      onToggle={onToggle}
    >
      <Box sx={{ flex: 1, minWidth: 0, display: 'flex', gap: 0.5, overflow: 'hidden' }}>
        {names.map((name, index) => (
          <Box component="span" key={`${name} ${index}`} sx={chip}>
            {name}
          </Box>
        ))}
        {above.length > 0 && (
          <Typography variant="caption" noWrap sx={{ color: 'text.secondary', lineHeight: '20px' }}>
            {above.join(t('common:list_comma'))}
          </Typography>
        )}
        {below.length > 0 && (
          <Typography variant="caption" noWrap sx={{ color: 'text.secondary', lineHeight: '20px' }}>
            {t('inspections:share.parts', { names: below.join(t('common:list_comma')) })}
          </Typography>
        )}
      </Box>
      <NodeDone node={node} barPx={40} numbers={{ width: 84, color: 'text.secondary' }} />
    </PlaceRow>
  );
}

const chip = {
  px: 0.75,
  fontSize: '0.75rem',
  lineHeight: '18px',
  border: '1px solid',
  borderColor: 'divider',
  borderRadius: '3px',
  backgroundColor: 'background.default',
  whiteSpace: 'nowrap',
};
