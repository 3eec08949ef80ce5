/** Files of witnesses are read and written without waiting: where they lie may be slow, gone, or somebody's trap. */
import { constants } from 'node:fs';
import { lstat, mkdir, open, rename, type FileHandle } from 'node:fs/promises';
import { errorCode } from '../../connection/failures.ts';

const { O_RDONLY, O_WRONLY, O_CREAT, O_TRUNC, O_APPEND, O_NOFOLLOW = 0, O_NONBLOCK = 0 } = constants;

/** A place that has said nothing by then counts as not reached, in milliseconds. */
export const PATIENCE_MS = 2_000;

/** What was asked of a place and has not come back: it is not asked again meanwhile. */
const unanswered = new Set<string>();

/** The answer of a place, or `silent` once patience is over. A place that still owes an answer is silent at once. */
export async function answerOf<Result>(
  place: string,
  work: () => Promise<Result>,
  patience = PATIENCE_MS,
): Promise<Result | 'silent'> {
  if (unanswered.has(place)) return 'silent';
  unanswered.add(place);
  const answer = work().finally(() => unanswered.delete(place));
  const { promise: over, resolve } = Promise.withResolvers<'silent'>();
  const timer = setTimeout(() => resolve('silent'), patience);
  try {
    return await Promise.race([answer, over]);
  } finally {
    clearTimeout(timer);
    answer.catch(() => undefined);
  }
}

/** Throws for what is no file, for a link, and for one that is larger than any of ours. */
async function openFile(path: string, largest: number): Promise<{ file: FileHandle; size: number }> {
  const before = await lstat(path);
  if (!before.isFile()) throw new TypeError('no file');
  const file = await open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
  try {
    const stats = await file.stat();
    if (!stats.isFile() || stats.size > largest) throw new RangeError('no file of ours');
    return { file, size: stats.size };
  } catch (error) {
    await file.close();
    throw error;
  }
}

/** The text of a file, of its last `most` bytes where it has more; null where there is none. */
export async function readTail(path: string, most: number, largest = most): Promise<string | null> {
  let opened;
  try {
    opened = await openFile(path, largest);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return null;
    throw error;
  }
  const { file, size } = opened;
  try {
    const from = Math.max(0, size - most);
    const buffer = Buffer.alloc(size - from);
    const { bytesRead } = await file.read(buffer, 0, buffer.length, from);
    const text = buffer.toString('utf8', 0, bytesRead);
    // The first line is cut.
    return from === 0 ? text : text.slice(text.indexOf('\n') + 1);
  } finally {
    await file.close();
  }
}

/** Replaces a file in one step; nobody waits for the disk. */
export async function replaceText(path: string, text: string): Promise<void> {
  const part = `${path}.part`;
  const file = await open(part, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_NONBLOCK, 0o600);
  try {
    if (!(await file.stat()).isFile()) throw new TypeError('no file');
    await file.writeFile(text);
  } finally {
    await file.close();
  }
  await rename(part, path);
}

export async function appendText(path: string, text: string): Promise<void> {
  const file = await open(path, O_WRONLY | O_CREAT | O_APPEND | O_NOFOLLOW | O_NONBLOCK, 0o600);
  try {
    if (!(await file.stat()).isFile()) throw new TypeError('no file');
    await file.writeFile(text);
  } finally {
    await file.close();
  }
}

/** Makes a folder in one that is there. Throws for what is no folder, and for a link in its place. */
export async function ensureFolder(path: string, recursive = false): Promise<void> {
  try {
    await mkdir(path, { mode: 0o700, recursive });
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error;
  }
  if (!(await lstat(path)).isDirectory()) throw new TypeError('no folder');
}
