import { useCallback, useEffect, useState } from 'react';
import type { FormPages } from './form.ts';
import { sheetTopPx } from './stack.ts';

/** Sheets that are seen in a scrolled place, from 0, both included. */
export interface Seen {
  readonly first: number;
  readonly last: number;
}

/** Which sheets of a stack are seen where it is scrolled to, at a scale; follows scrolling and the size of the place. */
export function useSeen(form: FormPages | undefined, scale: number) {
  const [element, setElement] = useState<HTMLElement | null>(null);
  const [seen, setSeen] = useState<Seen>({ first: 0, last: 0 });
  const look = useCallback(() => {
    if (!element || !form) return;
    const sheetPx = sheetTopPx(form, 1) * scale;
    const at = (px: number) => Math.min(form.pages - 1, Math.max(0, Math.floor(px / sheetPx)));
    const first = at(element.scrollTop);
    const last = at(element.scrollTop + element.clientHeight);
    setSeen((before) => (before.first === first && before.last === last ? before : { first, last }));
  }, [element, form, scale]);

  // An observer tells the size that there is to begin with, too.
  useEffect(() => {
    if (!element || typeof ResizeObserver === 'undefined') return undefined;
    const observer = new ResizeObserver(look);
    observer.observe(element);
    return () => observer.disconnect();
  }, [element, look]);

  return { seen, look, ref: setElement };
}
