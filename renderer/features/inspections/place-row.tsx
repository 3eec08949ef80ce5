import ClosedIcon from '@mui/icons-material/ChevronRight';
import OpenIcon from '@mui/icons-material/ExpandMore';
import { Box, Typography } from '@mui/material';
import type { TFunction } from 'i18next';
import type { MouseEvent, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { UNPLACED, type Node } from './desk/level-tree.ts';

interface PlaceRowProps {
  readonly node: Node;
  readonly isChosen: boolean;
  readonly isClosed: boolean;
  /** Of the rows of a tree one is reached by Tab. */
  readonly hasFocus: boolean;
  /** Spacing for each step down. */
  readonly indent: number;
  readonly nameSx: object;
  readonly chosenSx: object;
  readonly onClick: (event: MouseEvent) => void;
  readonly onToggle: () => void;
  /** What stands behind the name. */
  readonly children: ReactNode;
}

/** A room, cabinet or level as a line of a tree. */
export function PlaceRow(props: PlaceRowProps) {
  const { t } = useTranslation();
  const { node, isChosen, isClosed, hasFocus, indent, nameSx, chosenSx, onClick, onToggle, children } = props;
  const isGroup = isGroupOf(node);
  return (
    <Box
      role="treeitem"
      data-key={node.key}
      aria-level={node.depth}
      aria-selected={isChosen}
      aria-expanded={isGroup ? !isClosed : undefined}
      tabIndex={hasFocus ? 0 : -1}
      onClick={onClick}
      sx={{ ...row, pl: 0.5 + (node.depth - 1) * indent, ...(isChosen && chosenSx) }}
    >
      <Box
        aria-hidden
        onClick={(event) => {
          if (!isGroup) return;
          event.stopPropagation();
          onToggle();
        }}
        sx={{
          width: 20,
          height: 28,
          flex: 'none',
          display: 'grid',
          placeItems: 'center',
          color: 'text.secondary',
        }}
      >
        {isGroup && (isClosed ? <ClosedIcon /> : <OpenIcon />)}
      </Box>
      <Typography noWrap sx={nameSx}>
        {nodeName(t, node)}
      </Typography>
      {children}
    </Box>
  );
}

/** True for what can be closed. */
export const isGroupOf = ({ depth, key }: Node): boolean => depth < 3 && key !== UNPLACED;

const row = {
  display: 'flex',
  alignItems: 'center',
  gap: 0.5,
  pr: 1.5,
  height: 28,
  cursor: 'default',
  '&:hover': { backgroundColor: 'action.hover' },
  '&:focus-visible': { outlineOffset: '-2px' },
};

export function nodeName(t: TFunction, { key, depth, name }: Node): string {
  if (key === UNPLACED) return t('inspections:unplaced');
  if (depth === 1) return name ?? t('inspections:one_room');
  return t(depth === 2 ? 'inspections:cabinet' : 'inspections:level', { name });
}
