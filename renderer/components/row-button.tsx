import { IconButton, Tooltip } from '@mui/material';
import type { ReactNode } from 'react';

/** A small action at the end of a row: up, down, away. Its name shows on pointing, also while it cannot be used. */
export function RowButton(props: {
  label: string;
  disabled?: boolean;
  onClick: () => void;
  children: ReactNode;
}) {
  return (
    <Tooltip describeChild title={props.label}>
      <span>
        <IconButton aria-label={props.label} disabled={props.disabled ?? false} onClick={props.onClick}>
          {props.children}
        </IconButton>
      </span>
    </Tooltip>
  );
}
