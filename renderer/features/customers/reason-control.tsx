import { OutlinedInput } from '@mui/material';

/** A line of text that says why; the vault keeps it in the history. */
export function ReasonControl(props: {
  id: string;
  value: string;
  onChange: (value: string) => void;
  autoFocus?: boolean;
}) {
  return (
    <OutlinedInput
      id={props.id}
      fullWidth
      value={props.value}
      onChange={(event) => props.onChange(event.target.value)}
      autoFocus={props.autoFocus ?? false}
      slotProps={{ input: { maxLength: 200, spellCheck: false } }}
    />
  );
}
