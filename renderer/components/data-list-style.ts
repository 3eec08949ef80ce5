import type { SxProps, Theme } from '@mui/material/styles';

/** Pixels; the grid's rows and header. */
export const ROW_HEIGHT = 36;

export const dataListStyle: SxProps<Theme> = {
  flex: 1,
  minHeight: 0,
  border: 0,
  borderRadius: 0,
  backgroundColor: 'background.paper',
  '--DataGrid-overlayHeight': '160px',
  '--DataGrid-t-color-border-base': 'var(--kd-palette-divider)',
  '--DataGrid-t-header-background-base': 'var(--kd-palette-background-paper)',
  '& .MuiDataGrid-columnHeaderTitle': { fontSize: '0.75rem', fontWeight: 500, color: 'text.secondary' },
  '& .MuiDataGrid-row': { cursor: 'pointer', '--rowBorderColor': 'var(--kd-palette-divider)' },
  // The row is what one works with; a frame around a single cell would say otherwise.
  '& .MuiDataGrid-cell:focus, & .MuiDataGrid-cell:focus-within': { outline: 'none' },
  '& .MuiDataGrid-row:focus-within': { boxShadow: 'inset 3px 0 0 var(--kd-palette-primary-main)' },
  '& .MuiDataGrid-row:has(:focus-visible)': {
    outline: '2px solid var(--kd-palette-primary-main)',
    outlineOffset: '-2px',
  },
  // Each is of a size of its own: what is written in it moves nothing else.
  '& .MuiDataGrid-row .MuiDataGrid-cell': { contain: 'strict' },
  '& .kd-open, & .kd-open:hover': { backgroundColor: 'action.selected' },
  '& .kd-blank .MuiDataGrid-cell > *': { display: 'none' },
  '& .kd-blank .MuiDataGrid-cell::before': {
    content: '""',
    display: 'inline-block',
    width: '60%',
    height: 12,
    borderRadius: 1,
    verticalAlign: 'middle',
    backgroundColor: 'divider',
  },
  '& .kd-blank .MuiDataGrid-cell': { color: 'transparent' },
};

/** Around a list whose scroll bar spans all of it: the grid inside neither scrolls by itself nor shows a bar. */
export const longStyle: SxProps<Theme> = {
  flex: 1,
  minHeight: 0,
  overflowX: 'hidden',
  overflowY: 'auto',
  containerType: 'size',
  overflowAnchor: 'none',
  '& .MuiDataGrid-virtualScroller': { overflowY: 'hidden !important' },
  '& .MuiDataGrid-scrollbar--vertical': { display: 'none' },
};
