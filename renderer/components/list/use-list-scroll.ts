import { useLayoutEffect, useMemo, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { useStable } from '../../lib/use-stable.ts';
import { PAGE_ROWS } from '../../lib/windowed.ts';
import { ROW_HEIGHT } from './data-list-style.ts';
import type { Paging } from './data-list-footer.tsx';
import type { ListRow } from './list-column.ts';

/** The rows that are held of a list. The ways to the pages beyond are asked for near the ends of those that are held. */
interface HeldRows extends Pick<
  Paging,
  'firstIndex' | 'total' | 'hasNext' | 'hasPrevious' | 'onNext' | 'onPrevious'
> {
  readonly rows: readonly ListRow[];
  /** Another one is another list, which begins at its top. */
  readonly listed?: string | undefined;
  readonly loading?: boolean;
  /** Present: the scroll bar spans the whole list, and this asks for the rows around what is seen. */
  readonly onFirstIndex?: ((index: number) => void) | undefined;
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
  /** Asks for the page beyond the edge that a list moved by so many pixels comes near to. */
  const rollOn = useStable((by: number) => {
    if (isLong || list.loading) return;
    const { top } = place.current;
    if (by > 0 && list.hasNext && seen.furthest - top < NEAR * ROW_HEIGHT) list.onNext?.();
    else if (by < 0 && list.hasPrevious && top < NEAR * ROW_HEIGHT) list.onPrevious?.();
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
    rollOn(place.current.top - top);
  });

  const onScroll = useStable(() => {
    const bar = scroller.current?.scrollTop ?? 0;
    // Where the list itself has put the bar it knows the place more exactly.
    const by = bar - place.current.bar;
    if (Math.abs(by) <= 1) return;
    place.current = { top: bar * seen.ratio, bar };
    flushSync(follow);
    rollOn(by);
  });
  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return undefined;
    let isHidden = false;
    const onSize = () => {
      const wasHidden = isHidden;
      isHidden = element.clientHeight === 0;
      if (isHidden) return;
      // Where the list has been moved meanwhile, its bar could not be.
      if (wasHidden) element.scrollTop = place.current.bar;
      const height = Math.max(ROW_HEIGHT, element.clientHeight - ROW_HEIGHT);
      const width = element.clientWidth;
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

  const before = useRef({ rows, listed, hasPrevious: false });
  useLayoutEffect(() => {
    const { rows: had, listed: was, hasPrevious } = before.current;
    before.current = { rows, listed, hasPrevious: list.hasPrevious ?? false };
    const { top } = place.current;
    // Whoever is at the beginning sees what is new there.
    const isAtBeginning = top === 0 && !hasPrevious;
    if (was !== listed) moveTo(0);
    else if (!isLong && had !== rows && !isAtBeginning) moveTo(topOfSame(had, rows, top));
  }, [rows, listed, isLong, list.hasPrevious, moveTo]);
  useLayoutEffect(() => follow());

  return {
    scroller,
    layer,
    /** Rows in the whole list, as far as its scroll bar knows. */
    count,
    /** Place in the list of the first row that is held, and of the first that is drawn. */
    held,
    first: Math.max(0, Math.min(first, count - 1)),
    isLong,
    /** Rows that are drawn, those at the edges in part. */
    drawn: Math.ceil(size.height / ROW_HEIGHT) + 1,
    width: size.width,
    reveal,
  };
}

/** Where the rows that are seen stand among others: a list that has rolled on stays where the eye left it. */
function topOfSame(had: readonly ListRow[], rows: readonly ListRow[], top: number): number {
  const places = new Map(rows.map(({ id }, at) => [id, at]));
  const anchor = Math.floor(top / ROW_HEIGHT);
  // The first of those that are seen and still there.
  for (const [at, { id }] of had.entries()) {
    const now = at < anchor ? undefined : places.get(id);
    if (now !== undefined) return top + (now - at) * ROW_HEIGHT;
  }
  return 0;
}
