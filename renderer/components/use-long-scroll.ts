import { useEffect, useEffectEvent, useLayoutEffect, useMemo, useRef, type RefObject } from 'react';
import { PAGE_ROWS } from '../lib/windowed.ts';
import { ROW_HEIGHT } from './data-list-style.ts';

interface LongList<Row> {
  readonly rows: readonly Row[];
  readonly firstIndex?: number | undefined;
  readonly total?: number | undefined;
  /** Present: the scroll bar spans the whole list, and this asks for the rows around what is seen. */
  readonly onFirstIndex?: ((index: number) => void) | undefined;
}

/** Browsers lay out nothing taller than some 33 million pixels; a longer list scrolls by proportion. */
const TALLEST = 30_000_000;
/** Room for the grid's own horizontal scroll bar. */
const BAR = 16;
/** A move of the grid so soon after a key is the person going on with the arrows. */
const KEY_MS = 300;

/** Height of what the scroll bar spans. */
export function spanOf(total: number): number {
  return Math.min(TALLEST, (total + 1) * ROW_HEIGHT + BAR);
}

/** Where the held rows begin when the list is scrolled to `top`: the page pair around the middle of what is seen. */
export function windowAt(top: number, height: number, total: number): number {
  const middle = (top + height / 2) / ROW_HEIGHT;
  const page = Math.floor(middle / PAGE_ROWS - 0.5);
  const lastPage = Math.max(0, Math.ceil(total / PAGE_ROWS) - 2);
  return Math.min(lastPage, Math.max(0, page)) * PAGE_ROWS;
}

/** What the grid holds just now. */
interface Held<Row> {
  readonly rows: readonly Row[];
  readonly firstIndex: number;
  readonly total: number;
}

/** Pixels of the list that one pixel of the scroll bar stands for, and how far the list goes. */
function measure(span: HTMLElement, grid: HTMLElement, { total }: Pick<Held<unknown>, 'total'>) {
  const height = grid.clientHeight - ROW_HEIGHT;
  const furthest = Math.max(0, total * ROW_HEIGHT - height);
  const barFurthest = span.scrollHeight - span.clientHeight;
  return { height, furthest, ratio: barFurthest > 0 ? furthest / barFurthest : 0 };
}

const gridOf = (span: HTMLElement | null) =>
  span?.querySelector<HTMLElement>('.MuiDataGrid-virtualScroller') ?? null;

/**
 * Scrolls a list of any length natively: the outer element is as tall as the whole list, the grid inside stands
 * still, holds a hundred rows and is moved to the part that is seen. `setRows` gives the grid its rows at
 * once. Returns what to call when a key is pressed in the grid.
 */
export function useLongScroll<Row>(
  outer: RefObject<HTMLElement | null>,
  list: LongList<Row>,
  setRows: (rows: readonly Row[]) => void,
): () => void {
  /** Where this hook has put the grid; anything else is the grid's own move. */
  const put = useRef(0);
  const lastKey = useRef(Number.NEGATIVE_INFINITY);
  const { rows, firstIndex = 0, total = 0 } = list;
  const held = useMemo<Held<Row>>(() => ({ rows, firstIndex, total }), [rows, firstIndex, total]);
  const isLong = list.onFirstIndex !== undefined;

  // Rows and place change together: a key between the two would move in a list that is not there any more.
  const takeRows = useEffectEvent((now: readonly Row[]) => setRows(now));
  /** Moves the grid to what is seen; true when it was elsewhere. */
  const follow = useEffectEvent((span: HTMLElement, grid: HTMLElement, now: Held<Row>) => {
    const { height, furthest, ratio } = measure(span, grid, now);
    const top = Math.min(furthest, span.scrollTop * ratio);
    const before = grid.scrollTop;
    put.current = Math.max(0, top - now.firstIndex * ROW_HEIGHT);
    grid.scrollTop = put.current;
    const wanted = windowAt(top, height, now.total);
    if (wanted !== now.firstIndex) list.onFirstIndex?.(wanted);
    return put.current !== before;
  });
  const onSpanScroll = useEffectEvent(
    (span: HTMLElement, grid: HTMLElement) => void follow(span, grid, held),
  );
  const onGridScroll = useEffectEvent((span: HTMLElement, grid: HTMLElement) => {
    if (Math.abs(grid.scrollTop - put.current) <= 1) return;
    if (performance.now() - lastKey.current > KEY_MS) {
      grid.scrollTop = put.current;
      return;
    }
    const { ratio } = measure(span, grid, held);
    put.current = grid.scrollTop;
    if (ratio > 0) span.scrollTop = (held.firstIndex * ROW_HEIGHT + grid.scrollTop) / ratio;
  });

  const filled = rows.length > 0;
  useEffect(() => {
    const span = outer.current;
    const grid = gridOf(span);
    if (!isLong || !filled || !span || !grid) return undefined;
    const onSpan = () => onSpanScroll(span, grid);
    const onGrid = () => onGridScroll(span, grid);
    span.addEventListener('scroll', onSpan, { passive: true });
    grid.addEventListener('scroll', onGrid, { passive: true });
    return () => {
      span.removeEventListener('scroll', onSpan);
      grid.removeEventListener('scroll', onGrid);
    };
  }, [outer, isLong, filled]);

  useLayoutEffect(() => {
    if (isLong && gridOf(outer.current)) takeRows(rows);
  }, [outer, isLong, rows]);
  useLayoutEffect(() => {
    const span = outer.current;
    const grid = gridOf(span);
    if (!isLong || !span || !grid) return;
    // The grid draws what it has been moved to when it hears of it, which by itself would be a frame later.
    if (follow(span, grid, held)) queueMicrotask(() => grid.dispatchEvent(new Event('scroll')));
  }, [outer, isLong, held]);

  return () => {
    lastKey.current = performance.now();
  };
}
