import { useEffect, useEffectEvent, type RefObject } from 'react';

type Keys = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>;

export const isSelectAll = ({ key, ctrlKey, metaKey, altKey, shiftKey }: Keys): boolean =>
  key.toLowerCase() === 'a' && (ctrlKey || metaKey) && !altKey && !shiftKey;

/** Where there is a text, it is the text that Ctrl+A selects. */
const TEXTS = 'input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]';

/** Ctrl+A for a list: from within `root`, and from nowhere in particular. */
export function useSelectAll(root: RefObject<HTMLElement | null>, run: () => void, enabled: boolean): void {
  const latest = useEffectEvent(run);
  useEffect(() => {
    if (!enabled) return undefined;
    const onKey = (event: KeyboardEvent) => {
      const { target } = event;
      if (!isSelectAll(event) || event.defaultPrevented || event.isComposing) return;
      if (!(target instanceof Element) || target.matches(TEXTS)) return;
      if (target !== document.body && !root.current?.contains(target)) return;
      event.preventDefault();
      latest();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [root, enabled]);
}
