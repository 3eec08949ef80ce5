import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { basename, join } from 'node:path';

const electronPackage = join(import.meta.dirname, '..', 'node_modules', 'electron');

/** A blocked download often hangs rather than fails: after this the stand-in opens. */
const FETCH_MS = 90_000;
/** A server that does not even answer is given up sooner. */
const REACH_MS = 8_000;
const DEFAULT_SOURCE = 'https://github.com/electron/electron/releases/';

/** Electron's program where it is already installed. */
export function electronBinary(): string | undefined {
  const { ELECTRON_OVERRIDE_DIST_PATH } = process.env;
  try {
    const name = readFileSync(join(electronPackage, 'path.txt'), 'utf8').trim();
    const path = join(ELECTRON_OVERRIDE_DIST_PATH ?? join(electronPackage, 'dist'), name);
    return existsSync(path) ? path : undefined;
  } catch {
    return undefined;
  }
}

/** Fetches Electron's program with its own installer, which honours ELECTRON_MIRROR; undefined where it cannot. */
export async function fetchElectron(onFetching: () => void): Promise<string | undefined> {
  if (!(await canFetchElectron())) return undefined;
  onFetching();
  const installer = spawn(process.execPath, [join(electronPackage, 'install.js')], {
    stdio: 'ignore',
    timeout: FETCH_MS,
    killSignal: 'SIGKILL',
  });
  const { promise, resolve } = Promise.withResolvers<void>();
  installer.once('exit', () => resolve());
  installer.once('error', () => resolve());
  await promise;
  return electronBinary();
}

/** True when the place that Electron's program is fetched from answers. */
export async function canFetchElectron(): Promise<boolean> {
  const { ELECTRON_MIRROR, npm_config_electron_mirror: mirror } = process.env;
  return isReachable(ELECTRON_MIRROR ?? mirror ?? DEFAULT_SOURCE);
}

/** True when it was fetched before and is kept where electron-builder looks for it. */
export function isElectronCached(): boolean {
  const { electron_config_cache: chosen, LOCALAPPDATA, XDG_CACHE_HOME } = process.env;
  const usual: Partial<Record<NodeJS.Platform, string>> = {
    win32: join(LOCALAPPDATA ?? '', 'electron', 'Cache'),
    darwin: join(homedir(), 'Library', 'Caches', 'electron'),
  };
  const folder =
    chosen ?? usual[process.platform] ?? join(XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'electron');
  try {
    const { version } = JSON.parse(readFileSync(join(electronPackage, 'package.json'), 'utf8'));
    const kept = readdirSync(folder, { recursive: true, encoding: 'utf8' });
    return kept.some((name) => basename(name).startsWith(`electron-v${version}-`));
  } catch {
    return false;
  }
}

/** Any answer at all will do; a proxy's refusal shows when fetching. */
async function isReachable(source: string): Promise<boolean> {
  try {
    await fetch(source, { method: 'HEAD', redirect: 'manual', signal: AbortSignal.timeout(REACH_MS) });
    return true;
  } catch {
    return Boolean(process.env.HTTPS_PROXY ?? process.env.https_proxy);
  }
}
