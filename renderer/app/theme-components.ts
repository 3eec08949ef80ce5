import type { Components, Theme } from '@mui/material/styles';

/** Above everything else: menus, calendars, lists of choices. */
const floating = {
  border: '1px solid var(--kd-palette-divider)',
  boxShadow: '0 6px 24px rgb(20 24 30 / 0.16)',
};
const focusRing = { outline: '2px solid var(--kd-palette-primary-main)', outlineOffset: 1 };

/** How MUI's parts look here: flat, dense, ink on paper, with a focus that is always seen. */
export const componentStyles: Components<Theme> = {
  MuiCssBaseline: {
    styleOverrides: {
      'html, body, #root': { height: '100%' },
      body: { overflow: 'hidden', fontFeatureSettings: '"palt" 0' },
      '.figures': { fontVariantNumeric: 'tabular-nums', whiteSpace: 'nowrap' },
      '.visually-hidden': {
        position: 'absolute',
        width: 1,
        height: 1,
        overflow: 'hidden',
        clipPath: 'inset(50%)',
        whiteSpace: 'nowrap',
      },
      mark: {
        // On a row that is chosen, words of the second rank would be too faint for it.
        color: 'var(--kd-palette-text-primary)',
        fontWeight: 700,
        backgroundColor: 'color-mix(in srgb, var(--kd-palette-primary-main) 13%, transparent)',
        borderRadius: 2,
      },
      ':focus-visible': focusRing,
      '@media (prefers-reduced-motion: reduce)': {
        '*, *::before, *::after': { transitionDuration: '0s !important', animationDuration: '0s !important' },
      },
    },
  },
  MuiButtonBase: {
    defaultProps: { disableRipple: true },
    styleOverrides: { root: { '&.Mui-focusVisible': focusRing } },
  },
  MuiButton: {
    defaultProps: { disableElevation: true, size: 'medium' },
    styleOverrides: {
      root: {
        minHeight: 32,
        paddingBlock: 4,
        paddingInline: 14,
        whiteSpace: 'nowrap',
        variants: [
          {
            props: { variant: 'outlined', color: 'primary' },
            style: { borderColor: 'var(--kd-palette-divider)' },
          },
          { props: { size: 'small' }, style: { minHeight: 28, paddingBlock: 2, paddingInline: 10 } },
        ],
      },
    },
  },
  MuiIconButton: { defaultProps: { size: 'small' }, styleOverrides: { root: { borderRadius: 4 } } },
  MuiSvgIcon: { defaultProps: { fontSize: 'small' } },
  MuiPaper: {
    defaultProps: { elevation: 0 },
    styleOverrides: {
      root: { backgroundImage: 'none' },
      outlined: { borderColor: 'var(--kd-palette-divider)' },
    },
  },
  MuiPopover: { styleOverrides: { paper: floating } },
  MuiBackdrop: {
    styleOverrides: {
      root: { '&:not(.MuiBackdrop-invisible)': { backgroundColor: 'rgb(20 24 30 / 0.35)' } },
    },
  },
  MuiMenuItem: { styleOverrides: { root: { minHeight: 32, fontSize: '0.875rem' } } },
  MuiOutlinedInput: {
    defaultProps: { size: 'small' },
    styleOverrides: {
      root: {
        backgroundColor: 'var(--kd-palette-background-paper)',
        '& .MuiOutlinedInput-notchedOutline': { borderColor: 'var(--kd-palette-divider)' },
        '&.Mui-focused .MuiOutlinedInput-notchedOutline': { borderWidth: 2 },
        '&.Mui-disabled': { backgroundColor: 'transparent' },
        '&.Mui-disabled .MuiOutlinedInput-notchedOutline': { borderColor: 'var(--kd-palette-divider)' },
      },
      input: { paddingBlock: 6, height: '1.4375em', fontSize: '0.875rem' },
      multiline: { paddingBlock: 6 },
    },
  },
  MuiAutocomplete: {
    styleOverrides: {
      inputRoot: {
        paddingBlock: '0 !important',
        minHeight: 32,
        '& .MuiAutocomplete-input': { paddingBlock: '4px !important' },
      },
      paper: floating,
      // Eight choices: few enough to stand below most fields, so that the fields above stay in sight.
      listbox: { maxHeight: 272 },
      option: { minHeight: 32, fontSize: '0.875rem' },
      tag: { marginBlock: 3 },
    },
  },
  MuiFormLabel: {
    styleOverrides: {
      root: { fontSize: '0.75rem', color: 'var(--kd-palette-text-secondary)', lineHeight: 1.5 },
      asterisk: { color: 'var(--kd-palette-error-main)' },
    },
  },
  MuiFormHelperText: { styleOverrides: { root: { marginInline: 0, marginTop: 2, fontSize: '0.75rem' } } },
  MuiToggleButton: {
    styleOverrides: {
      root: {
        minHeight: 32,
        paddingBlock: 3,
        paddingInline: 12,
        textTransform: 'none',
        color: 'var(--kd-palette-text-primary)',
        borderColor: 'var(--kd-palette-divider)',
        '&.Mui-selected': {
          color: 'var(--kd-palette-primary-contrastText)',
          backgroundColor: 'var(--kd-palette-primary-main)',
        },
        '&.Mui-selected:hover': { backgroundColor: 'var(--kd-palette-primary-main)' },
      },
    },
  },
  MuiTab: { styleOverrides: { root: { minHeight: 40, paddingInline: 12, minWidth: 0 } } },
  MuiTabs: { styleOverrides: { root: { minHeight: 40 } } },
  MuiTooltip: { defaultProps: { enterDelay: 400, disableInteractive: true } },
  MuiDialog: {
    styleOverrides: {
      paper: {
        border: '1px solid var(--kd-palette-divider)',
        borderRadius: 6,
        // What is asked scrolls between its title and its buttons, which stay in sight.
        '& > form': { display: 'flex', flexDirection: 'column', minHeight: 0 },
      },
    },
  },
  MuiDialogTitle: { styleOverrides: { root: { padding: '16px 24px 8px' } } },
  MuiDialogContent: { styleOverrides: { root: { padding: '8px 24px' } } },
  MuiDialogActions: { styleOverrides: { root: { padding: '12px 24px 16px', gap: 4 } } },
  MuiAlert: {
    styleOverrides: {
      root: { paddingBlock: 4, fontSize: '0.875rem' },
      message: { paddingBlock: 5 },
      icon: { paddingBlock: 5 },
      // As filled buttons have it: in the dark, white words would stand out too little from MUI's own ground.
      filled: ({ ownerState: { severity = 'success', color = severity } }) => ({
        color: `var(--kd-palette-${color}-contrastText)`,
        backgroundColor: `var(--kd-palette-${color}-main)`,
      }),
    },
  },
  MuiStepper: {
    styleOverrides: {
      root: {
        '& .MuiStep-root:first-of-type': { paddingLeft: 0 },
        '& .MuiStep-root:last-of-type': { paddingRight: 0 },
      },
    },
  },
  MuiStepIcon: {
    styleOverrides: {
      // White figures of steps ahead are read, too.
      root: { '&:not(.Mui-active, .Mui-completed)': { color: 'var(--kd-palette-text-secondary)' } },
    },
  },
  MuiChip: { styleOverrides: { root: { borderRadius: 4, height: 24, fontSize: '0.75rem' } } },
  MuiSkeleton: { defaultProps: { animation: false } },
  MuiLinearProgress: { styleOverrides: { root: { height: 6, borderRadius: 3 } } },
  MuiTableCell: {
    styleOverrides: {
      root: {
        paddingBlock: 4,
        paddingInline: 10,
        height: 36,
        '&:first-of-type': { paddingLeft: 16 },
        // Beside a row's title it is the first of its type, and yet not the first in the row.
        'th[scope=row] + &': { paddingLeft: 10 },
        fontSize: '0.875rem',
        borderColor: 'var(--kd-palette-divider)',
      },
      head: { color: 'var(--kd-palette-text-secondary)', fontSize: '0.75rem', fontWeight: 500 },
    },
  },
};
