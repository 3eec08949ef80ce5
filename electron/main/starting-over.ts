import type { VaultEvent } from '../../db/wire.ts';
import type { HowLocked } from '../shell/context.ts';

/** How long a page may take to say what it keeps before it goes all the same, in milliseconds. */
const PATIENCE_MS = 3_000;

type Reason = Extract<VaultEvent, { type: 'locked' }>['reason'];

/** After a session the window's page begins anew, at its address: nothing of what it showed stays in its memory. */
export interface StartingOver {
  /** A session is over. */
  over(connection: string, reason: Reason): void;
  /** The page has put its things away and may go; resolves when another is there. */
  ready(connection: string, isAllKept: boolean): Promise<void>;
  /** How the session before this page ended, once; null for none. */
  howLocked(connection: string): HowLocked | null;
  forget(connection: string): void;
}

/** @param reload shows the page of a window anew */
export function createStartingOver(reload: (connection: string) => Promise<void>): StartingOver {
  const told = new Map<string, HowLocked>();
  const patience = new Map<string, NodeJS.Timeout>();

  function stopWaiting(connection: string): void {
    clearTimeout(patience.get(connection));
    patience.delete(connection);
  }
  return {
    over: (connection, reason) => {
      told.set(connection, { reason, isAllKept: false });
      stopWaiting(connection);
      // Whoever moves the vault has its progress and its end on the screen still.
      if (reason === 'moved') return;
      patience.set(
        connection,
        setTimeout(() => {
          stopWaiting(connection);
          void reload(connection);
        }, PATIENCE_MS),
      );
    },
    ready: (connection, isAllKept) => {
      stopWaiting(connection);
      const before = told.get(connection);
      if (before) told.set(connection, { ...before, isAllKept });
      return reload(connection);
    },
    howLocked: (connection) => {
      const how = told.get(connection) ?? null;
      told.delete(connection);
      return how;
    },
    forget: (connection) => {
      stopWaiting(connection);
      told.delete(connection);
    },
  };
}
