import { useId } from 'react';
import { useController, type Control, type FieldPath, type FieldValues } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { afterPointer } from '../../lib/after-pointer.ts';
import { fieldMessage } from './use-app-form.ts';
import type { FieldFrameProps } from './field-frame.tsx';

/** What every field of a form takes: `<TextInput control={form.control} name="name" label={…} required />`. */
export interface BoundField<Input extends FieldValues, Output> extends Pick<
  FieldFrameProps,
  'label' | 'required' | 'help' | 'wide' | 'aside'
> {
  readonly control: Control<Input, unknown, Output>;
  readonly name: FieldPath<Input>;
  readonly disabled?: boolean | undefined;
  readonly autoFocus?: boolean | undefined;
}

/** Joins a field to its form: value, problem as a sentence, and the ids that tie label and help to the control. */
export function useBoundField<Input extends FieldValues, Output>(props: BoundField<Input, Output>) {
  const { t } = useTranslation();
  const id = useId();
  const { field: bound, fieldState, formState } = useController({ control: props.control, name: props.name });
  const field = { ...bound, onBlur: () => afterPointer(bound.onBlur) };
  // A row just added is checked with its form; nobody has left its fields yet.
  const isDue = fieldState.isTouched || formState.isSubmitted;
  const error = isDue ? fieldMessage(t, fieldState.error?.message) : undefined;
  const { label, required, help, wide, aside } = props;
  return { id, field, error, frame: { id, label, required, help, wide, aside, error } };
}
