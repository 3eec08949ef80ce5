import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright';
import type { Browser, BrowserContext } from 'playwright';
import { headless } from './flags.ts';
import { launchSettings } from './find-browser.ts';

/** Nothing is looked up, reported or updated. */
const quiet = [
  '--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1',
  '--disable-component-update',
  '--disable-background-networking',
  '--no-default-browser-check',
  '--no-first-run',
];

let shown: Promise<BrowserContext> | undefined;
let hidden: Promise<Browser> | undefined;
let profile: string | undefined;

/** The browser whose window the person sees, in app mode: no tabs, no address. */
export function shownBrowser(size: { width: number; height: number }): Promise<BrowserContext> {
  shown ??= launchShown(size);
  return shown;
}

async function launchShown({ width, height }: { width: number; height: number }): Promise<BrowserContext> {
  profile = mkdtempSync(join(tmpdir(), 'kedang-browser-'));
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
  const [port] = readFileSync(join(profile ?? '', 'DevToolsActivePort'), 'utf8').split('\n');
  return `http://127.0.0.1:${port ?? ''}`;
}

export async function closeBrowsers(): Promise<void> {
  const closings = [shown?.then((context) => context.close()), hidden?.then((browser) => browser.close())];
  await Promise.allSettled(closings);
  if (profile !== undefined && existsSync(profile))
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
}
