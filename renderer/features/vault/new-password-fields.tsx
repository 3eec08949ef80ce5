import type { Control, FieldPath, FieldValues } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { PasswordInput } from '../../components/form/password-input.tsx';
import { PASSWORD_MIN } from './new-password.ts';

interface NewPasswordFieldsProps<Input extends FieldValues, Output> {
  readonly control: Control<Input, unknown, Output>;
  readonly password: FieldPath<Input>;
  readonly repeat: FieldPath<Input>;
  readonly autoFocus?: boolean;
}

/** The two fields of a new password: long is enough, nothing else is asked of it. */
export function NewPasswordFields<Input extends FieldValues, Output>(
  props: NewPasswordFieldsProps<Input, Output>,
) {
  const { t } = useTranslation();
  return (
    <>
      <PasswordInput
        fresh
        required
        control={props.control}
        name={props.password}
        label={t('vault:new_password')}
        help={t('vault:new_password_help', { min: PASSWORD_MIN })}
        autoFocus={props.autoFocus}
      />
      <PasswordInput
        fresh
        required
        control={props.control}
        name={props.repeat}
        label={t('vault:repeat_password')}
      />
    </>
  );
}
