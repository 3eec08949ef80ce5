import { Box } from '@mui/material';
import {
  useCallback,
  useEffect,
  useRef,
  useState,
  type KeyboardEvent,
  type ReactNode,
  type SubmitEvent,
} from 'react';
import { useCommand } from '../../lib/events.ts';
import { useShortcut } from '../../lib/shortcuts.ts';
import { GoOnContext } from './use-enter.ts';

const FIELDS =
  ':is(input:not([type=hidden], [data-passed]), textarea, [role=combobox]):not([disabled], [aria-disabled=true])';

interface FormProps {
  readonly onSubmit: () => void;
  /** `next`: Enter goes to the next field, as in a ledger. `submit`: Enter sends once no required field is empty. */
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
    if (event.key !== 'Enter' || event.defaultPrevented) return;
    if (event.nativeEvent.isComposing || !(event.target instanceof HTMLInputElement)) return;
    if (props.enter === 'submit' && !isNextEmpty(root.current, event.target)) return;
    event.preventDefault();
    focusAfter(root.current, event.target);
  };
  // A closed list would open by Enter; the space bar and the arrows do that too.
  const passList = (event: KeyboardEvent<HTMLFormElement>) => {
    if (event.key !== 'Enter' || !(event.target instanceof HTMLElement)) return;
    if (!event.target.matches('[role=combobox]:not(input)[aria-expanded=false]')) return;
    event.preventDefault();
    event.stopPropagation();
    if (props.enter === 'submit') props.onSubmit();
    else focusAfter(root.current, event.target);
  };
  // A pick may open the next field: going on waits until it is drawn, and until the list has given the focus back.
  const [picked, setPicked] = useState<{ readonly from: Element } | null>(null);
  const goOnFrom = useCallback((from: Element) => setPicked({ from }), []);
  useEffect(() => {
    if (picked) focusAfter(root.current, picked.from);
  }, [picked]);
  return (
    <Box
      component="form"
      noValidate
      sx={props.fill ? { height: '100%' } : undefined}
      ref={root}
      aria-label={props.label}
      onKeyDownCapture={passList}
      onKeyDown={goOn}
      onSubmit={(event: SubmitEvent<HTMLFormElement>) => {
        event.preventDefault();
        props.onSubmit();
      }}
    >
      <GoOnContext value={goOnFrom}>{props.children}</GoOnContext>
    </Box>
  );
}

/** Gives the keyboard to the first field that comes after an element; at the last it stays. */
function focusAfter(form: HTMLElement | null, from: Element): void {
  fieldAfter(form, from)?.focus();
}

function fieldAfter(form: HTMLElement | null, from: Element): HTMLElement | undefined {
  const fields = form?.querySelectorAll<HTMLElement>(FIELDS) ?? [];
  const isNext = (field: HTMLElement) =>
    field.tabIndex >= 0 &&
    !from.contains(field) &&
    (from.compareDocumentPosition(field) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
  return [...fields].find(isNext);
}

/** Whether what comes next is a password, or something without which nothing can be sent, and is empty. */
function isNextEmpty(form: HTMLElement | null, from: Element): boolean {
  const next = fieldAfter(form, from);
  if (!(next instanceof HTMLInputElement) || next.value !== '') return false;
  return next.matches('[type=password], [aria-required=true]');
}
