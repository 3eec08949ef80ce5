import { Autocomplete, TextField } from '@mui/material';
import type { FieldValues } from 'react-hook-form';
import { matchesChoice } from '../../lib/pinyin.ts';
import { useBoundField, type BoundField } from './bound-field.ts';
import { FieldFrame } from './field-frame.tsx';
import { useEnter } from './use-enter.ts';

/** A line of text with usual answers to choose from (by words or pinyin); anything else may be typed. */
export function SuggestInput<Input extends FieldValues, Output>(
  props: BoundField<Input, Output> & {
    readonly suggestions: readonly string[];
    readonly placeholder?: string;
  },
) {
  const { id, field, error, frame } = useBoundField(props);
  const enter = useEnter<string>({ free: true });
  const text: string = field.value ?? '';
  return (
    <FieldFrame {...frame}>
      <Autocomplete
        {...enter}
        freeSolo
        openOnFocus
        id={id}
        options={props.suggestions}
        value={text}
        inputValue={text}
        onInputChange={(event, typed, reason) => {
          enter.onInputChange(event, typed, reason);
          if (reason !== 'reset') field.onChange(typed);
        }}
        onChange={(_event, chosen) => field.onChange(chosen ?? '')}
        onBlur={field.onBlur}
        filterOptions={(choices, { inputValue }) =>
          choices.includes(inputValue)
            ? choices
            : choices.filter((choice) => matchesChoice(choice, inputValue))
        }
        disabled={props.disabled ?? false}
        renderInput={(params) => (
          <TextField
            {...params}
            inputRef={field.ref}
            error={Boolean(error)}
            placeholder={props.placeholder}
            autoFocus={props.autoFocus ?? false}
          />
        )}
      />
    </FieldFrame>
  );
}
