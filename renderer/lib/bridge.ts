import type { Bridge } from '../../electron/shell/bridge.ts';

export type { Bridge, ShellCommand, ShellEvent, Target } from '../../electron/shell/bridge.ts';

declare global {
  interface Window {
    /** Put there by the preload: everything the window can reach outside itself. */
    readonly kedang: Bridge;
  }
}
