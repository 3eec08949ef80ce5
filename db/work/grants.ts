import { AppError } from '../domain/errors.ts';

export type Access = 'read' | 'write';

interface Grant {
  readonly connection: string;
  readonly path: string;
  readonly access: Access;
}

/** So many wait on a connection at most: what was chosen longest ago goes first. */
const MOST_WAITING = 256;

/**
 * Which files a person has chosen in a dialog: a window names them by tokens, never by their paths. A token is good for
 * one use, by the session that asked for it (before anybody is signed in: by the gate): whoever begins or ends a session
 * on a connection forgets what was given to it.
 */
export class Grants {
  readonly #grants = new Map<string, Grant>();
  /** Those of calls under way. */
  readonly #taken = new Set<Grant>();

  give(token: string, grant: Grant): void {
    this.#grants.delete(token);
    this.#grants.set(token, grant);
    const own = [...this.#grants].filter(([, { connection }]) => connection === grant.connection);
    for (const [old] of own.slice(0, -MOST_WAITING)) this.#grants.delete(old);
  }

  /** The path behind a token of this connection; what may be written may be read. Error: `common.file_not_granted`. */
  pathOf(connection: string, token: string, access: Access): string {
    return this.#find(connection, token, access).path;
  }

  /** Spends a token: what it was given for is done. */
  spend(connection: string, token: string): void {
    if (this.#grants.get(token)?.connection === connection) this.#grants.delete(token);
  }

  /** The files that one call uses. */
  forCall(connection: string): FilesOfCall {
    const used = new Map<string, Grant>();
    return {
      pathOf: (token, access) => {
        const own = used.get(token);
        const grant = own && this.#grants.get(token) === own ? own : this.#find(connection, token, access);
        used.set(token, grant);
        this.#taken.add(grant);
        return grant.path;
      },
      settle: (isDone) => {
        for (const [token, grant] of used) {
          this.#taken.delete(grant);
          if (isDone && this.#grants.get(token) === grant) this.#grants.delete(token);
        }
        used.clear();
      },
    };
  }

  /** Takes back what was given to a connection: a session begins there, or is over. */
  forget(connection: string): void {
    for (const [token, grant] of this.#grants)
      if (grant.connection === connection) this.#grants.delete(token);
  }

  #find(connection: string, token: string, access: Access): Grant {
    const grant = this.#grants.get(token);
    const allowed = grant?.connection === connection && (grant.access === access || access === 'read');
    if (!grant || !allowed || this.#taken.has(grant)) throw new AppError('common.file_not_granted');
    return grant;
  }
}

/**
 * Tokens in the hands of one call: no other call has them meanwhile. What succeeds spends them. After what failed, as on
 * a full disk, the same session may try again with them: nothing was written, and the person chose that place.
 */
export interface FilesOfCall {
  /** Error: `common.file_not_granted`. */
  pathOf(token: string, access: Access): string;
  settle(isDone: boolean): void;
}
