import { useCallback, useLayoutEffect, useRef } from 'react';

/** The same function at every drawing that runs the latest one: for handlers of what is costly to draw again. */
export function useStable<Given extends readonly unknown[], Answer>(
  run: (...given: Given) => Answer,
): (...given: Given) => Answer {
  const latest = useRef(run);
  useLayoutEffect(() => {
    latest.current = run;
  });
  return useCallback((...given: Given) => latest.current(...given), []);
}
