import { Box, FormHelperText, FormLabel } from '@mui/material';
import type { ReactNode } from 'react';

export interface FieldFrameProps {
  readonly id: string;
  readonly label: string;
  readonly required?: boolean | undefined;
  readonly help?: ReactNode;
  readonly error?: string | undefined;
  /** What is doubtful, and stops nothing. */
  readonly doubt?: string | undefined;
  /** Takes all columns of the form. */
  readonly wide?: boolean | undefined;
  /** The control is a group (buttons, rows), named by the label instead of pointed at by it. */
  readonly group?: boolean | undefined;
  /** A small action at the end of the label line, e.g. the field's history. */
  readonly aside?: ReactNode;
  readonly children: ReactNode;
}

export const labelId = (id: string) => `${id}-label`;
export const helpId = (id: string) => `${id}-help`;

/** Label above, control, help or error below: every field looks like this. */
export function FieldFrame(props: FieldFrameProps) {
  const { id, error, group } = props;
  return (
    <Box sx={{ gridColumn: props.wide ? '1 / -1' : undefined, minWidth: 0 }}>
      <Box sx={{ display: 'flex', alignItems: 'baseline', justifyContent: 'space-between', mb: 0.5 }}>
        <FormLabel
          id={labelId(id)}
          required={props.required ?? false}
          error={Boolean(error)}
          {...(group ? { component: 'span' } : { htmlFor: id })}
        >
          {props.label}
        </FormLabel>
        {props.aside}
      </Box>
      {props.children}
      <FieldNote {...props} />
    </Box>
  );
}

/** What stands under a control: what is wrong, else what is doubtful, else help. */
export function FieldNote(props: Pick<FieldFrameProps, 'id' | 'error' | 'doubt' | 'help'>) {
  const { error, doubt } = props;
  const text = error ?? doubt ?? props.help;
  if (!text) return null;
  return (
    <FormHelperText
      id={helpId(props.id)}
      error={Boolean(error)}
      {...(error ? { role: 'alert' } : doubt ? { role: 'status', sx: { color: 'warning.main' } } : {})}
    >
      {text}
    </FormHelperText>
  );
}

/** Pixels below which a column goes onto the next line. */
const NARROWEST = { 2: 240, 3: 180, 4: 110 } as const;

/** So many columns and never more, however wide the sheet; fewer where they would get too narrow. */
const tracks = (columns: keyof typeof NARROWEST) =>
  `repeat(auto-fit, minmax(max(${NARROWEST[columns]}px, (100% - ${(columns - 1) * 16}px) / ${columns}), 1fr))`;

/** Two columns on a wide sheet, one on a narrow one, in the order in which a clerk reads the paper. */
export function FieldGrid(props: { children: ReactNode; columns?: 1 | 2 | 3 | 4 }) {
  const columns = props.columns ?? 2;
  return (
    <Box
      sx={{
        display: 'grid',
        gap: 2,
        gridTemplateColumns: columns === 1 ? '1fr' : tracks(columns),
        alignItems: 'start',
      }}
    >
      {props.children}
    </Box>
  );
}
