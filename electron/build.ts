import { spawn } from 'node:child_process';
import { mkdirSync, readdirSync, rmdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

const root = join(import.meta.dirname, '..');

/** What a build is made of, and what it makes last in each part. */
const sources = ['electron', 'db', 'renderer', 'resources', 'electron.vite.config.ts', 'package-lock.json'];
const outputs = ['main/index.js', 'main/archive-worker.js', 'preload/index.cjs', 'renderer/index.html'];

const POLL_MS = 200;

/** Builds the program into `out/` unless it is there and newer than every source. Two at once build once. */
export async function ensureBuilt(onBuilding: () => void = () => undefined): Promise<void> {
  const lock = join(root, 'node_modules', '.kedang-build');
  while (!take(lock)) await wait(POLL_MS);
  try {
    if (isFresh()) return;
    onBuilding();
    await build();
  } finally {
    rmdirSync(lock);
  }
}

function isFresh(): boolean {
  const made = outputs.map(
    (path) => statSync(join(root, 'out', path), { throwIfNoEntry: false })?.mtimeMs ?? 0,
  );
  const oldestOutput = Math.min(...made);
  return oldestOutput > Math.max(...sources.map((path) => newestIn(join(root, path))));
}

function newestIn(path: string): number {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat) return 0;
  if (!stat.isDirectory()) return stat.mtimeMs;
  return Math.max(stat.mtimeMs, ...readdirSync(path).map((name) => newestIn(join(path, name))));
}

async function build(): Promise<void> {
  const cli = join(root, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js');
  const child = spawn(process.execPath, [cli, 'build', '--logLevel', 'warn'], {
    cwd: root,
    stdio: 'inherit',
  });
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  child.once('error', reject);
  child.once('exit', (code) => (code === 0 ? resolve() : reject(new Error('the build failed'))));
  await promise;
}

/** A lock left by a process that was killed is taken over after it can no longer be building. */
const STALE_MS = 5 * 60_000;

function take(lock: string): boolean {
  try {
    mkdirSync(lock);
    return true;
  } catch {
    const since = statSync(lock, { throwIfNoEntry: false })?.mtimeMs ?? 0;
    if (since > 0 && Date.now() - since > STALE_MS) rmdirSync(lock);
    return false;
  }
}
