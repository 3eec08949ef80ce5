import type { Page } from 'playwright';
import type { Operation } from '../../../electron/shell/bridge.ts';
import { expect, test } from '../support/test.ts';

function askShell(page: Page, kind: Operation['kind'], path: string, input: unknown): Promise<unknown> {
  const operation: Operation = { id: 1, target: 'shell', kind, path, input };
  return page.evaluate((asked) => window.kedang.request(asked), operation);
}

test('the program opens on its own page with the bridge and nothing else, and keeps what the person prefers', async ({
  launchApp,
}) => {
  const first = await launchApp();
  await expect(first.page).toHaveTitle(/客档/);
  const bridge = await first.page.evaluate(() => Object.keys(window.kedang));
  expect(bridge.sort()).toEqual(['cancel', 'drop', 'onEvent', 'request']);
  await askShell(first.page, 'mutation', 'setPreferences', { theme: 'dark' });
  await first.close();

  const second = await launchApp();
  const preferences = await askShell(second.page, 'query', 'preferences', undefined);
  expect(preferences).toMatchObject({ ok: true, data: { theme: 'dark' } });
});
