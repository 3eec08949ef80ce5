import { createContext, use, useEffect, useEffectEvent } from 'react';
import type { VaultEvent } from '../../db/wire.ts';
import type { Bridge, ShellCommand, ShellEvent } from './bridge.ts';

export const BridgeContext = createContext<Bridge | null>(null);

export function useBridge(): Bridge {
  const bridge = use(BridgeContext);
  if (!bridge) throw new Error('useBridge outside of the providers');
  return bridge;
}

/** Hears what the vault and the desktop tell this window (progress, locked, changed, menu commands). */
export function useBridgeEvent(listener: (event: VaultEvent | ShellEvent) => void): void {
  const bridge = useBridge();
  const latest = useEffectEvent(listener);
  useEffect(() => bridge.onEvent((event) => latest(event)), [bridge]);
}

/** Runs when the menu or the keyboard gives a command, e.g. `useCommand('save', submit)`. */
export function useCommand(command: ShellCommand, run: () => void): void {
  useBridgeEvent((event) => {
    if (event.type === 'command' && event.command === command) run();
  });
}
