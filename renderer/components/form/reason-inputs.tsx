import { useController, useWatch, type Control, type FieldPath, type FieldValues } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { OTHER, type ReasonRule } from '../../../db/domain/reasons.ts';
import { choiceText } from '../../lib/reason-text.ts';
import { ChoiceInput } from './choice-input.tsx';
import { TextInput } from './text-input.tsx';

interface ReasonInputsProps<Input extends FieldValues, Output> {
  readonly control: Control<Input, unknown, Output>;
  readonly reason: FieldPath<Input>;
  readonly text: FieldPath<Input>;
  readonly rule: ReasonRule;
  /** Whose words the choices are: `customers`, or the name of a flow. */
  readonly subject: string;
  readonly label: string;
  /** What may be written beside the choice; absent: what is said everywhere. */
  readonly help?: string;
  readonly maxLength: number;
  readonly lines?: number;
  readonly autoFocus?: boolean;
}

/** Why: one of the choices, and a text that is needed with the last of them. */
export function ReasonInputs<Input extends FieldValues, Output>(props: ReasonInputsProps<Input, Output>) {
  const { t } = useTranslation();
  const { control, subject, rule } = props;
  const chosen: string | null = useWatch({ control, name: props.reason });
  const { field: text } = useController({ control, name: props.text });
  return (
    <>
      <ChoiceInput
        control={control}
        name={props.reason}
        label={props.label}
        required={rule.needed}
        autoFocus={props.autoFocus}
        choices={rule.choices.map((value) => ({ value, label: choiceText(t, subject, value) }))}
        // What was wrong with the text beside one choice may be right beside another.
        onChosen={() => text.onChange(text.value)}
      />
      <TextInput
        control={control}
        name={props.text}
        label={t('common:reason.text')}
        help={props.help ?? t('common:reason.text_help')}
        required={chosen === OTHER}
        maxLength={props.maxLength}
        {...(props.lines !== undefined && { lines: props.lines })}
      />
    </>
  );
}
