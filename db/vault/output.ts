/** How a document leaves the program: whole, or not at all, and never through a link to somewhere else. */
import { randomBytes } from 'node:crypto';
import { lstat, open, rename, rm, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { AppError } from '../domain/errors.ts';
import { noteUnfinished, partNamed } from './unfinished.ts';

/** For the person's own eyes; a file that is replaced keeps what it had. */
const OWN_MODE = 0o600;

/**
 * Writes a document where a person wants it. It is made under another name beside that and takes the name in one
 * step: whoever shares the folder and lays a link there meanwhile has the link replaced, not followed. Throws
 * `refusal` when it cannot be written; then everything is as it was before.
 */
export async function writeOutput(path: string, bytes: Uint8Array, refusal: string): Promise<void> {
  const folder = resolve(dirname(path));
  const name = randomBytes(12).toString('hex');
  const part = join(folder, partNamed(name));
  const over = noteUnfinished(name, folder);
  try {
    const mode = await modeFor(path);
    const file = await open(part, 'wx', OWN_MODE);
    try {
      await file.writeFile(bytes);
      await file.chmod(mode);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(part, path);
  } catch {
    await rm(part, { force: true }).catch(() => undefined);
    throw new AppError(refusal);
  } finally {
    over();
  }
}

/** Of the file that is replaced. Throws for what is no file, as a folder or a device. */
async function modeFor(path: string): Promise<number> {
  const there = await lstat(path).catch(() => null);
  if (!there) return OWN_MODE;
  if (there.isFile()) return there.mode & 0o777;
  const behind = await stat(path).catch(() => null);
  if (!there.isSymbolicLink() || behind?.isFile() === false) throw new TypeError('no file');
  return OWN_MODE;
}
