import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Desk } from '../pages/desk.ts';
import { expect, test } from '../support/test.ts';

test('somebody tries the program with one click, is somebody else, and throws the trial away', async ({
  launchApp,
  folder,
}) => {
  test.setTimeout(120_000);
  const first = await launchApp();
  const { page } = first;
  await page.getByRole('button', { name: '试用', exact: true }).click();
  const desk = new Desk(page);
  await expect(page.getByText('现在的身份是客户信息专员')).toBeVisible({ timeout: 60_000 });
  await expect(page.getByRole('banner').getByText('试用', { exact: true })).toBeVisible();
  await desk.goTo('档案');
  await expect(page.getByRole('checkbox', { name: '业务客户 180' })).toBeVisible();
  expect(existsSync(join(folder, 'user-data', 'trial', '试用.kda'))).toBe(true);

  await page.getByRole('button', { name: '换个身份' }).click();
  await page.getByRole('menuitem', { name: '审计员', exact: true }).click();
  await expect(page.getByText('现在的身份是审计员')).toBeVisible();
  await expect(page.getByRole('link', { name: /^审计/ })).toBeVisible();

  await desk.lock();
  await page.getByRole('button', { name: '客户信息主管', exact: true }).click();
  await expect(page.getByText('现在的身份是客户信息主管')).toBeVisible();
  await first.close();

  const second = await launchApp();
  const recent = second.page.getByRole('listitem').filter({ hasText: '试用.kda' });
  await expect(recent.getByText('试用', { exact: true })).toBeVisible();
  await second.page.getByRole('button', { name: '试用', exact: true }).click();
  await expect(second.page.getByText('现在的身份是客户信息专员')).toBeVisible();
  await second.page.getByRole('button', { name: '丢弃试用' }).click();
  await expect(second.page.getByRole('button', { name: '新建档案库' })).toBeVisible();
  await expect(second.page.getByRole('button', { name: /试用.kda/ })).toHaveCount(0);
  expect(readdirSync(join(folder, 'user-data'))).not.toContain('trial');
});
