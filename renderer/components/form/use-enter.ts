import type { AutocompleteHighlightChangeReason, AutocompleteInputChangeReason } from '@mui/material';
import { createContext, use, useRef, useState, type KeyboardEvent, type SyntheticEvent } from 'react';

/** Goes on to the field after an element, once what was just picked there is in the form. */
export const GoOnContext = createContext<(from: Element) => void>(() => undefined);
export const useGoOn = () => use(GoOnContext);

interface EnterOptions {
  /** Any text will do, not only one of the choices. */
  readonly free?: boolean;
  /** Several are picked one after another. */
  readonly many?: boolean;
}

type Key = KeyboardEvent<HTMLDivElement> & { defaultMuiPrevented?: boolean };

/**
 * Enter in a search box of choices: it takes one only after words or arrows have led there, and a pick goes on to the
 * next field. Otherwise it is for the form, whatever the box has open or marked by itself.
 */
export function useEnter<Option>({ free = false, many = false }: EnterOptions = {}) {
  const goOn = useGoOn();
  const [typed, setTyped] = useState(false);
  const byArrow = useRef(false);
  return {
    autoHighlight: typed && !free,
    onInputChange: (_event: SyntheticEvent | null, text: string, reason: AutocompleteInputChangeReason) => {
      setTyped(reason === 'input' && text.trim() !== '');
      byArrow.current = false;
    },
    onHighlightChange: (
      _event: SyntheticEvent | null,
      option: Option | null,
      reason: AutocompleteHighlightChangeReason,
    ) => {
      byArrow.current = reason === 'keyboard' && option !== null;
    },
    onKeyDown: (event: Key) => {
      if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
      if (!typed && !byArrow.current) event.defaultMuiPrevented = true;
      // Words that lead to nothing would be gone in the next field.
      else if (!free) event.preventDefault();
      // What has been taken is not given back by Enter once more.
      byArrow.current = false;
    },
    onClose: (event: SyntheticEvent) => {
      setTyped(false);
      byArrow.current = false;
      if (!many && isPick(event)) goOn(event.currentTarget);
    },
  };
}

/** Whether what has closed a box or a list of choices is a pick by keyboard, which makes a click of no button. */
export function isPick(event: SyntheticEvent): boolean {
  if ('key' in event) return event.key === 'Enter';
  return event.type === 'click' && 'detail' in event && event.detail === 0;
}
