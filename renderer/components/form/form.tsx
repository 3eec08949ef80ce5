import { Box } from '@mui/material';
import { useRef, type KeyboardEvent, type ReactNode, type SubmitEvent } from 'react';
import { useCommand } from '../../lib/events.ts';
import { useShortcut } from '../../lib/shortcuts.ts';

const FIELDS =
  'input:not([type=hidden]):not([disabled]), textarea:not([disabled]), [role=combobox]:not([aria-disabled=true])';

interface FormProps {
  readonly onSubmit: () => void;
  /** `next`: Enter goes to the next field, as in a ledger. `submit`: Enter sends, as at sign-in. */
  readonly enter?: 'next' | 'submit';
  /** Ctrl+S and the menu's 保存 send this form. */
  readonly saves?: boolean;
  readonly label?: string;
  /** As high as what it stands in, for a form that is a whole screen. */
  readonly fill?: boolean;
  readonly children: ReactNode;
}

/** A form by keyboard: Enter goes on, Ctrl+S saves. Wrap `form.handleSubmit(save)` in `onSubmit`. */
export function Form(props: FormProps) {
  const root = useRef<HTMLFormElement>(null);
  const saves = props.saves ?? false;
  useShortcut('mod+s', props.onSubmit, saves);
  useCommand('save', () => saves && props.onSubmit());

  const goOn = (event: KeyboardEvent<HTMLFormElement>) => {
    if (event.key !== 'Enter' || props.enter === 'submit' || event.defaultPrevented) return;
    if (event.nativeEvent.isComposing || !(event.target instanceof HTMLInputElement)) return;
    if (event.target.getAttribute('aria-expanded') === 'true') return;
    event.preventDefault();
    const fields = [...(root.current?.querySelectorAll<HTMLElement>(FIELDS) ?? [])].filter(
      (field) => field.tabIndex >= 0,
    );
    fields[fields.indexOf(event.target) + 1]?.focus();
  };
  return (
    <Box
      component="form"
      noValidate
      sx={props.fill ? { height: '100%' } : undefined}
      ref={root}
      aria-label={props.label}
      onKeyDown={goOn}
      onSubmit={(event: SubmitEvent<HTMLFormElement>) => {
        event.preventDefault();
        props.onSubmit();
      }}
    >
      {props.children}
    </Box>
  );
}
