import UpIcon from '@mui/icons-material/ArrowUpward';
import RemoveIcon from '@mui/icons-material/DeleteOutlined';
import { Autocomplete, Box, InputBase, Radio, TableCell, TableRow, type InputBaseProps } from '@mui/material';
import { useTranslation } from 'react-i18next';
import { CONTACT_FIELD_LIST, type ContactField } from '../../../db/domain/customer.ts';
import type { Field } from '../../../db/domain/fields.ts';
import { useBoundField } from '../../components/form/bound-field.ts';
import { FieldNote, helpId } from '../../components/form/field-frame.tsx';
import { doubtOfPhone } from '../../components/form/field-input.tsx';
import { useEnter } from '../../components/form/use-enter.ts';
import { RowButton } from '../../components/row-button.tsx';
import { matchesChoice } from '../../lib/pinyin.ts';
import type { Words } from '../lists/use-words.ts';
import type { CustomerFormApi } from './customer-field.tsx';

/** Enter goes from cell to cell, and not by the mark of the main one. */
const PASSED = { 'data-passed': true };

interface ContactRowProps {
  readonly form: CustomerFormApi;
  readonly words: Words;
  readonly index: number;
  /** Whom to call first. */
  readonly onFirst: () => void;
  readonly onUp: () => void;
  readonly onRemove: () => void;
}

/** One person at the customer. */
export function ContactRow(props: ContactRowProps) {
  const { t } = useTranslation();
  const { form, words, index } = props;
  const row = index + 1;
  const named = (what: string) => t('customers:contacts.of_row', { what, row });
  return (
    <TableRow>
      <TableCell align="center">
        <Radio
          size="small"
          checked={index === 0}
          onChange={props.onFirst}
          sx={{ p: '8px' }}
          slotProps={{
            input: { 'aria-label': named(t('customers:contacts.main_person')), ...PASSED },
          }}
        />
      </TableCell>
      {CONTACT_FIELD_LIST.map(([key, field]) => (
        <TableCell key={key}>
          <ContactCell
            form={form}
            name={`contacts.${index}.${key}`}
            field={field}
            label={named(t(`customers:contact.${key}`))}
            suggestions={field.suggest === undefined ? null : words.choices(field.suggest)}
          />
        </TableCell>
      ))}
      <TableCell>
        <Box sx={{ display: 'flex', justifyContent: 'center', '& .MuiIconButton-root': { p: '8px' } }}>
          <RowButton label={named(t('common:rows.up'))} disabled={index === 0} onClick={props.onUp}>
            <UpIcon />
          </RowButton>
          <RowButton label={named(t('common:rows.remove'))} onClick={props.onRemove}>
            <RemoveIcon />
          </RowButton>
        </Box>
      </TableCell>
    </TableRow>
  );
}

interface ContactCellProps {
  readonly form: CustomerFormApi;
  readonly name: `contacts.${number}.${ContactField}`;
  readonly field: Field;
  /** Names the cell and its row. */
  readonly label: string;
  /** What is offered while typing; null for nothing. */
  readonly suggestions: ReadonlyArray<{ readonly label: string }> | null;
}

/** A cell of the sheet, and under it what is wrong or doubtful in it. */
function ContactCell(props: ContactCellProps) {
  const { t } = useTranslation();
  const { form, name, label, field: facts, suggestions } = props;
  const isPhone = facts.search === 'phone';
  const { id, field, error, doubt } = useBoundField({
    control: form.control,
    name,
    label,
    ...(isPhone && { doubt: doubtOfPhone(t) }),
  });
  const input: InputBaseProps['inputProps'] = {
    'aria-label': label,
    'aria-invalid': Boolean(error),
    'aria-describedby': error || doubt ? helpId(id) : undefined,
    'aria-required': facts.kind === 'line' && facts.must,
    className: facts.figures ? 'figures' : undefined,
    maxLength: 'max' in facts ? facts.max : undefined,
    inputMode: isPhone ? 'tel' : 'text',
    spellCheck: false,
  };
  const text = String(field.value ?? '');
  const base: InputBaseProps = {
    fullWidth: true,
    name: field.name,
    inputRef: field.ref,
    autoComplete: 'off',
    sx: { ...cell, ...(error ? wrong : doubt ? doubtful : {}) },
  };
  return (
    <>
      {suggestions === null ? (
        <InputBase
          {...base}
          value={text}
          onChange={field.onChange}
          onBlur={field.onBlur}
          slotProps={{ input }}
        />
      ) : (
        <SuggestCell
          value={text}
          onChange={field.onChange}
          onBlur={field.onBlur}
          suggestions={suggestions.map((one) => one.label)}
          base={base}
          input={input}
        />
      )}
      <Box sx={{ px: 1, '& p': { my: 0.25 } }}>
        <FieldNote id={id} error={error} doubt={doubt} />
      </Box>
    </>
  );
}

/** A cell with usual answers, by words or pinyin; anything else may be typed. */
function SuggestCell(props: {
  readonly value: string;
  readonly onChange: (text: string) => void;
  readonly onBlur: () => void;
  readonly suggestions: readonly string[];
  readonly base: InputBaseProps;
  readonly input: InputBaseProps['inputProps'];
}) {
  const enter = useEnter<string>({ free: true });
  return (
    <Autocomplete
      {...enter}
      freeSolo
      disableClearable
      options={props.suggestions}
      value={props.value}
      inputValue={props.value}
      onInputChange={(event, typed, reason) => {
        enter.onInputChange(event, typed, reason);
        if (reason !== 'reset') props.onChange(typed);
      }}
      onChange={(_event, chosen) => props.onChange(chosen)}
      onBlur={props.onBlur}
      filterOptions={(choices, { inputValue }) =>
        choices.includes(inputValue) ? choices : choices.filter((choice) => matchesChoice(choice, inputValue))
      }
      renderInput={(params) => (
        <InputBase
          {...props.base}
          ref={params.slotProps.input.ref}
          slotProps={{ input: { ...params.slotProps.htmlInput, ...props.input } }}
        />
      )}
    />
  );
}

const cell = {
  minHeight: 35,
  fontSize: '0.875rem',
  '& input': { px: 1, py: 0, height: 35, boxSizing: 'border-box' },
  '&.Mui-focused': { boxShadow: 'inset 0 0 0 2px var(--kd-palette-primary-main)' },
} as const;
const wrong = { boxShadow: 'inset 0 0 0 1px var(--kd-palette-error-main)' };
const doubtful = { boxShadow: 'inset 0 0 0 1px var(--kd-palette-warning-main)' };
