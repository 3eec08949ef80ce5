import ShowIcon from '@mui/icons-material/VisibilityOutlined';
import HideIcon from '@mui/icons-material/VisibilityOffOutlined';
import { IconButton, InputAdornment, OutlinedInput } from '@mui/material';
import { useState } from 'react';
import type { FieldValues } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { useBoundField, type BoundField } from './bound-field.ts';
import { FieldFrame, helpId } from './field-frame.tsx';

interface PasswordInputProps<Input extends FieldValues, Output> extends BoundField<Input, Output> {
  readonly fresh?: boolean;
}

/** A password: hidden unless asked, pasting allowed, and a word when Caps Lock is on. */
export function PasswordInput<Input extends FieldValues, Output>(props: PasswordInputProps<Input, Output>) {
  const { t } = useTranslation();
  const [shown, setShown] = useState(false);
  const [capsLock, setCapsLock] = useState(false);
  const help = capsLock ? t('common:password.caps_lock') : props.help;
  const { id, field, error, frame } = useBoundField({ ...props, help });
  return (
    <FieldFrame {...frame} error={error && capsLock ? `${error} ${t('common:password.caps_lock')}` : error}>
      <OutlinedInput
        id={id}
        fullWidth
        type={shown ? 'text' : 'password'}
        name={field.name}
        value={field.value ?? ''}
        inputRef={field.ref}
        onChange={field.onChange}
        onBlur={() => {
          setCapsLock(false);
          field.onBlur();
        }}
        onKeyUp={(event) => setCapsLock(event.getModifierState('CapsLock'))}
        error={Boolean(error)}
        disabled={props.disabled ?? false}
        autoFocus={props.autoFocus ?? false}
        autoComplete={props.fresh ? 'new-password' : 'current-password'}
        slotProps={{
          input: { 'aria-describedby': error || help ? helpId(id) : undefined, spellCheck: false },
        }}
        endAdornment={
          <InputAdornment position="end">
            <IconButton
              edge="end"
              aria-label={shown ? t('common:password.hide') : t('common:password.show')}
              aria-pressed={shown}
              onClick={() => setShown(!shown)}
            >
              {shown ? <HideIcon /> : <ShowIcon />}
            </IconButton>
          </InputAdornment>
        }
      />
    </FieldFrame>
  );
}
