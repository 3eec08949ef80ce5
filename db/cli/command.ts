import type { CliSession } from './session.ts';
import type { Terminal } from './terminal.ts';
import type { Takes, Values } from './usage.ts';

/** Ends a command that was not written as it must be. */
export type Usage = (key: string, data?: object) => never;

/** What runs once somebody is signed in; returns the exit code. */
type Work = (session: CliSession, terminal: Terminal) => Promise<number>;

/** What every command on a vault takes. */
export const OPENING = ['archive', 'user', 'with', 'today'] as const;

export interface Command extends Takes {
  /** Whose login is used when none is given. */
  readonly user: string;
  /** False for one that works where no vault can be opened. */
  readonly signsIn?: false;
  /** How often it reads a file of rows at least. */
  readonly reads?: number;
  /** Checks the words of the command line before anything is opened. */
  prepare(rest: readonly string[], values: Values, usage: Usage): Work;
}
