import { Box, Checkbox, FormControlLabel } from '@mui/material';
import type { Control, FieldPath, FieldValues } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { ROLES, roleSchema, rolesMayCombine, type Role } from '../../../db/domain/roles.ts';
import { useBoundField } from '../../components/form/bound-field.ts';
import { FieldFrame, helpId, labelId } from '../../components/form/field-frame.tsx';

const chosenSchema = z.array(roleSchema).catch([]);

/** The roles of an account; what goes with none that is chosen cannot be (三员分立). */
export function RolesInput<Input extends FieldValues, Output>(props: {
  control: Control<Input, unknown, Output>;
  name: FieldPath<Input>;
}) {
  const { t } = useTranslation();
  const {
    id,
    field: bound,
    frame,
  } = useBoundField({
    ...props,
    label: t('accounts:column.roles'),
    help: t('accounts:roles_help'),
    required: true,
    wide: true,
  });
  const { value, onChange, onBlur, ref } = bound;
  const chosen = chosenSchema.parse(value);
  const change = (role: Role, take: boolean) => {
    onChange(ROLES.filter((each) => (each === role ? take : chosen.includes(each))));
  };
  return (
    <FieldFrame {...frame} group>
      <Box
        id={id}
        ref={ref}
        tabIndex={-1}
        role="group"
        aria-labelledby={labelId(id)}
        aria-describedby={helpId(id)}
        onBlur={onBlur}
        sx={{ display: 'grid', gridTemplateColumns: 'repeat(2, minmax(0, 1fr))', outline: 'none' }}
      >
        {ROLES.map((role) => (
          <FormControlLabel
            key={role}
            label={t(`common:role.${role}`)}
            disabled={!chosen.includes(role) && !rolesMayCombine([...chosen, role])}
            control={
              <Checkbox
                size="small"
                checked={chosen.includes(role)}
                onChange={(_event, take) => change(role, take)}
              />
            }
          />
        ))}
      </Box>
    </FieldFrame>
  );
}
