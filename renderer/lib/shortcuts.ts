import { useEffect, useEffectEvent } from 'react';

function parse(keys: string) {
  const parts = keys.toLowerCase().split('+');
  return { key: parts.at(-1) ?? '', mod: parts.includes('mod'), shift: parts.includes('shift') };
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName))
  );
}

const isFunctionKey = (key: string) => /^f\d+$/.test(key);

/** A dialog has the keyboard: a letter or an arrow there is not meant for the screen behind it. */
function isInDialog(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('[role=dialog]') !== null;
}

/**
 * A window-wide shortcut: `mod+k` (Ctrl, or ⌘ on a Mac), `/`, `escape`. Keys without `mod`, other than F1 and
 * its like, are left alone while typing in a field, and everything is left alone while an input method composes.
 */
export function useShortcut(keys: string, run: () => void, enabled = true): void {
  const latest = useEffectEvent(run);
  useEffect(() => {
    if (!enabled) return undefined;
    const wanted = parse(keys);
    const onKey = (event: KeyboardEvent) => {
      if (event.isComposing || event.defaultPrevented) return;
      if (event.key.toLowerCase() !== wanted.key) return;
      if ((event.ctrlKey || event.metaKey) !== wanted.mod || event.altKey) return;
      if (wanted.mod && event.shiftKey !== wanted.shift) return;
      if (!wanted.mod && !isFunctionKey(wanted.key) && isTyping(event.target)) return;
      const isPlain = (!wanted.mod && wanted.key.length === 1) || wanted.key.startsWith('arrow');
      if (isPlain && isInDialog(event.target)) return;
      event.preventDefault();
      latest();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [keys, enabled]);
}
