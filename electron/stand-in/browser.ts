import { mkdirSync, readFileSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { chromium } from 'playwright';
import type { Browser, BrowserContext } from 'playwright';
import type { Rectangle } from 'electron';
import { headless, isTest } from './flags.ts';
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

/**
 * Beside the program's other files. A browser writes down what a program's window must not leave behind (addresses, what
 * was typed, pages to go back to): the folder is thrown away at the end, and at the start what a kill has left of it.
 */
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
  await untilFree(profile);
  discard(profile);
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
      ...(isTest && process.send ? ['--remote-debugging-port=0'] : []),
    ],
  });
}

/** For windows that are never shown: a browser without windows. One that ended or did not start makes room for the next. */
export function hiddenBrowser(): Promise<Browser> {
  if (hidden) return hidden;
  const { executablePath, args } = launchSettings();
  const launched = chromium.launch({ executablePath, headless: true, args: [...args, ...quiet] });
  const forget = () => (hidden = undefined);
  launched.then((browser) => browser.once('disconnected', forget)).catch(forget);
  hidden = launched;
  return launched;
}

/** Where another program may drive the shown browser from; only opened for a parent that asked. */
export function debuggingEndpoint(): string {
  const [port] = readFileSync(join(profile, 'DevToolsActivePort'), 'utf8').split('\n');
  return `http://127.0.0.1:${port ?? ''}`;
}

export async function closeBrowsers(): Promise<void> {
  const closings = [shown?.then((context) => context.close()), hidden?.then((browser) => browser.close())];
  await Promise.allSettled(closings);
  if (!shown) return;
  await untilFree(profile);
  discard(profile);
}

/** A browser whose program was killed or is ending goes by itself within moments. */
async function untilFree(folder: string): Promise<void> {
  for (let tries = 0; tries < SETTLE_TRIES && isHeld(folder); tries += 1) await wait(SETTLE_MS);
}

function discard(folder: string): void {
  try {
    rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: SETTLE_MS });
  } catch {
    // A file that somebody holds (a scanner for viruses) stays until the next start.
  }
}

function setPreferences(folder: string): void {
  mkdirSync(join(folder, 'Default'), { recursive: true });
  writeFileSync(join(folder, 'Default', 'Preferences'), JSON.stringify(preferences));
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
