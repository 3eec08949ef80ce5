import { Button, Menu, MenuItem } from '@mui/material';
import { Link } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';

interface KindLink {
  readonly to: string;
  readonly label: string;
}

/** One link as a button, several behind one. */
export function KindLinks(props: {
  label: string;
  links: readonly KindLink[];
  variant: 'text' | 'contained';
  icon?: ReactNode;
}) {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const { links, variant, icon } = props;
  const [only] = links;
  const look = { variant, startIcon: icon, sx: { flex: 'none' } } as const;
  if (!only) return null;
  if (links.length === 1)
    return (
      <Button component={Link} to={only.to} {...look}>
        {only.label}
      </Button>
    );
  return (
    <>
      <Button aria-haspopup="menu" onClick={(event) => setAnchor(event.currentTarget)} {...look}>
        {props.label}
      </Button>
      <Menu anchorEl={anchor} open={anchor !== null} onClose={() => setAnchor(null)}>
        {links.map(({ to, label }) => (
          <MenuItem key={to} component={Link} to={to}>
            {label}
          </MenuItem>
        ))}
      </Menu>
    </>
  );
}
