/** `NAME.kda.moved`: where a vault went, for whoever looks for it at the path that it had. */
import { statSync } from 'node:fs';
import { basename, dirname, isAbsolute } from 'node:path';
import { z } from 'zod';
import { canonicalJson } from '../domain/canonical.ts';
import { AppError } from '../domain/errors.ts';
import { placeLabel } from '../domain/text/place-label.ts';
import { pathsOf, readSmallFile, writeSynced } from './files.ts';

const LARGEST_FILE = 32_768;
/** A vault that moved from folder to folder more often than this is looked for by hand. */
const MOST_MOVES = 10;

const movedSchema = z.strictObject({
  version: z.literal(1),
  to: z.string().min(1).max(4_000),
  /** Milliseconds UTC. */
  at: z.int(),
});

/** Errors: `vault.cannot_write`. */
export function writeMoved(from: string, to: string, at: number): void {
  const moved: z.output<typeof movedSchema> = { version: 1, to, at };
  writeSynced(pathsOf(from).moved, canonicalJson(moved));
}

/** The path that a vault moved to, which may lie on another computer; null where that is not known. */
function readMoved(path: string): string | null {
  try {
    const text = readSmallFile(pathsOf(path).moved, LARGEST_FILE);
    const { to } = movedSchema.parse(JSON.parse(Buffer.from(text ?? []).toString('utf8')));
    return isAbsolute(to) ? to : null;
  } catch {
    return null;
  }
}

/** The path itself where a file is there; else where its vault is now, as far as this computer can see that. */
export function followMoved(path: string): string {
  let now = path;
  for (let moves = 0; moves < MOST_MOVES && !isThere(now); moves += 1) {
    const next = readMoved(now);
    if (next === null) break;
    now = next;
  }
  return isThere(now) ? now : path;
}

/** Errors: `vault.moved` {place}, the name of the folder, for a path that has no file because its vault was moved. */
export function expectNotMoved(path: string): void {
  const to = isThere(path) ? null : readMoved(path);
  if (to !== null) throw new AppError('vault.moved', { place: placeLabel(basename(dirname(to))) });
}

function isThere(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false }) !== undefined;
}
