/** What crosses between a window and the desktop: the only bridge, `window.kedang`. */
import type { VaultEvent, CallKind, WireResult } from '../../db/wire.ts';

/** `vault` goes to the vault worker's router, `shell` to the router beside this file. */
export type Target = 'vault' | 'shell';

export interface Operation {
  /** Chosen by the window, unique within it while the call is under way; `cancel` names it. */
  readonly id: number;
  readonly target: Target;
  readonly kind: CallKind;
  readonly path: string;
  readonly input: unknown;
}

/** What a menu item or its key asks of the screen that is open. */
export const shellCommands = ['new', 'open', 'import', 'find', 'save', 'print', 'lock', 'about'] as const;
export type ShellCommand = (typeof shellCommands)[number];

export type ShellEvent =
  | { readonly type: 'command'; readonly command: ShellCommand }
  /** The program is to end, and waits for the backup of the day. */
  | { readonly type: 'leaving' };

export interface Bridge {
  /** Never rejects for a refusal: refusals and failures are `{ ok: false, error }`. */
  request(operation: Operation): Promise<WireResult>;
  /** The call is answered `call.cancelled` at once; work already begun stops at its next step. */
  cancel(id: number): void;
  /** Returns the function that stops listening. */
  onEvent(listener: (event: VaultEvent | ShellEvent) => void): () => void;
}

/** As the progress of printing a document of several slices is told. */
export const PRINTING = 'shell.printing';

/** Channels of the bridge; nothing else is sent or listened to. */
export const channels = {
  request: 'kedang:request',
  cancel: 'kedang:cancel',
  event: 'kedang:event',
} as const;
