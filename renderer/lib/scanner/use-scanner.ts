import { useEffect, useEffectEvent } from 'react';
import { listenToScanner, type ScannerEars } from './listen.ts';

/**
 * What a scanner types while this screen asks for it, wherever the focus is. No field keeps any of it, no button is
 * pressed by it, and the focus stays where it is.
 */
export function useScanner({ onCode, onBad, enabled = true }: ScannerEars & { enabled?: boolean }): void {
  const hearCode = useEffectEvent(onCode);
  const hearBad = useEffectEvent(onBad);
  useEffect(() => {
    if (!enabled) return undefined;
    return listenToScanner({ onCode: (code) => hearCode(code), onBad: (text) => hearBad(text) });
  }, [enabled]);
}
