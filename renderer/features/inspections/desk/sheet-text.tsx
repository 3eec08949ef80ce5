import { Box, OutlinedInput, Typography } from '@mui/material';
import { useState, type HTMLInputAutoCompleteAttribute } from 'react';

interface SheetTextProps {
  readonly id: string;
  readonly label: string;
  readonly value: string;
  readonly maxLength: number;
  readonly lines?: number;
  readonly disabled?: boolean;
  readonly autoFocus?: boolean;
  readonly autoComplete?: HTMLInputAutoCompleteAttribute;
  readonly onChange: (text: string) => void;
  readonly onLeave?: () => void;
}

/** A text on the sheet: told at each key, and shown as it is typed while it is written beneath. */
export function SheetText(props: SheetTextProps) {
  const { id, value } = props;
  const [typed, setTyped] = useState<string | null>(null);
  return (
    <Box>
      <Typography component="label" htmlFor={id} variant="caption" sx={{ color: 'text.secondary' }}>
        {props.label}
      </Typography>
      <OutlinedInput
        id={id}
        fullWidth
        value={typed ?? value}
        disabled={props.disabled ?? false}
        autoFocus={props.autoFocus ?? false}
        multiline={props.lines !== undefined}
        minRows={props.lines ?? 1}
        onChange={(event) => {
          setTyped(event.target.value);
          props.onChange(event.target.value);
        }}
        onBlur={() => {
          setTyped(null);
          props.onLeave?.();
        }}
        onKeyDown={(event) => {
          if (event.key !== 'Escape' || event.nativeEvent.isComposing) return;
          event.stopPropagation();
          if (event.target instanceof HTMLElement) event.target.blur();
        }}
        slotProps={{ input: { maxLength: props.maxLength, spellCheck: false, autoComplete: 'off' } }}
      />
    </Box>
  );
}
