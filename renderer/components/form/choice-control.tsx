import { Autocomplete, MenuItem, Select, TextField, ToggleButton, ToggleButtonGroup } from '@mui/material';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { matchesChoice } from '../../lib/pinyin.ts';
import { helpId, labelId } from './field-frame.tsx';
import { isPick, useEnter, useGoOn } from './use-enter.ts';

export type ChoiceValue = string | number;

export interface Choice<V extends ChoiceValue = ChoiceValue> {
  readonly value: V;
  readonly label: string;
  readonly disabled?: boolean;
}

export interface ChoiceControlProps<V extends ChoiceValue> {
  readonly id: string;
  readonly choices: ReadonlyArray<Choice<V>>;
  readonly value: V | null;
  readonly onChange: (value: V | null) => void;
  readonly onBlur?: (() => void) | undefined;
  readonly required?: boolean | undefined;
  readonly disabled?: boolean | undefined;
  readonly error?: boolean | undefined;
  readonly described?: boolean | undefined;
  readonly inputRef?: React.Ref<HTMLInputElement> | undefined;
  readonly placeholder?: string | undefined;
  /** Of buttons and lists: the keyboard begins here. */
  readonly autoFocus?: boolean | undefined;
  /** Keeps one look where the choices change, as with a city that follows its province. */
  readonly look?: 'search' | undefined;
}

/** How many choices are still quick to read as buttons, and as an open list. */
export const BUTTONS_UP_TO = 5;
export const LIST_UP_TO = 12;
const SHOWN_MATCHES = 100;

/** One of several: up to 5 as buttons, up to 12 as a list, more as a search box that takes pinyin. */
export function ChoiceControl<V extends ChoiceValue>(props: ChoiceControlProps<V>) {
  const { choices, look } = props;
  if (look !== 'search' && choices.length <= BUTTONS_UP_TO) return <ChoiceButtons {...props} />;
  if (look !== 'search' && choices.length <= LIST_UP_TO) return <ChoiceList {...props} />;
  return (
    <ChoiceSearch
      {...props}
      onChange={(value) => props.onChange(choices.find((choice) => choice.value === value)?.value ?? null)}
    />
  );
}

function ChoiceButtons<V extends ChoiceValue>(props: ChoiceControlProps<V>) {
  return (
    <ToggleButtonGroup
      exclusive
      id={props.id}
      aria-labelledby={labelId(props.id)}
      aria-describedby={props.described ? helpId(props.id) : undefined}
      value={props.value}
      disabled={props.disabled ?? false}
      onChange={(_event, value: V | null) => {
        if (value !== null || !props.required) props.onChange(value);
      }}
      onBlur={props.onBlur}
      sx={{ flexWrap: 'wrap', ...(props.error && { outline: '1px solid', outlineColor: 'error.main' }) }}
    >
      {props.choices.map((choice, index) => (
        <ToggleButton
          key={choice.value}
          value={choice.value}
          disabled={choice.disabled ?? false}
          autoFocus={index === 0 && (props.autoFocus ?? false)}
        >
          {choice.label}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
}

function ChoiceList<V extends ChoiceValue>(props: ChoiceControlProps<V>) {
  const { t } = useTranslation();
  const goOn = useGoOn();
  const root = useRef<HTMLDivElement>(null);
  const chosen = (text: string) =>
    props.choices.find((choice) => String(choice.value) === text)?.value ?? null;
  return (
    <Select
      ref={root}
      fullWidth
      displayEmpty
      autoFocus={props.autoFocus ?? false}
      labelId={labelId(props.id)}
      inputRef={props.inputRef}
      value={props.value === null ? '' : String(props.value)}
      onChange={(event) => props.onChange(chosen(event.target.value))}
      onClose={(event) => root.current && isPick(event) && goOn(root.current)}
      onBlur={props.onBlur}
      error={props.error ?? false}
      disabled={props.disabled ?? false}
      slotProps={{ input: { id: props.id } }}
    >
      {(!props.required || props.value === null) && (
        <MenuItem value="">
          <span style={{ opacity: 0.6 }}>{props.placeholder ?? t('common:choice.none')}</span>
        </MenuItem>
      )}
      {props.choices.map((choice) => (
        <MenuItem key={choice.value} value={String(choice.value)} disabled={choice.disabled ?? false}>
          {choice.label}
        </MenuItem>
      ))}
    </Select>
  );
}

function ChoiceSearch(props: ChoiceControlProps<ChoiceValue>) {
  const { t } = useTranslation();
  const enter = useEnter<Choice>();
  return (
    <Autocomplete
      {...enter}
      id={props.id}
      options={props.choices}
      value={props.value}
      onChange={(_event, _value, _reason, details) => props.onChange(details?.option.value ?? null)}
      onBlur={props.onBlur}
      getOptionKey={(choice) => choice.value}
      getOptionValue={(choice) => choice.value}
      getOptionLabel={(choice) => choice.label}
      getOptionDisabled={(choice) => choice.disabled ?? false}
      filterOptions={(choices, { inputValue }) =>
        choices.filter((choice) => matchesChoice(choice.label, inputValue)).slice(0, SHOWN_MATCHES)
      }
      openOnFocus
      disabled={props.disabled ?? false}
      noOptionsText={t('common:choice.no_match')}
      renderInput={(params) => (
        <TextField
          {...params}
          inputRef={props.inputRef}
          error={props.error ?? false}
          placeholder={props.placeholder ?? t('common:choice.search')}
        />
      )}
    />
  );
}
