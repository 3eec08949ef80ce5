import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { openTrial } from '../pages/vault-of.ts';
import { expect, test } from '../support/test.ts';
import { PASSWORD } from '../support/trial.ts';

test('an archive in a synced folder is moved out of it and signed in to where it is now', async ({
  app,
  folder,
  aid,
}) => {
  const { page } = app;
  const synced = join(folder, 'OneDrive');
  const home = join(folder, '客户 档案');
  for (const made of [synced, home]) mkdirSync(made);
  const gate = await openTrial(app, synced, 'system_admin', { ledger: true });
  await page.getByRole('button', { name: '移动档案库…' }).click();
  const dialog = page.getByRole('dialog', { name: '移动档案库' });
  await app.answerDialog([home]);
  await dialog.getByRole('button', { name: '选择文件夹…' }).click();
  await expect(dialog.getByText('移到：客户 档案')).toBeVisible();
  await aid.read('archive to move');
  await dialog.getByRole('button', { name: '移动', exact: true }).click();
  await expect(page.getByRole('heading', { name: '档案库已移动' })).toBeVisible({ timeout: 60_000 });
  expect(readdirSync(home).filter((name) => name.endsWith('.kda'))).toHaveLength(1);
  await aid.read('archive moved');
  await page.getByRole('button', { name: '去登录' }).click();
  await gate.signIn('system_admin', PASSWORD);
  await gate.isIn();
  await expect(page.getByRole('button', { name: '移动档案库…' })).toHaveCount(0);
});
