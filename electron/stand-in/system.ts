import { execFile, spawn } from 'node:child_process';
import { dirname } from 'node:path';
import type { Display, NativeTheme, PowerMonitor, SafeStorage, Screen, Shell } from 'electron';
import { onControl, tell } from './control.ts';
import { Events } from './events.ts';
import { headless } from './flags.ts';
import { lacking } from './lacking.ts';

type Scheme = 'light' | 'dark' | null;

const power = new Events();
const theme = new Events();
let themeSource: NativeTheme['themeSource'] = 'system';

export const powerMonitor: PowerMonitor = lacking<PowerMonitor>('powerMonitor', {
  on: (event: string, listener: (...args: never[]) => void) => {
    power.on(event, listener);
    return powerMonitor;
  },
});

/** A clock that jumps has slept: the computer was suspended, and this is the first moment to say so. */
const TICK_MS = 2_000;
const JUMP_MS = 20_000;

export function setupPower(): void {
  onControl('power', ({ event }) => power.emit(event));
  watchLogin();
  let last = Date.now();
  setInterval(() => {
    if (Date.now() - last > JUMP_MS) power.emit('suspend');
    last = Date.now();
  }, TICK_MS).unref();
}

/** On Linux the login service tells of locked screens and of sleep before it comes. */
function watchLogin(): void {
  if (process.platform !== 'linux' || headless) return;
  const monitor = spawn('gdbus', ['monitor', '--system', '--dest', 'org.freedesktop.login1'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  monitor.on('error', () => undefined);
  monitor.stdout.setEncoding('utf8').on('data', (text: string) => {
    if (/'LockedHint': <true>|\.Session\.Lock \(\)/.test(text)) power.emit('lock-screen');
    if (/\.PrepareForSleep \(true,?\)/.test(text)) power.emit('suspend');
  });
  process.once('exit', () => monitor.kill());
}

/** What the pages are told to prefer; null leaves it to the system. */
export function colorScheme(): Scheme {
  return themeSource === 'system' ? null : themeSource;
}

export function onColorScheme(listener: (scheme: Scheme) => void): void {
  theme.on('changed', listener);
}

export const nativeTheme: NativeTheme = lacking<NativeTheme>('nativeTheme', {
  /** What the system prefers is known to the page alone. */
  get shouldUseDarkColors() {
    return themeSource === 'dark';
  },
  get themeSource() {
    return themeSource;
  },
  set themeSource(source) {
    themeSource = source;
    theme.emit('changed', colorScheme());
  },
});

/** There is no key store of the system's to speak to, and it says so. */
export const safeStorage: SafeStorage = lacking<SafeStorage>('safeStorage', {
  isEncryptionAvailable: () => false,
  encryptString: () => {
    throw new Error('encryption is not available');
  },
  decryptString: () => {
    throw new Error('encryption is not available');
  },
});

const workArea = { x: 0, y: 0, width: 1920, height: 1080 };

/** The browser keeps its own windows on the screen. */
export const screen: Screen = lacking<Screen>('screen', {
  getDisplayMatching: () => lacking<Display>('Display', { workArea }),
});

export const shell: Shell = lacking<Shell>('shell', {
  openPath: (path) => openWithSystem(path),
  showItemInFolder: (path) => void openWithSystem(dirname(path)),
});

/** Empty when it worked, as Electron answers. */
function openWithSystem(path: string): Promise<string> {
  if (headless) {
    tell({ type: 'opened', path });
    return Promise.resolve('');
  }
  const [command, ...args] = openCommand();
  const { promise, resolve } = Promise.withResolvers<string>();
  execFile(command, [...args, path], (error) => resolve(error ? 'failed' : ''));
  return promise;
}

function openCommand(): [string, ...string[]] {
  if (process.platform === 'win32') return ['explorer.exe'];
  return process.platform === 'darwin' ? ['open'] : ['xdg-open'];
}
