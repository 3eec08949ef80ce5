import { useEffect, useEffectEvent } from 'react';

/** What tells that somebody uses the window. */
const SIGNS = ['pointermove', 'pointerdown', 'keydown', 'wheel'] as const;

/** Hears every sign of somebody at the window. */
export function useSignsOfUse(onSign: () => void, enabled = true): void {
  const latest = useEffectEvent(onSign);
  useEffect(() => {
    if (!enabled) return undefined;
    const hear = () => latest();
    for (const sign of SIGNS) window.addEventListener(sign, hear, { passive: true });
    return () => {
      for (const sign of SIGNS) window.removeEventListener(sign, hear);
    };
  }, [enabled]);
}
