import { Autocomplete, TextField, ToggleButton, ToggleButtonGroup } from '@mui/material';
import type { FieldValues } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { matchesChoice } from '../../lib/pinyin.ts';
import { useBoundField, type BoundField } from './bound-field.ts';
import { BUTTONS_UP_TO, ChoiceControl, type Choice, type ChoiceValue } from './choice-control.tsx';
import { FieldFrame, labelId } from './field-frame.tsx';
import { useEnter } from './use-enter.ts';

interface ChoiceInputProps<Input extends FieldValues, Output> extends BoundField<Input, Output> {
  readonly choices: ReadonlyArray<Choice>;
  readonly placeholder?: string;
  readonly look?: 'search';
  /** Told after the form has the value, e.g. to empty the city when the province changes. */
  readonly onChosen?: (value: ChoiceValue | null) => void;
}

/** A field with one choice (null when none); buttons, list or search box by the number of choices. */
export function ChoiceInput<Input extends FieldValues, Output>(props: ChoiceInputProps<Input, Output>) {
  const { id, field, error, frame } = useBoundField(props);
  return (
    <FieldFrame {...frame} group={props.look !== 'search' && props.choices.length <= BUTTONS_UP_TO}>
      <ChoiceControl
        id={id}
        choices={props.choices}
        value={field.value ?? null}
        onChange={(value) => {
          field.onChange(value);
          props.onChosen?.(value);
        }}
        onBlur={field.onBlur}
        inputRef={field.ref}
        required={props.required}
        disabled={props.disabled}
        error={Boolean(error)}
        described={Boolean(error || props.help)}
        placeholder={props.placeholder}
        autoFocus={props.autoFocus}
        look={props.look}
      />
    </FieldFrame>
  );
}

/** A field with any number of choices (an array); buttons up to 5, a search box with chips beyond. */
export function ManyChoicesInput<Input extends FieldValues, Output>(props: ChoiceInputProps<Input, Output>) {
  const { t } = useTranslation();
  const { id, field, error, frame } = useBoundField(props);
  const enter = useEnter<Choice>({ many: true });
  const values: ChoiceValue[] = field.value ?? [];
  if (props.choices.length <= BUTTONS_UP_TO) {
    return (
      <FieldFrame {...frame} group>
        <ToggleButtonGroup
          id={id}
          aria-labelledby={labelId(id)}
          value={values}
          onChange={(_event, next) => field.onChange(next)}
          onBlur={field.onBlur}
          disabled={props.disabled ?? false}
          sx={{ flexWrap: 'wrap' }}
        >
          {props.choices.map((choice) => (
            <ToggleButton key={choice.value} value={choice.value} disabled={choice.disabled ?? false}>
              {choice.label}
            </ToggleButton>
          ))}
        </ToggleButtonGroup>
      </FieldFrame>
    );
  }
  return (
    <FieldFrame {...frame}>
      <Autocomplete
        {...enter}
        multiple
        id={id}
        options={props.choices}
        value={values}
        onChange={(_event, chosen) => field.onChange(chosen)}
        onBlur={field.onBlur}
        getOptionKey={(choice) => choice.value}
        getOptionValue={(choice) => choice.value}
        getOptionLabel={(choice) => choice.label}
        getOptionDisabled={(choice) => choice.disabled ?? false}
        filterOptions={(choices, { inputValue }) =>
          choices.filter((choice) => matchesChoice(choice.label, inputValue))
        }
        disableCloseOnSelect
        disabled={props.disabled ?? false}
        noOptionsText={t('common:choice.no_match')}
        renderInput={(params) => (
          <TextField
            {...params}
            inputRef={field.ref}
            error={Boolean(error)}
            placeholder={values.length === 0 ? (props.placeholder ?? t('common:choice.search')) : ''}
          />
        )}
      />
    </FieldFrame>
  );
}

/** Short texts that people make up themselves (former names, phones, index terms): Enter or a comma ends one. */
export function WordsInput<Input extends FieldValues, Output>(
  props: BoundField<Input, Output> & {
    readonly placeholder?: string;
    readonly suggestions?: readonly string[];
  },
) {
  const { t } = useTranslation();
  const { id, field, error, frame } = useBoundField(props);
  const enter = useEnter<string>({ free: true, many: true });
  const words: readonly string[] = field.value ?? [];
  const add = (parts: readonly string[]) => {
    const all = parts.flatMap((part) => part.split(/[,，;；、\n]/)).map((part) => part.trim());
    field.onChange([...new Set(all.filter(Boolean))]);
  };
  return (
    <FieldFrame {...frame}>
      <Autocomplete
        {...enter}
        multiple
        freeSolo
        autoSelect
        // One that is there already would be marked, and taken away on leaving.
        filterSelectedOptions
        id={id}
        options={props.suggestions ?? []}
        filterOptions={(choices, { inputValue }) =>
          choices.filter((choice) => matchesChoice(choice, inputValue)).slice(0, 50)
        }
        value={[...words]}
        onChange={(_event, next) => add(next)}
        onBlur={field.onBlur}
        disabled={props.disabled ?? false}
        renderInput={(params) => (
          <TextField
            {...params}
            inputRef={field.ref}
            error={Boolean(error)}
            placeholder={words.length === 0 ? (props.placeholder ?? t('common:field.words_hint')) : ''}
          />
        )}
      />
    </FieldFrame>
  );
}
