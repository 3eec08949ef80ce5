/** A file that the steps of one piece of work read, held by the session: its token is spent. */
class OpenedFile {
  readonly token: string;
  readonly path: string;

  constructor(token: string, path: string) {
    this.token = token;
    this.path = path;
  }
}

const nameOf = (purpose: string): string => `file:${purpose}`;

/** The path under a token: as it was opened for the purpose, or opened now by `open`, in place of that before. */
export function openedFile(
  held: Map<string, object>,
  purpose: string,
  token: string,
  open: () => string,
): string {
  const before = held.get(nameOf(purpose));
  if (before instanceof OpenedFile && before.token === token) return before.path;
  const file = new OpenedFile(token, open());
  held.set(nameOf(purpose), file);
  return file.path;
}

/** The work is done. */
export function closeFile(held: Map<string, object>, purpose: string): void {
  held.delete(nameOf(purpose));
}
