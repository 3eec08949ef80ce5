import type { Control, FieldPath, FieldValues } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { ROLES } from '../../../db/domain/roles.ts';
import { ManyChoicesInput } from '../../components/form/choice-input.tsx';

/** The roles of an account; 系统管理员 and 审计员 go with no other (三员分立). */
export function RolesInput<Input extends FieldValues, Output>(props: {
  control: Control<Input, unknown, Output>;
  name: FieldPath<Input>;
}) {
  const { t } = useTranslation();
  return (
    <ManyChoicesInput
      control={props.control}
      name={props.name}
      label={t('accounts:column.roles')}
      help={t('accounts:roles_help')}
      choices={ROLES.map((role) => ({ value: role, label: t(`common:role.${role}`) }))}
      required
      wide
    />
  );
}
