import { useCallback, useEffect, useEffectEvent, useRef } from 'react';

/** Runs at most once in so many milliseconds: at once after a rest, else when they are over. */
export function useThrottled(run: () => void, everyMs: number): () => void {
  const latest = useEffectEvent(run);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const last = useRef(Number.NEGATIVE_INFINITY);
  useEffect(() => () => clearTimeout(timer.current), []);
  const now = useRef(() => {});
  useEffect(() => {
    now.current = () => {
      timer.current = undefined;
      last.current = performance.now();
      latest();
    };
  }, []);
  return useCallback(() => {
    if (timer.current !== undefined) return;
    const wait = last.current + everyMs - performance.now();
    if (wait <= 0) now.current();
    else timer.current = setTimeout(() => now.current(), wait);
  }, [everyMs]);
}
