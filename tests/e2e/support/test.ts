import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base } from 'playwright/test';
import { electronBinary } from '../../../electron/electron-binary.ts';
import type { App } from './app.ts';
import { launchOnElectron } from './on-electron.ts';
import { launchOnStandIn } from './on-stand-in.ts';

export { expect } from 'playwright/test';

/** Set by `run.ts`, which has chosen. */
export const ENGINE = 'KEDANG_TEST_ENGINE';

interface Fixtures {
  /** An empty folder of this test alone, gone afterwards. */
  readonly folder: string;
  /** Starts the program; starting it again after `close` or `kill` finds what it left. */
  readonly launchApp: () => Promise<App>;
  /** The program, started. */
  readonly app: App;
}

export const test = base.extend<Fixtures>({
  // eslint-disable-next-line no-empty-pattern -- Playwright reads which fixtures are wanted from this pattern
  folder: async ({}, use) => {
    const folder = mkdtempSync(join(tmpdir(), 'kedang-e2e-'));
    await use(folder);
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  },
  launchApp: async ({ folder }, use, testInfo) => {
    const launched: App[] = [];
    await use(async () => {
      const app = await launch({ userData: join(folder, 'user-data') });
      launched.push(app);
      return app;
    });
    for (const app of launched) {
      if (testInfo.status !== testInfo.expectedStatus && !app.page.isClosed()) {
        const body = await app.page.screenshot();
        await testInfo.attach('window', { body, contentType: 'image/png' });
      }
      await app.close();
    }
  },
  app: async ({ launchApp }, use) => {
    await use(await launchApp());
  },
});

function launch(options: { userData: string }): Promise<App> {
  const binary = process.env[ENGINE] === 'electron' ? electronBinary() : undefined;
  return binary === undefined ? launchOnStandIn(options) : launchOnElectron(binary, options);
}
