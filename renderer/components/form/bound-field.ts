import { useEffect, useId, useRef, useState } from 'react';
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
  /** What is doubtful in a value that may be saved all the same, in words. */
  readonly doubt?: ((value: unknown) => string | undefined) | undefined;
}

/** Joins a field to its form: value, problem as a sentence, and the ids that tie label and help to the control. */
export function useBoundField<Input extends FieldValues, Output>(props: BoundField<Input, Output>) {
  const { t } = useTranslation();
  const id = useId();
  const { field: bound, fieldState, formState } = useController({ control: props.control, name: props.name });
  const [isEntered, setEntered] = useState(false);
  // A press that takes a row away leaves its field too, and moves up those below: what was one's name is nobody's then.
  const leave = useRef<(() => void) | null>(null);
  useEffect(() => {
    leave.current = bound.onBlur;
    return () => {
      leave.current = null;
    };
  }, [bound.onBlur]);
  const field = {
    ...bound,
    onChange: (value: unknown) => {
      setEntered(true);
      bound.onChange(value);
    },
    onBlur: () => afterPointer(() => leave.current?.()),
  };
  // A field that was only passed by says nothing: what is empty may still be filled in before the form is sent.
  const isDue = (fieldState.isTouched && isEntered) || formState.isSubmitted;
  const error = isDue ? fieldMessage(t, fieldState.error?.message) : undefined;
  // Not while it is being typed for the first time.
  const doubt = fieldState.isTouched || !isEntered ? props.doubt?.(bound.value) : undefined;
  const { label, required, help, wide, aside } = props;
  return { id, field, error, doubt, frame: { id, label, required, help, wide, aside, error, doubt } };
}
