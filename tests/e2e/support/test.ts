import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test as base, type TestInfo } from 'playwright/test';
import { electronBinary } from '../../../electron/electron-binary.ts';
import { Aid } from '../pages/aid.ts';
import type { App, LaunchOptions } from './app.ts';
import { launchOnElectron } from './on-electron.ts';
import { launchOnStandIn } from './on-stand-in.ts';
import { callVault } from './trial.ts';

export { expect } from 'playwright/test';

/** Set by `run.ts`, which has chosen. */
export const ENGINE = 'KEDANG_TEST_ENGINE';

/** With whose temporary folder and whose own files it starts: another name is another computer. */
interface Profile extends Pick<LaunchOptions, 'temp'> {
  readonly name?: string;
}

interface Fixtures {
  /** An empty folder of this test alone, gone afterwards. */
  readonly folder: string;
  /** Starts the program for this test alone; starting it again after `close` or `kill` finds what it left. */
  readonly launchApp: (options?: Profile) => Promise<App>;
  /** The program as after its start; the test ends neither it nor its window. */
  readonly app: App;
  /** Reads its screens; the test fails by whatever it tripped over. */
  readonly aid: Aid;
}

interface WorkerFixtures {
  /** Starts once for the tests of a worker. After one that failed, a new worker goes on. */
  readonly runningApp: { readonly app: App; readonly userData: string };
}

export const test = base.extend<Fixtures, WorkerFixtures>({
  // eslint-disable-next-line no-empty-pattern -- Playwright reads which fixtures are wanted from this pattern
  folder: async ({}, use) => {
    await inFolder(use);
  },
  launchApp: async ({ folder }, use, testInfo) => {
    const launched: App[] = [];
    await use(async ({ name = 'user-data', temp } = {}) => {
      const app = await launch({ temp, userData: join(folder, name) });
      launched.push(app);
      return app;
    });
    for (const app of launched) {
      await attachWindow(app, testInfo);
      await app.close();
    }
  },
  runningApp: [
    // eslint-disable-next-line no-empty-pattern -- as above
    async ({}, use) => {
      await inFolder(async (userData) => {
        const app = await launch({ userData });
        await use({ app, userData });
        await app.close();
      });
    },
    { scope: 'worker' },
  ],
  app: async ({ runningApp }, use, testInfo) => {
    const running = runningApp.app;
    await use(running);
    await attachWindow(running, testInfo);
    if (testInfo.status !== testInfo.expectedStatus) return;
    await startAnew(running);
    // The next test copies the same vault: what was seen of this copy would speak against it.
    rmSync(join(runningApp.userData, 'witness'), { recursive: true, force: true });
  },
  aid: async ({ app }, use) => {
    const aid = new Aid(app.page);
    await use(aid);
    expect(aid.tripped).toEqual([]);
  },
});

async function inFolder(use: (folder: string) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'kedang-e2e-'));
  await use(folder);
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}

async function attachWindow({ page }: App, testInfo: TestInfo): Promise<void> {
  if (testInfo.status === testInfo.expectedStatus || page.isClosed()) return;
  await testInfo.attach('window', { body: await page.screenshot(), contentType: 'image/png' });
}

/** Back where the program begins: no vault is open, and the page keeps nothing. */
async function startAnew(app: App): Promise<void> {
  const { page } = app;
  const other = page.getByRole('button', { name: '换一个档案库' });
  const welcome = page.getByRole('button', { name: /^打开(其他|档案库)文件…$/ });
  // Where somebody was signed in the page begins anew, which may come before the answer.
  await callVault(app, 'mutation', 'vault.close', undefined).catch(() => undefined);
  await expect(other.or(welcome).first()).toBeVisible();
  if (await other.isVisible()) await other.click();
  await expect(welcome).toBeVisible();
  await page.evaluate(() => {
    localStorage.clear();
    sessionStorage.clear();
    window.location.hash = '';
  });
}

function launch(options: LaunchOptions): Promise<App> {
  const binary = process.env[ENGINE] === 'electron' ? electronBinary() : undefined;
  return binary === undefined ? launchOnStandIn(options) : launchOnElectron(binary, options);
}
