import { OutlinedInput, type OutlinedInputProps } from '@mui/material';
import type { ReactNode } from 'react';
import type { FieldValues } from 'react-hook-form';
import { useBoundField, type BoundField } from './bound-field.ts';
import { FieldFrame, helpId } from './field-frame.tsx';

interface TextInputProps<Input extends FieldValues, Output> extends BoundField<Input, Output> {
  /** More than one line: Enter then makes a new line. */
  readonly lines?: number;
  readonly maxLength?: number;
  readonly autoComplete?: string;
  readonly placeholder?: string;
  /** Numbers, codes and phones stand in tabular figures. */
  readonly figures?: boolean;
  readonly end?: ReactNode;
  readonly inputMode?: 'text' | 'numeric' | 'tel' | 'email' | 'url';
  readonly onBlur?: () => void;
}

/** A line (or lines) of text. An empty field is `''`; schemas turn it into null where they want that. */
export function TextInput<Input extends FieldValues, Output>(props: TextInputProps<Input, Output>) {
  const { id, field, error, doubt, frame } = useBoundField(props);
  const inputProps: OutlinedInputProps['inputProps'] = {
    'aria-describedby': error || doubt || props.help ? helpId(id) : undefined,
    'aria-required': props.required,
    className: props.figures ? 'figures' : undefined,
    maxLength: props.maxLength,
    inputMode: props.inputMode,
    spellCheck: false,
  };
  return (
    <FieldFrame {...frame}>
      <OutlinedInput
        id={id}
        fullWidth
        value={field.value ?? ''}
        name={field.name}
        inputRef={field.ref}
        onChange={field.onChange}
        onBlur={() => {
          field.onBlur();
          props.onBlur?.();
        }}
        error={Boolean(error)}
        disabled={props.disabled ?? false}
        autoFocus={props.autoFocus ?? false}
        multiline={(props.lines ?? 1) > 1}
        minRows={props.lines}
        placeholder={props.placeholder}
        autoComplete={props.autoComplete ?? 'off'}
        endAdornment={props.end}
        slotProps={{ input: inputProps }}
      />
    </FieldFrame>
  );
}
