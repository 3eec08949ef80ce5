import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { App } from 'electron';
import { closeBrowsers, keepProfileIn } from './browser.ts';
import { forgetDropped, keepDroppedIn } from './dropped-files.ts';
import { onControl } from './control.ts';
import { Events } from './events.ts';
import { userDataDir } from './flags.ts';
import { acquireLock } from './instance-lock.ts';
import { lacking } from './lacking.ts';

const events = new Events();
const windows = new Set<{ close(): Promise<void> }>();
let name = 'app';
let quitting = false;

/** The folder for the program's own files, as Electron chooses it for this system. */
function userData(): string {
  if (userDataDir !== undefined) return userDataDir;
  const { APPDATA, XDG_CONFIG_HOME } = process.env;
  if (process.platform === 'win32') return join(APPDATA ?? homedir(), name);
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Application Support', name);
  return join(XDG_CONFIG_HOME ?? join(homedir(), '.config'), name);
}

/** A test that has its own folder of the program has its own home in it. */
function home(): string {
  return userDataDir === undefined ? homedir() : join(userDataDir, 'home');
}

function version(): string {
  const text = readFileSync(join(import.meta.dirname, '..', '..', 'package.json'), 'utf8');
  const { version: found }: { version: string } = JSON.parse(text);
  return found;
}

async function quit(): Promise<void> {
  if (quitting) return;
  quitting = true;
  if (events.emitPreventable('before-quit')) {
    quitting = false;
    return;
  }
  for (const window of windows) await window.close();
  if (events.emitPreventable('will-quit')) return;
  await exit(0);
}

async function exit(code: number): Promise<never> {
  await closeBrowsers();
  forgetDropped();
  process.exit(code);
}

const listen = (event: string, listener: (...args: never[]) => void): App => {
  events.on(event, listener);
  return app;
};

export const app: App = lacking<App>('app', {
  on: listen,
  isPackaged: false,
  setName: (given: string) => {
    name = given;
  },
  getVersion: version,
  getLocale: () =>
    (process.env.LC_ALL ?? process.env.LANG ?? 'zh-CN').split('.')[0]?.replace('_', '-') ?? 'zh-CN',
  getPath: (which: Parameters<App['getPath']>[0]) => {
    if (which === 'userData') return userData();
    if (which === 'home') return home();
    if (which === 'documents') return join(home(), 'Documents');
    throw new Error(`the stand-in lacks app.getPath('${which}')`);
  },
  /** The browser has switches of its own for this, see `browser.ts`. */
  commandLine: lacking<App['commandLine']>('app.commandLine', { appendSwitch: () => undefined }),
  /** Chromium sandboxes its pages by itself; whether it may is decided where it is started. */
  enableSandbox: () => undefined,
  requestSingleInstanceLock: () => {
    keepProfileIn(userData());
    keepDroppedIn(userData());
    return acquireLock(userData(), () => events.emit('second-instance'));
  },
  /** Nothing is weighed: Node holds its child processes to their heap limit by itself. */
  getAppMetrics: () => [],
  whenReady: () => Promise.resolve(),
  quit: () => void quit(),
  exit: (code = 0) => void exit(code),
});

export function announceContents(contents: unknown): void {
  events.emit('web-contents-created', {}, contents);
}

export function trackWindow(window: { close(): Promise<void> }): void {
  windows.add(window);
}

export function untrackWindow(window: { close(): Promise<void> }): void {
  windows.delete(window);
}

export function setupApplication(): void {
  onControl('quit', () => void quit());
  process.once('SIGINT', () => void quit());
  process.once('SIGTERM', () => void quit());
}
