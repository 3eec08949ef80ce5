import { randomBytes } from 'node:crypto';
import { basename } from 'node:path';
import { AppError } from '../../db/domain/errors.ts';
import type { ChosenFile } from '../shell/context.ts';

/** So many are kept of a connection at most; the oldest go first. */
const MOST_KEPT = 256;

/** Which token stands for which path, per connection. Paths are known here and in the vault's worker only. */
export interface GrantedFiles {
  /**
   * A dialog opens: what it gives is for the session that asked. Null once that is over, and then nothing is done with
   * the path.
   */
  asking(connection: string): (path: string) => ChosenFile | null;
  issue(connection: string, path: string): ChosenFile;
  /** Refuses a token that this connection was not given. */
  pathOf(connection: string, token: string): string;
  /** The same, and the token is spent. */
  take(connection: string, token: string): string;
  /** A session is over: what was given to it is worth nothing more. */
  forget(connection: string): void;
}

export function createGrantedFiles(): GrantedFiles {
  const granted = new Map<string, { readonly connection: string; readonly path: string }>();
  /** How many sessions of each connection are over. */
  const over = new Map<string, number>();

  function issue(connection: string, path: string): ChosenFile {
    const token = randomBytes(16).toString('hex');
    granted.set(token, { connection, path });
    const own = [...granted].filter(([, grant]) => grant.connection === connection);
    for (const [old] of own.slice(0, -MOST_KEPT)) granted.delete(old);
    return { token, name: basename(path) };
  }
  function pathOf(connection: string, token: string): string {
    const grant = granted.get(token);
    if (grant?.connection !== connection) throw new AppError('common.file_not_granted');
    return grant.path;
  }
  return {
    asking: (connection) => {
      const before = over.get(connection);
      return (path) => (over.get(connection) === before ? issue(connection, path) : null);
    },
    issue,
    pathOf,
    take: (connection, token) => {
      const path = pathOf(connection, token);
      granted.delete(token);
      return path;
    },
    forget: (connection) => {
      over.set(connection, (over.get(connection) ?? 0) + 1);
      for (const [token, grant] of granted) if (grant.connection === connection) granted.delete(token);
    },
  };
}
