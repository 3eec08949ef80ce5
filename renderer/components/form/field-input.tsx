import type { TFunction } from 'i18next';
import type { FieldValues } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { phoneDoubt } from '../../../db/domain/cells/phone-doubt.ts';
import type { Field } from '../../../db/domain/fields.ts';
import { useToday } from '../../lib/use-today.ts';
import type { BoundField } from './bound-field.ts';
import type { Choice, ChoiceValue } from './choice-control.tsx';
import { ChoiceInput, WordsInput } from './choice-input.tsx';
import { DateInput } from './date-input.tsx';
import { SuggestInput } from './suggest-input.tsx';
import { TextInput } from './text-input.tsx';

/** Says of a phone number, or of the first of several, that it cannot be one. */
export function doubtOfPhone(t: TFunction) {
  return (value: unknown): string | undefined => {
    const numbers = Array.isArray(value) ? value : [value];
    const doubt = numbers.map((number) => phoneDoubt(String(number ?? ''))).find((found) => found !== null);
    return doubt && t(`common:phone.${doubt.kind}`, { digits: doubt.digits });
  };
}

/** The keys that a touch keyboard shows. */
function inputModeOf({ shape, search }: Field) {
  if (shape !== undefined) return shape === 'email' ? 'email' : 'url';
  return search === 'phone' ? 'tel' : 'text';
}

interface FieldInputProps<Input extends FieldValues, Output> extends BoundField<Input, Output> {
  readonly field: Field;
  /** What may be chosen, or is offered while typing; closed choices bring their own. */
  readonly choices?: ReadonlyArray<Choice>;
  readonly onChosen?: (value: ChoiceValue | null) => void;
}

/**
 * The input of a field of a catalogue, by its kind. Places, the place on a shelf and rows are several inputs: whoever
 * has such fields draws them.
 */
export function FieldInput<Input extends FieldValues, Output>(props: FieldInputProps<Input, Output>) {
  const { t } = useTranslation();
  const today = useToday();
  const { field, choices = [], onChosen, ...rest } = props;
  const bound = field.search === 'phone' ? { ...rest, doubt: doubtOfPhone(t) } : rest;
  switch (field.kind) {
    case 'line':
      return field.suggest === undefined ? (
        <TextInput
          {...bound}
          required={field.must || bound.required}
          maxLength={field.max}
          figures={field.figures ?? false}
          inputMode={inputModeOf(field)}
        />
      ) : (
        <SuggestInput {...bound} suggestions={choices.map(({ label }) => label)} />
      );
    case 'lines':
      return <TextInput {...bound} maxLength={field.max} lines={3} />;
    case 'amount':
      return <TextInput {...bound} figures />;
    case 'day':
      return <DateInput {...bound} {...(field.past && { max: today })} />;
    case 'choice':
      return (
        <ChoiceInput
          {...bound}
          required={!field.mayBeEmpty || bound.required}
          choices={field.values.map((value) => ({ value, label: t(`${field.words}.${value}`) }))}
          {...(onChosen && { onChosen })}
        />
      );
    case 'code':
    case 'person':
      return <ChoiceInput {...bound} choices={choices} />;
    case 'texts':
      return <WordsInput {...bound} suggestions={choices.map(({ label }) => label)} />;
    default:
      return null;
  }
}
