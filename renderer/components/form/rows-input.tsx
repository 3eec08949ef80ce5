import AddIcon from '@mui/icons-material/Add';
import DownIcon from '@mui/icons-material/ArrowDownward';
import UpIcon from '@mui/icons-material/ArrowUpward';
import RemoveIcon from '@mui/icons-material/DeleteOutlined';
import { Box, Button, FormHelperText, Paper, Typography } from '@mui/material';
import type { ReactNode } from 'react';
import {
  useFieldArray,
  type ArrayPath,
  type Control,
  type FieldArray,
  type FieldValues,
} from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { RowButton } from '../row-button.tsx';

interface RowsInputProps<Input extends FieldValues, Output, Name extends ArrayPath<Input>> {
  readonly control: Control<Input, unknown, Output>;
  readonly name: Name;
  readonly title: string;
  readonly addLabel: string;
  readonly emptyText?: string;
  readonly newRow: () => FieldArray<Input, Name>;
  readonly max?: number;
  readonly error?: string | undefined;
  readonly disabled?: boolean;
  /** The order of the rows says nothing, so that nobody puts them in order. */
  readonly unordered?: boolean;
  /** Draws the fields of one row; names are `${name}.${index}.…`. */
  readonly children: (index: number) => ReactNode;
}

/** Rows of the same few fields (contact people, phones …): add, remove, move up and down. */
export function RowsInput<Input extends FieldValues, Output, Name extends ArrayPath<Input>>(
  props: RowsInputProps<Input, Output, Name>,
) {
  const { t } = useTranslation();
  const { fields, append, remove, move } = useFieldArray({ control: props.control, name: props.name });
  const full = fields.length >= (props.max ?? Number.POSITIVE_INFINITY);
  return (
    <Box component="section" aria-label={props.title} sx={{ gridColumn: '1 / -1' }}>
      <Box sx={{ display: 'flex', alignItems: 'center', justifyContent: 'space-between', mb: 1 }}>
        <Typography variant="h2" component="h3">
          {props.title}
        </Typography>
        <Button
          size="small"
          startIcon={<AddIcon />}
          disabled={full || props.disabled}
          onClick={() => append(props.newRow(), { focusName: `${props.name}.${fields.length}.name` })}
        >
          {props.addLabel}
        </Button>
      </Box>
      {props.error && (
        <FormHelperText error role="alert" sx={{ mb: 1 }}>
          {props.error}
        </FormHelperText>
      )}
      {fields.length === 0 && props.emptyText && (
        <Typography sx={{ color: 'text.secondary' }}>{props.emptyText}</Typography>
      )}
      <Box sx={{ display: 'grid', gap: 1 }}>
        {fields.map((row, index) => (
          <Paper
            key={row.id}
            variant="outlined"
            sx={{ p: 1.5, display: 'flex', gap: 1, alignItems: 'start' }}
          >
            <Box sx={{ flex: 1, minWidth: 0 }}>{props.children(index)}</Box>
            <Box sx={{ display: 'flex', pt: 2.5 }}>
              {!props.unordered && (
                <>
                  <RowButton
                    label={t('common:rows.up')}
                    disabled={index === 0}
                    onClick={() => move(index, index - 1)}
                  >
                    <UpIcon />
                  </RowButton>
                  <RowButton
                    label={t('common:rows.down')}
                    disabled={index === fields.length - 1}
                    onClick={() => move(index, index + 1)}
                  >
                    <DownIcon />
                  </RowButton>
                </>
              )}
              <RowButton label={t('common:rows.remove')} onClick={() => remove(index)}>
                <RemoveIcon />
              </RowButton>
            </Box>
          </Paper>
        ))}
      </Box>
    </Box>
  );
}
