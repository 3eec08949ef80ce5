import type { Control, FieldPath, FieldValues } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { TextInput } from '../../components/form/text-input.tsx';

interface SheetFieldsProps<Input extends FieldValues, Output> {
  readonly control: Control<Input, unknown, Output>;
  readonly first: FieldPath<Input>;
  readonly second: FieldPath<Input>;
}

/** The two fields for recovery sheets, of four lines each; one begins at the first. */
export function SheetFields<Input extends FieldValues, Output>(props: SheetFieldsProps<Input, Output>) {
  const { t } = useTranslation();
  return (
    <>
      <TextInput
        control={props.control}
        name={props.first}
        label={t('vault:recover.first')}
        help={t('vault:recover.sheet_help')}
        lines={4}
        required
        autoFocus
        figures
      />
      <TextInput
        control={props.control}
        name={props.second}
        label={t('vault:recover.second')}
        lines={4}
        required
        figures
      />
    </>
  );
}
