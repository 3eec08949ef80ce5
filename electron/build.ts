import { spawn } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { alone } from './lock.ts';

const root = join(import.meta.dirname, '..');

/** What a build is made of, and what it makes last in each part. */
const sources = ['electron', 'db', 'renderer', 'resources', 'electron.vite.config.ts', 'package-lock.json'];
const outputs = ['main/index.js', 'main/vault-worker.js', 'preload/index.cjs', 'renderer/index.html'];

/** Builds the program into `out/` unless it is there and newer than every source. Two at once build once. */
export async function ensureBuilt(onBuilding: () => void = () => undefined): Promise<void> {
  await alone('build', async () => {
    if (isFresh()) return;
    onBuilding();
    await build();
  });
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
