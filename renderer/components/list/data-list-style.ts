import type { SxProps, Theme } from '@mui/material/styles';

/** Pixels; the list's rows and head. */
export const ROW_HEIGHT = 36;

const line = { position: 'relative', height: ROW_HEIGHT, contain: 'strict' } as const;
const lower = 'inset 0 -1px var(--kd-palette-divider)';
const tint = (percent: number) =>
  `color-mix(in srgb, var(--kd-palette-primary-main) ${percent}%, transparent)`;

export const dataListStyle: SxProps<Theme> = {
  flex: 1,
  minHeight: 0,
  overflow: 'auto',
  overflowAnchor: 'none',
  scrollbarGutter: 'stable',
  containerType: 'size',
  backgroundColor: 'background.paper',
  '& .kd-span': { minHeight: '100%' },
  // What is drawn stands still while the bar moves through the whole list.
  '& .kd-view': { position: 'sticky', top: 0, height: '100cqh', overflow: 'clip' },
  '& .kd-body': { position: 'absolute', inset: `${ROW_HEIGHT}px 0 0`, overflow: 'clip' },
  '& .kd-head': { ...line, boxShadow: lower },
  '& .kd-row': { ...line, boxShadow: lower },
  '&.kd-opens .kd-row': { cursor: 'pointer' },
  // Each is of a size of its own: what is written in it moves nothing else.
  '& .kd-cell': {
    position: 'absolute',
    insetBlock: 0,
    boxSizing: 'border-box',
    px: '10px',
    lineHeight: `${ROW_HEIGHT - 1}px`,
    whiteSpace: 'nowrap',
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    contain: 'strict',
    // The row is what one works with; a frame around a single cell would say otherwise.
    outline: 'none',
  },
  '& .kd-right': { textAlign: 'right' },
  '& .kd-ticks': { px: '6px' },
  '& .kd-head .kd-cell': {
    display: 'flex',
    alignItems: 'center',
    gap: '4px',
    fontSize: '0.75rem',
    fontWeight: 500,
    color: 'text.secondary',
    userSelect: 'none',
  },
  '& .kd-head .kd-right': { justifyContent: 'flex-end' },
  '& .kd-title': { overflow: 'hidden', textOverflow: 'ellipsis' },
  '& .kd-sortable': { cursor: 'pointer' },
  '& .kd-sorts, & .kd-sorted': { flex: 'none', width: 12, height: 12 },
  // Takes no room from the title until it is wanted.
  '& .kd-sorts': { display: 'none', position: 'absolute', right: 10, backgroundColor: 'background.paper' },
  '& .kd-sortable:hover .kd-sorts, & .kd-sortable:focus-visible .kd-sorts': { display: 'block' },
  '& .kd-head .kd-cell:focus-visible': {
    outline: '2px solid var(--kd-palette-primary-main)',
    outlineOffset: '-2px',
  },
  '& .kd-edge': {
    position: 'absolute',
    insetBlock: 0,
    right: 0,
    width: 8,
    cursor: 'col-resize',
    touchAction: 'none',
    '&::after': {
      content: '""',
      position: 'absolute',
      insetBlock: 10,
      right: 0,
      width: '1px',
      backgroundColor: 'divider',
    },
    '&:hover::after, &:active::after': { insetBlock: 0, width: '2px', backgroundColor: 'primary.main' },
  },
  '& .kd-row:hover': { backgroundColor: 'action.hover' },
  '& .kd-open, & .kd-open:hover': { backgroundColor: 'action.selected' },
  '& .kd-ticked': { backgroundColor: tint(8) },
  '& .kd-ticked:hover': { backgroundColor: tint(12) },
  '& .kd-row:focus-within': { boxShadow: `${lower}, inset 3px 0 0 var(--kd-palette-primary-main)` },
  '& .kd-row:has(:focus-visible)': {
    outline: '2px solid var(--kd-palette-primary-main)',
    outlineOffset: '-2px',
  },
  '&.kd-opens .kd-blank': { cursor: 'default' },
  '& .kd-blank .kd-cell > *': { visibility: 'hidden' },
  '& .kd-blank .kd-cell::before': {
    content: '""',
    display: 'inline-block',
    width: '60%',
    height: 12,
    borderRadius: 1,
    verticalAlign: 'middle',
    backgroundColor: 'divider',
  },
  '& .kd-nothing': {
    position: 'absolute',
    inset: `${2 * ROW_HEIGHT}px 0 auto`,
    m: 0,
    textAlign: 'center',
    color: 'text.secondary',
  },
};
