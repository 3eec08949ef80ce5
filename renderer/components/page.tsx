import { Box, Typography, useMediaQuery, useTheme } from '@mui/material';
import { useId, type ReactNode } from 'react';

/** A screen with its title and actions; the content below scrolls by itself. */
export function Page(props: {
  title: ReactNode;
  actions?: ReactNode;
  tabs?: ReactNode;
  children: ReactNode;
  padded?: boolean;
  /** There may be nothing in it but words: the keyboard comes to them and scrolls them. */
  isRead?: boolean;
}) {
  const title = useId();
  const read = props.isRead ? { tabIndex: 0, role: 'region', 'aria-labelledby': title } : {};
  return (
    <Box sx={{ height: '100%', display: 'flex', flexDirection: 'column', minHeight: 0 }}>
      <Box
        component="header"
        sx={{
          px: 2,
          pt: 1.5,
          pb: props.tabs ? 0 : 1.5,
          borderBottom: '1px solid',
          borderColor: 'divider',
          flex: 'none',
        }}
      >
        <Box sx={{ display: 'flex', alignItems: 'center', gap: 1, minHeight: 32 }}>
          <Typography id={title} variant="h1" sx={{ flex: 1, minWidth: 0 }} noWrap>
            {props.title}
          </Typography>
          {props.actions}
        </Box>
        {props.tabs}
      </Box>
      <Box {...read} sx={{ flex: 1, minHeight: 0, overflow: 'auto', p: props.padded ? 2 : 0 }}>
        {props.children}
      </Box>
    </Box>
  );
}

/** A titled block of content on a page. */
export function Section(props: { title: string; actions?: ReactNode; children: ReactNode }) {
  return (
    <Box
      component="section"
      aria-label={props.title}
      sx={{
        backgroundColor: 'background.paper',
        border: '1px solid',
        borderColor: 'divider',
        borderRadius: 1,
        p: 2,
      }}
    >
      <Box sx={{ display: 'flex', alignItems: 'center', mb: 1.5, minHeight: 28 }}>
        <Typography variant="h2" sx={{ flex: 1 }}>
          {props.title}
        </Typography>
        {props.actions}
      </Box>
      {props.children}
    </Box>
  );
}

/** List and detail side by side on a wide window; one above the other's place on a narrow one. */
export function ListDetail(props: {
  list: ReactNode;
  detail: ReactNode | null;
  listWidth?: number;
  /** The detail needs the whole width, as a long form does; the list keeps its place behind it. */
  full?: boolean;
}) {
  const theme = useTheme();
  const wide = useMediaQuery(theme.breakpoints.up('lg'));
  const { detail, full } = props;
  return (
    <Box sx={{ display: 'flex', height: '100%', minHeight: 0 }}>
      <Box
        sx={{
          display: detail && (full || !wide) ? 'none' : 'flex',
          flexDirection: 'column',
          minWidth: 0,
          flex: detail ? `0 0 ${props.listWidth ?? 44}%` : 1,
          ...(detail && wide && { borderRight: '1px solid', borderColor: 'divider' }),
        }}
      >
        {props.list}
      </Box>
      {detail && <Box sx={{ flex: 1, minWidth: 0, overflow: 'auto' }}>{detail}</Box>}
    </Box>
  );
}

/** Facts as label and value, side by side where there is room. */
export function Facts(props: {
  facts: ReadonlyArray<{ label: string; value: ReactNode; wide?: boolean }>;
  /** Pixels that a fact needs at least; more where its values are long. */
  least?: number;
}) {
  return (
    <Box
      component="dl"
      sx={{
        display: 'grid',
        gridTemplateColumns: `repeat(auto-fit, minmax(${props.least ?? 240}px, 1fr))`,
        columnGap: 3,
        rowGap: 1,
        m: 0,
      }}
    >
      {props.facts.map((fact) => (
        <Box
          key={fact.label}
          sx={{ display: 'flex', gap: 1.5, minWidth: 0, gridColumn: fact.wide ? '1 / -1' : undefined }}
        >
          <Typography component="dt" sx={{ width: 116, flex: 'none', color: 'text.secondary' }}>
            {fact.label}
          </Typography>
          <Typography component="dd" sx={{ m: 0, minWidth: 0, overflowWrap: 'anywhere' }}>
            {fact.value ?? '—'}
          </Typography>
        </Box>
      ))}
    </Box>
  );
}
