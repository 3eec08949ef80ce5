import { AppError } from '../domain/errors.ts';

export type Access = 'read' | 'write';

interface Grant {
  readonly connection: string;
  readonly path: string;
  readonly access: Access;
}

/** Which files a person has chosen in a dialog: a window names them by tokens, never by their paths. */
export class Grants {
  readonly #grants = new Map<string, Grant>();

  give(token: string, grant: Grant): void {
    this.#grants.set(token, grant);
  }

  /** The path behind a token of this connection; what may be written may be read. Error: `common.file_not_granted`. */
  pathOf(connection: string, token: string, access: Access): string {
    const grant = this.#grants.get(token);
    const allowed = grant?.connection === connection && (grant.access === access || access === 'read');
    if (!grant || !allowed) throw new AppError('common.file_not_granted');
    return grant.path;
  }

  /** Takes back what was given to a connection. */
  forget(connection: string): void {
    for (const [token, grant] of this.#grants)
      if (grant.connection === connection) this.#grants.delete(token);
  }
}
