import { useLayoutEffect, useMemo, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { useStable } from '../lib/use-stable.ts';
import { PAGE_ROWS } from '../lib/windowed.ts';
import { ROW_HEIGHT } from './data-list-style.ts';
import type { ListRow } from './list-column.ts';

/** The rows that are held of a list, and the ways to the others. */
export interface HeldRows {
  readonly rows: readonly ListRow[];
  /** Another one is another list, which begins at its top. */
  readonly listed?: string | undefined;
  readonly firstIndex?: number | undefined;
  readonly total?: number | undefined;
  readonly loading?: boolean;
  /** Present: the scroll bar spans the whole list, and this asks for the rows around what is seen. */
  readonly onFirstIndex?: ((index: number) => void) | undefined;
  /** Otherwise it spans the rows that are held, and near their ends these ask for the page beyond. */
  readonly hasNext?: boolean;
  readonly hasPrevious?: boolean;
  readonly onNext?: () => void;
  readonly onPrevious?: () => void;
}

/** Browsers lay out nothing taller than some 33 million pixels; a longer list scrolls by proportion. */
const TALLEST = 30_000_000;
/** Rows left before the edge of those that are held at which the page beyond is asked for. */
const NEAR = 12;

/** Pixels that the scroll bar spans for so many rows and their head. */
export function spanOf(count: number): number {
  return Math.min(TALLEST, (count + 1) * ROW_HEIGHT);
}

/** Where the held rows begin when the list is scrolled to `top`: the page pair around the middle of what is seen. */
export function windowAt(top: number, height: number, total: number): number {
  const middle = (top + height / 2) / ROW_HEIGHT;
  const page = Math.floor(middle / PAGE_ROWS - 0.5);
  const lastPage = Math.max(0, Math.ceil(total / PAGE_ROWS) - 2);
  return Math.min(lastPage, Math.max(0, page)) * PAGE_ROWS;
}

/** Pixels of the list: how much of it is seen, how far it can be scrolled, and what a pixel of the bar stands for. */
function measure(count: number, height: number) {
  const furthest = Math.max(0, count * ROW_HEIGHT - height);
  const bar = Math.max(0, spanOf(count) - ROW_HEIGHT - height);
  return { height, furthest, ratio: bar > 0 ? furthest / bar : 1 };
}

/**
 * Scrolls a list of any length natively: the scroller is as tall inside as the whole list, what is drawn stands still
 * in it, and `layer` has the rows that are seen, moved by what is left of a row.
 */
export function useListScroll(list: HeldRows) {
  const scroller = useRef<HTMLDivElement>(null);
  const layer = useRef<HTMLDivElement>(null);
  const isLong = list.onFirstIndex !== undefined;
  const { rows, listed, firstIndex = 0, total = 0 } = list;
  const count = isLong ? total : rows.length;
  const held = isLong ? firstIndex : 0;
  // Until it is measured as much as the window could show.
  const [size, setSize] = useState({ height: window.innerHeight, width: 0 });
  const [first, setFirst] = useState(0);
  /** Where the list is, in its own pixels, and what the scroll bar says of it. */
  const place = useRef({ top: 0, bar: 0 });
  const seen = useMemo(() => measure(count, size.height), [count, size.height]);

  /** Draws the rows of where the list is, and asks for those that are not held. */
  const follow = useStable(() => {
    const top = Math.min(seen.furthest, place.current.top);
    const from = Math.floor(top / ROW_HEIGHT);
    if (layer.current) layer.current.style.transform = `translateY(${from * ROW_HEIGHT - top}px)`;
    setFirst(from);
    if (isLong) {
      const wanted = windowAt(top, seen.height, total);
      if (wanted !== firstIndex) list.onFirstIndex?.(wanted);
    }
  });
  const rollOn = useStable(() => {
    if (isLong || list.loading) return;
    const { top } = place.current;
    if (list.hasNext && seen.furthest - top < NEAR * ROW_HEIGHT) list.onNext?.();
    else if (list.hasPrevious && top < NEAR * ROW_HEIGHT) list.onPrevious?.();
  });

  const moveTo = useStable((wanted: number) => {
    const top = Math.min(seen.furthest, Math.max(0, wanted));
    if (top === place.current.top) return;
    place.current = { top, bar: top / seen.ratio };
    if (scroller.current) scroller.current.scrollTop = place.current.bar;
    follow();
  });
  /** Moves the list no further than it takes to see the row. */
  const reveal = useStable((index: number) => {
    const at = index * ROW_HEIGHT;
    const { top } = place.current;
    if (at < top) moveTo(at);
    else if (at + ROW_HEIGHT > top + seen.height) moveTo(at + ROW_HEIGHT - seen.height);
    if (place.current.top !== top) rollOn();
  });

  const onScroll = useStable(() => {
    const bar = scroller.current?.scrollTop ?? 0;
    // Where the list itself has put the bar it knows the place more exactly.
    if (Math.abs(bar - place.current.bar) <= 1) return;
    place.current = { top: bar * seen.ratio, bar };
    flushSync(follow);
    rollOn();
  });
  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return undefined;
    const onSize = () => {
      const height = Math.max(ROW_HEIGHT, element.clientHeight - ROW_HEIGHT);
      const width = element.clientWidth;
      if (element.clientHeight === 0) return;
      setSize((before) => (before.height === height && before.width === width ? before : { height, width }));
    };
    onSize();
    const observer = typeof ResizeObserver === 'undefined' ? undefined : new ResizeObserver(onSize);
    observer?.observe(element);
    element.addEventListener('scroll', onScroll, { passive: true });
    return () => {
      observer?.disconnect();
      element.removeEventListener('scroll', onScroll);
    };
  }, [onScroll]);

  const before = useRef({ rows, listed });
  useLayoutEffect(() => {
    const { rows: had, listed: was } = before.current;
    before.current = { rows, listed };
    if (was !== listed) moveTo(0);
    else if (!isLong && had !== rows) moveTo(topOfSame(had, rows, place.current.top));
  }, [rows, listed, isLong, moveTo]);
  useLayoutEffect(() => follow());

  return {
    scroller,
    layer,
    /** Rows in the whole list, as far as its scroll bar knows. */
    count,
    /** Place in the list of the first row that is held, and of the first that is drawn. */
    held,
    first: Math.max(0, Math.min(first, count - 1)),
    /** Rows that are drawn, those at the edges in part. */
    drawn: Math.ceil(size.height / ROW_HEIGHT) + 1,
    width: size.width,
    reveal,
  };
}

/** Where the rows that are seen stand among others: a list that has rolled on stays where the eye left it. */
function topOfSame(had: readonly ListRow[], rows: readonly ListRow[], top: number): number {
  const anchor = Math.floor(top / ROW_HEIGHT);
  const id = had[anchor]?.id;
  const now = id === undefined ? -1 : rows.findIndex((row) => row.id === id);
  return now < 0 ? 0 : top + (now - anchor) * ROW_HEIGHT;
}
