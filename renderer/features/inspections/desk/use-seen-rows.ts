import { useCallback, useEffect, useLayoutEffect, useState, type RefObject } from 'react';

interface Rows {
  readonly count: number;
  readonly height: number;
  /** The row that is to be in sight. */
  readonly index: number;
  /** The end is near. */
  readonly onMore: () => void;
}

/** Rows drawn beyond what is seen. */
const BEYOND = 6;
/** Where there is no layout yet. */
const SEEN_AT_FIRST = 30;

/** Which rows of a long list are drawn, and the one that counts kept in sight. */
export function useSeenRows(root: RefObject<HTMLElement | null>, { count, height, index, onMore }: Rows) {
  const [top, setTop] = useState(0);

  const [seen, setSeen] = useState(SEEN_AT_FIRST);
  useEffect(() => {
    const element = root.current;
    if (!element || typeof ResizeObserver === 'undefined') return undefined;
    const observer = new ResizeObserver(() =>
      setSeen(Math.ceil(element.clientHeight / height) || SEEN_AT_FIRST),
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, [root, height]);
  useLayoutEffect(() => {
    const element = root.current;
    if (!element || element.clientHeight === 0) return;
    const [start, end] = [index * height, (index + 1) * height];
    // With a line more, so that one sees what comes next.
    if (start - height < element.scrollTop) element.scrollTo({ top: start - height });
    else if (end + height > element.scrollTop + element.clientHeight)
      element.scrollTo({ top: end + height - element.clientHeight });
  }, [root, index, height]);
  const first = Math.floor(top / height);
  const to = Math.min(count, first + seen + BEYOND);
  useEffect(() => {
    if (to >= count) onMore();
  }, [to, count, onMore]);
  return {
    from: Math.max(0, first - BEYOND),
    to,
    page: Math.max(1, seen - 2),
    onScroll: useCallback(
      (event: { currentTarget: HTMLElement }) => setTop(event.currentTarget.scrollTop),
      [],
    ),
  };
}
