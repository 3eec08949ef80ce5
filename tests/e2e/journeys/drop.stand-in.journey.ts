import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { CDPSession } from 'playwright';
import { Desk } from '../pages/desk.ts';
import { ImportPage } from '../pages/import-page.ts';
import { openTrial } from '../pages/vault-of.ts';
import { expect, test } from '../support/test.ts';
import { FIXTURES, LEDGER } from '../support/trial.ts';

/** Files dragged in from outside, as the browser hands them to the page. */
async function drag(devtools: CDPSession, step: 'dragEnter' | 'dragOver' | 'drop', files: readonly string[]) {
  const data = { items: [], files: [...files], dragOperationsMask: 1 };
  await devtools.send('Input.dispatchDragEvent', { type: step, x: 600, y: 500, data });
}

test('a ledger that is dropped on the window is imported; what is none is refused and the page stays', async ({
  launchApp,
  folder,
}) => {
  const app = await launchApp();
  const { page } = app;
  await openTrial(app, folder, 'archivist');
  const desk = new Desk(page);
  await desk.goTo('档案');
  const devtools = await page.context().newCDPSession(page);
  const drop = async (...files: string[]) => {
    for (const step of ['dragEnter', 'dragOver', 'drop'] as const) await drag(devtools, step, files);
  };
  await drag(devtools, 'dragEnter', [LEDGER]);
  await drag(devtools, 'dragOver', [LEDGER]);
  await expect(page.getByText('松开即可导入')).toBeVisible();

  const under = join(folder, '台账');
  mkdirSync(under);
  const address = page.url();
  for (const [files, words] of [
    [[under], /不能导入文件夹/],
    [[LEDGER, LEDGER], /一次只能导入一个文件/],
    [[join(FIXTURES, '..', '..', '..', 'package.json')], /只能导入表格文件/],
  ] as const)
    await test.step(String(words), async () => {
      await drop(...files);
      await expect(desk.notice(words)).toBeVisible();
      await page.getByRole('button', { name: '关闭' }).last().click();
      expect(page.url()).toBe(address);
    });

  await drop(LEDGER);
  const ledger = new ImportPage(page);
  await ledger.preview();
  await ledger.apply.click();
  await expect(desk.notice(/已导入/)).toBeVisible();
  const kept = join(folder, 'user-data', 'dropped');
  expect(readdirSync(kept, { recursive: true }).length).toBeGreaterThan(0);
  await app.close();
  expect(existsSync(kept)).toBe(false);
});
