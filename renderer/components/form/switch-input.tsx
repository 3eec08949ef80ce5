import { FormControlLabel, FormHelperText, Switch } from '@mui/material';
import type { FieldValues } from 'react-hook-form';
import { useBoundField, type BoundField } from './bound-field.ts';
import { helpId } from './field-frame.tsx';

/** A yes-or-no field. */
export function SwitchInput<Input extends FieldValues, Output>(props: BoundField<Input, Output>) {
  const { id, field, error } = useBoundField(props);
  return (
    <div style={{ gridColumn: props.wide ? '1 / -1' : undefined }}>
      <FormControlLabel
        label={props.label}
        control={
          <Switch
            id={id}
            size="small"
            checked={Boolean(field.value)}
            onChange={(_event, checked) => field.onChange(checked)}
            onBlur={field.onBlur}
            disabled={props.disabled ?? false}
          />
        }
      />
      {(error || props.help) && (
        <FormHelperText id={helpId(id)} error={Boolean(error)}>
          {error ?? props.help}
        </FormHelperText>
      )}
    </div>
  );
}
