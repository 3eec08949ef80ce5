import {
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  unwatchFile,
  utimesSync,
  watchFile,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';

/**
 * One program per folder. A second one touches the first one's lock file, which tells the first to come forward.
 * @returns false when another process holds the folder.
 */
export function acquireLock(folder: string, onSecond: () => void): boolean {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, 'instance.lock');
  if (isHeld(path)) {
    const now = new Date();
    utimesSync(path, now, now);
    return false;
  }
  writeFileSync(path, String(process.pid));
  const since = statSync(path).mtimeMs;
  watchFile(path, { persistent: false, interval: 500 }, (current) => {
    if (current.mtimeMs > since) onSecond();
  });
  process.once('exit', () => {
    unwatchFile(path);
    rmSync(path, { force: true });
  });
  return true;
}

function isHeld(path: string): boolean {
  try {
    process.kill(Number(readFileSync(path, 'utf8')), 0);
    return true;
  } catch {
    return false;
  }
}
