import { useEffect, useState } from 'react';

/** Whole seconds until a moment that `start(seconds)` sets; 0 when there is nothing to wait for. */
export function useCountdown() {
  const [until, setUntil] = useState<number | null>(null);
  const [left, setLeft] = useState(0);
  useEffect(() => {
    if (until === null) return undefined;
    const tick = () => {
      const seconds = Math.max(0, Math.ceil((until - performance.now()) / 1000));
      setLeft(seconds);
      if (seconds === 0) setUntil(null);
    };
    tick();
    const timer = setInterval(tick, 250);
    return () => clearInterval(timer);
  }, [until]);
  return {
    left,
    start: (seconds: number) => {
      setLeft(Math.ceil(seconds));
      setUntil(performance.now() + seconds * 1000);
    },
  };
}
