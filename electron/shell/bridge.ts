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
export const shellCommands = [
  'new',
  'open',
  'import',
  'find',
  'save',
  'print',
  'lock',
  'help',
  'about',
] as const;
export type ShellCommand = (typeof shellCommands)[number];

export type ShellEvent =
  | { readonly type: 'command'; readonly command: ShellCommand }
  /** Nobody has used the window for long: it locks after so many seconds. */
  | { readonly type: 'idle'; readonly seconds: number }
  /** The program is to end, and waits for the backup of the day. */
  | { readonly type: 'leaving' };

export interface Bridge {
  /** Never rejects for a refusal: refusals and failures are `{ ok: false, error }`. */
  request(operation: Operation): Promise<WireResult>;
  /**
   * Files that somebody dropped on the window: a token for the one, as a dialog gives it (`ChosenFile`), or a refusal. The
   * page hands over what the browser gave it and never learns a path; only a table is taken, of who may import.
   */
  drop(files: readonly File[]): Promise<WireResult>;
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
  drop: 'kedang:drop',
  cancel: 'kedang:cancel',
  event: 'kedang:event',
} as const;
