import { existsSync, mkdirSync, readFileSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { chromium } from 'playwright';
import type { Browser, BrowserContext } from 'playwright';
import type { Rectangle } from 'electron';
import { headless } from './flags.ts';
import { launchSettings } from './find-browser.ts';

/** Nothing is looked up, reported or updated. */
const quiet = [
  '--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1',
  '--disable-component-update',
  '--disable-background-networking',
  '--no-default-browser-check',
  '--no-first-run',
  // Without this the browser warns of the first switch in a bar over the page.
  '--test-type',
];

/** What a browser offers its user and a program's window must not: to keep passwords, fill forms, translate. */
const preferences = {
  credentials_enable_service: false,
  profile: { password_manager_enabled: false },
  autofill: { profile_enabled: false, credit_card_enabled: false },
  translate: { enabled: false },
  translate_enabled: false,
};

const SETTLE_TRIES = 50;
const SETTLE_MS = 100;

let shown: Promise<BrowserContext> | undefined;
let hidden: Promise<Browser> | undefined;

/** Beside the program's other files, so that what a page keeps for itself is there again, as in Electron. */
let profile = 'browser';

export function keepProfileIn(folder: string): void {
  profile = join(folder, 'browser');
}

/** The browser whose window the person sees, in app mode: no tabs, no address. */
export function shownBrowser(place: Rectangle): Promise<BrowserContext> {
  shown ??= launchShown(place);
  return shown;
}

async function launchShown({ x, y, width, height }: Rectangle): Promise<BrowserContext> {
  await settleProfile(profile);
  setPreferences(profile);
  const { executablePath, args } = launchSettings();
  return chromium.launchPersistentContext(profile, {
    executablePath,
    headless,
    viewport: headless ? { width, height } : null,
    ignoreDefaultArgs: ['--enable-automation'],
    args: [
      ...args,
      ...quiet,
      '--app=data:text/html,',
      `--window-size=${width},${height}`,
      `--window-position=${x},${y}`,
      ...(process.send ? ['--remote-debugging-port=0'] : []),
    ],
  });
}

/** For windows that are never shown: a browser without windows. */
export function hiddenBrowser(): Promise<Browser> {
  const { executablePath, args } = launchSettings();
  hidden ??= chromium.launch({ executablePath, headless: true, args: [...args, ...quiet] });
  return hidden;
}

/** Where another program may drive the shown browser from; only opened for a parent that asked. */
export function debuggingEndpoint(): string {
  const [port] = readFileSync(join(profile, 'DevToolsActivePort'), 'utf8').split('\n');
  return `http://127.0.0.1:${port ?? ''}`;
}

export async function closeBrowsers(): Promise<void> {
  const closings = [shown?.then((context) => context.close()), hidden?.then((browser) => browser.close())];
  await Promise.allSettled(closings);
}

/** A browser left behind by a program that was killed ends by itself within moments; what it left is removed. */
async function settleProfile(folder: string): Promise<void> {
  for (let tries = 0; tries < SETTLE_TRIES && isHeld(folder); tries += 1) await wait(SETTLE_MS);
  for (const name of ['SingletonLock', 'SingletonCookie', 'SingletonSocket', 'DevToolsActivePort']) {
    rmSync(join(folder, name), { force: true });
  }
}

/** The browser adds its own to these and keeps them. */
function setPreferences(folder: string): void {
  const path = join(folder, 'Default', 'Preferences');
  if (existsSync(path)) return;
  mkdirSync(join(folder, 'Default'), { recursive: true });
  writeFileSync(path, JSON.stringify(preferences));
}

/** Chromium's lock is a link whose target ends with the number of its process. */
function isHeld(folder: string): boolean {
  try {
    process.kill(Number(readlinkSync(join(folder, 'SingletonLock')).split('-').at(-1)), 0);
    return true;
  } catch {
    return false;
  }
}
