/**
 * Files that were dropped on the page, kept where the program finds them: Electron names the file itself, a browser gives
 * its bytes alone. They lie beside the browser's profile and go at the start and the end of the program; of a new one no
 * more than a few stay beside it.
 */
import { appendFileSync, mkdirSync, rmSync, statSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import { DROPPED_MARK, LARGEST_DROPPED } from './preload-host.ts';

const MOST_KEPT = 4;
/** Characters of a name, before its ending. */
const LONGEST_NAME = 60;

let folder = '';
const paths = new Map<string, { readonly path: string; isWhole: boolean }>();

export function keepDroppedIn(userData: string): void {
  folder = join(userData, 'dropped');
  forgetDropped();
}

/** Takes them all away. */
export function forgetDropped(): void {
  paths.clear();
  if (folder !== '') rmSync(folder, { recursive: true, force: true });
}

export function takeDropped(part: {
  readonly id: string;
  readonly name: string;
  readonly part: string;
  readonly isLast: boolean;
}): void {
  const kept = paths.get(part.id) ?? begin(part.id, part.name);
  if (kept.isWhole) return;
  appendFileSync(kept.path, Buffer.from(part.part, 'base64'), { mode: 0o600 });
  if (statSync(kept.path).size > LARGEST_DROPPED) return drop(part.id);
  kept.isWhole = part.isLast;
}

function begin(id: string, name: string) {
  for (const old of [...paths.keys()].slice(0, 1 - MOST_KEPT)) drop(old);
  const place = join(folder, String(Date.now()) + '-' + String(paths.size));
  mkdirSync(place, { recursive: true, mode: 0o700 });
  const kept = { path: join(place, plainName(name)), isWhole: false };
  paths.set(id, kept);
  return kept;
}

function drop(id: string): void {
  const kept = paths.get(id);
  paths.delete(id);
  if (kept) rmSync(join(kept.path, '..'), { recursive: true, force: true });
}

/** The last part of a name, without what separates folders; one of any length is cut before its ending. */
function plainName(name: string): string {
  const last = basename(name.replaceAll(/[\\/:\0]/g, '_')).replace(/^\.+/, '_');
  const ending = extname(last).slice(0, 10);
  return `${last.slice(0, last.length - extname(last).length).slice(0, LONGEST_NAME) || '_'}${ending}`;
}

/** What a page handed over, with paths in place of what stands for them; '' for what did not come through. */
export function withPaths(args: readonly unknown[]): unknown[] {
  return args.map((value) => {
    if (Array.isArray(value)) return withPaths(value);
    if (typeof value !== 'string' || !value.startsWith(DROPPED_MARK)) return value;
    const kept = paths.get(value);
    return kept?.isWhole ? kept.path : '';
  });
}
