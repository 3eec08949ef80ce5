import { mkdirSync, rmdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

const POLL_MS = 200;
/** A lock left by a process that was killed is taken over after its work can no longer be going on. */
const STALE_MS = 15 * 60_000;

/** Does one thing at a time across the processes of this checkout. */
export async function alone<T>(name: string, work: () => Promise<T>): Promise<T> {
  const lock = join(import.meta.dirname, '..', 'node_modules', `.kedang-${name}`);
  while (!take(lock)) await wait(POLL_MS);
  try {
    return await work();
  } finally {
    rmdirSync(lock);
  }
}

function take(lock: string): boolean {
  try {
    mkdirSync(lock);
    return true;
  } catch {
    const since = statSync(lock, { throwIfNoEntry: false })?.mtimeMs;
    if (since !== undefined && Date.now() - since > STALE_MS) rmdirSync(lock);
    return false;
  }
}
