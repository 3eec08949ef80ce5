import { execFile } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { chromium } from 'playwright';
import { alone } from '../lock.ts';
import { browserPath } from './flags.ts';

const INSTALL_MS = 10 * 60_000;

const names = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'microsoft-edge',
  'microsoft-edge-stable',
];

const { ProgramFiles = 'C:\\Program Files', LOCALAPPDATA = '' } = process.env;
const programFilesX86 = process.env['ProgramFiles(x86)'] ?? 'C:\\Program Files (x86)';

/** Where Windows and macOS keep them. */
const places: Partial<Record<NodeJS.Platform, readonly string[]>> = {
  win32: [ProgramFiles, programFilesX86, LOCALAPPDATA].flatMap((root) => [
    join(root, 'Google', 'Chrome', 'Application', 'chrome.exe'),
    join(root, 'Microsoft', 'Edge', 'Application', 'msedge.exe'),
    join(root, 'Chromium', 'Application', 'chrome.exe'),
  ]),
  darwin: ['Google Chrome', 'Microsoft Edge', 'Chromium'].map(
    (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
  ),
};

/** Chromium, Chrome or Edge on this computer: Playwright's own, on the PATH, or where the system keeps it. */
export function findBrowser(): string | undefined {
  const onPath = (process.env.PATH ?? '')
    .split(delimiter)
    .flatMap((folder) => names.map((name) => join(folder, name)));
  return [
    browserPath,
    process.env.KEDANG_BROWSER,
    chromium.executablePath(),
    ...onPath,
    ...(places[process.platform] ?? []),
  ]
    .filter((path) => path !== undefined)
    .find(isExecutable);
}

/** A browser, asked of the system where there is none and it can be asked. */
export function ensureBrowser(onInstalling: () => void = () => undefined): Promise<string | undefined> {
  const found = findBrowser();
  if (found !== undefined) return Promise.resolve(found);
  return alone('browser', async () => {
    if (findBrowser() === undefined) await installBrowser(onInstalling);
    return findBrowser();
  });
}

/** On Debian and its kin, as root: Chromium and a font that knows Chinese. */
async function installBrowser(onInstalling: () => void): Promise<void> {
  const isRoot = process.platform === 'linux' && process.getuid?.() === 0;
  if (!isRoot || !existsSync('/usr/bin/apt-get')) return;
  onInstalling();
  const run = promisify(execFile);
  const options = { timeout: INSTALL_MS, env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } };
  const packages = ['chromium', 'fonts-noto-cjk'];
  try {
    await run('apt-get', ['update'], options);
    await run('apt-get', ['install', '-y', '--no-install-recommends', ...packages], options);
  } catch {
    // What could not be installed is not found, and the one who asked says so.
  }
}

/** How the browser is started. Root has no sandbox of Chromium's, and small containers no shared memory. */
export function launchSettings(): { executablePath: string; args: string[] } {
  const executablePath = findBrowser();
  if (executablePath === undefined) throw new Error('no browser');
  const asRoot = process.getuid?.() === 0;
  return { executablePath, args: asRoot ? ['--no-sandbox', '--disable-dev-shm-usage'] : [] };
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return path !== '';
  } catch {
    return false;
  }
}
