import CalendarIcon from '@mui/icons-material/CalendarMonthOutlined';
import { IconButton, InputAdornment, OutlinedInput, Popover } from '@mui/material';
import { DateCalendar } from '@mui/x-date-pickers/DateCalendar';
import dayjs from 'dayjs';
import { useRef, useState } from 'react';
import type { FieldValues } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { isDay } from '../../../db/domain/dates.ts';
import { readDay } from '../../lib/day-text.ts';
import { useToday } from '../../lib/use-today.ts';
import { useBoundField, type BoundField } from './bound-field.ts';
import { FieldFrame, helpId } from './field-frame.tsx';

interface DateInputProps<Input extends FieldValues, Output> extends BoundField<Input, Output> {
  /** The latest day that makes sense, e.g. today for something that has happened. */
  readonly max?: string;
  readonly min?: string;
}

/** A day, typed in any usual form or picked; the form holds `YYYY-MM-DD`, null, or what was typed if unreadable. */
export function DateInput<Input extends FieldValues, Output>(props: DateInputProps<Input, Output>) {
  const { id, field, error, frame } = useBoundField(props);
  return (
    <FieldFrame {...frame}>
      <DateControl
        id={id}
        value={field.value ?? null}
        onChange={field.onChange}
        onBlur={field.onBlur}
        inputRef={field.ref}
        disabled={props.disabled}
        error={Boolean(error)}
        described={Boolean(error || props.help)}
        max={props.max}
        min={props.min}
      />
    </FieldFrame>
  );
}

interface DateControlProps {
  readonly id: string;
  readonly value: string | null;
  readonly onChange: (value: string | null) => void;
  readonly onBlur?: (() => void) | undefined;
  readonly inputRef?: React.Ref<HTMLInputElement> | undefined;
  readonly disabled?: boolean | undefined;
  readonly error?: boolean | undefined;
  readonly described?: boolean | undefined;
  readonly max?: string | undefined;
  readonly min?: string | undefined;
  readonly label?: string | undefined;
}

/** The same control without a form, e.g. for filters. */
export function DateControl(props: DateControlProps) {
  const { t } = useTranslation();
  const today = useToday();
  const anchor = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState(false);
  const [typed, setTyped] = useState<string | null>(null);

  const settle = () => {
    if (typed !== null) props.onChange(readDay(typed, today) ?? (typed.trim() || null));
    setTyped(null);
    props.onBlur?.();
  };
  const day = props.value && isDay(props.value) ? dayjs(props.value) : null;
  return (
    <>
      <OutlinedInput
        id={props.id}
        fullWidth
        ref={anchor}
        inputRef={props.inputRef}
        value={typed ?? props.value ?? ''}
        onChange={(event) => setTyped(event.target.value)}
        onBlur={settle}
        onKeyDown={(event) => {
          if (event.key === 'Enter') settle();
          if (event.key === 'ArrowDown' && event.altKey) setOpen(true);
        }}
        placeholder={t('common:date.hint')}
        error={props.error ?? false}
        disabled={props.disabled ?? false}
        slotProps={{
          input: {
            className: 'figures',
            'aria-label': props.label,
            'aria-describedby': props.described ? helpId(props.id) : undefined,
          },
        }}
        endAdornment={
          <InputAdornment position="end">
            <IconButton
              edge="end"
              tabIndex={-1}
              aria-label={t('common:date.pick')}
              disabled={props.disabled ?? false}
              onClick={() => setOpen(true)}
            >
              <CalendarIcon />
            </IconButton>
          </InputAdornment>
        }
      />
      <Popover
        open={open}
        anchorEl={() => anchor.current}
        onClose={() => setOpen(false)}
        anchorOrigin={{ vertical: 'bottom', horizontal: 'left' }}
      >
        <DateCalendar
          autoFocus
          value={day}
          slotProps={{ calendarHeader: { format: t('common:date.month') } }}
          {...(props.max ? { maxDate: dayjs(props.max) } : {})}
          {...(props.min ? { minDate: dayjs(props.min) } : {})}
          onChange={(picked, state) => {
            setTyped(null);
            if (picked) props.onChange(picked.format('YYYY-MM-DD'));
            if (state === 'finish') setOpen(false);
          }}
        />
      </Popover>
    </>
  );
}
