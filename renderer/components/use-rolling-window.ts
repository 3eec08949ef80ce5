import type { GridRowId } from '@mui/x-data-grid';
import { useEffect, useEffectEvent, useLayoutEffect, useRef, type RefObject } from 'react';
import { ROW_HEIGHT } from './data-list-style.ts';

interface Rolled {
  readonly rows: ReadonlyArray<{ readonly id: GridRowId }>;
  readonly loading?: boolean;
  readonly hasNext?: boolean;
  readonly hasPrevious?: boolean;
  readonly onNext?: () => void;
  readonly onPrevious?: () => void;
}

/** Rows left before the edge at which the page beyond is asked for. */
const NEAR = 12;

function scrollerOf(root: HTMLElement | null): HTMLElement | null {
  return root?.querySelector<HTMLElement>('.MuiDataGrid-virtualScroller') ?? null;
}

/**
 * Lets a list of any length scroll on through a window of two pages: near an edge it asks for the page beyond,
 * and when the window has moved it puts the rows back where the eye left them.
 */
export function useRollingWindow(root: RefObject<HTMLElement | null>, list: Rolled): void {
  const held = useRef<{ rows: Rolled['rows']; top: number }>({ rows: list.rows, top: 0 });

  const onScroll = useEffectEvent((scroller: HTMLElement) => {
    held.current = { rows: list.rows, top: scroller.scrollTop };
    if (list.loading) return;
    const margin = NEAR * ROW_HEIGHT;
    if (scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < margin && list.hasNext)
      list.onNext?.();
    else if (scroller.scrollTop < margin && list.hasPrevious) list.onPrevious?.();
  });

  const filled = list.rows.length > 0;
  useEffect(() => {
    const scroller = filled ? scrollerOf(root.current) : null;
    if (!scroller) return undefined;
    const listener = () => onScroll(scroller);
    scroller.addEventListener('scroll', listener, { passive: true });
    return () => scroller.removeEventListener('scroll', listener);
  }, [root, filled]);

  useLayoutEffect(() => {
    const before = held.current;
    if (before.rows === list.rows) return;
    const scroller = scrollerOf(root.current);
    const anchor = Math.floor(before.top / ROW_HEIGHT);
    const id = before.rows[anchor]?.id;
    const now = id === undefined ? -1 : list.rows.findIndex((row) => row.id === id);
    const top = now < 0 ? 0 : before.top + (now - anchor) * ROW_HEIGHT;
    held.current = { rows: list.rows, top };
    if (scroller && scroller.scrollTop !== top) scroller.scrollTop = top;
  }, [list.rows, root]);
}
