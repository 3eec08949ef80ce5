import { randomBytes } from 'node:crypto';
import { basename } from 'node:path';
import { AppError } from '../../db/domain/errors.ts';
import type { ChosenFile } from '../shell/context.ts';

/** Which token stands for which path, per connection. Paths are known here and in the vault's worker only. */
export interface GrantedFiles {
  issue(connection: string, path: string): ChosenFile;
  /** Refuses a token that this connection was not given. */
  pathOf(connection: string, token: string): string;
  forget(connection: string): void;
}

export function createGrantedFiles(): GrantedFiles {
  const granted = new Map<string, { readonly connection: string; readonly path: string }>();
  return {
    issue: (connection, path) => {
      const token = randomBytes(16).toString('hex');
      granted.set(token, { connection, path });
      return { token, name: basename(path) };
    },
    pathOf: (connection, token) => {
      const grant = granted.get(token);
      if (grant?.connection !== connection) throw new AppError('common.file_not_granted');
      return grant.path;
    },
    forget: (connection) => {
      for (const [token, grant] of granted) if (grant.connection === connection) granted.delete(token);
    },
  };
}
