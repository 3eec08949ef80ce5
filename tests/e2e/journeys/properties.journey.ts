import { Desk } from '../pages/desk.ts';
import { openTrial } from '../pages/vault-of.ts';
import { expect, test } from '../support/test.ts';

test('the four properties are tested, and what failed is handled', async ({ app, folder, aid }) => {
  const { page } = app;
  const desk = new Desk(page);
  await openTrial(app, folder, 'supervisor');
  await desk.goTo('四性检测');
  await expect(page.getByText('还没有检测过')).toBeVisible();
  await page.getByRole('button', { name: '开始检测' }).click();
  const security = page.getByRole('table', { name: '安全性' });
  await expect(security).toBeVisible({ timeout: 60_000 });
  await expect(page.getByRole('table', { name: '真实性' }).getByText('审计链')).toBeVisible();
  const staff = security.getByRole('row', { name: /账户与在职名单相符/ });
  await expect(staff).toContainText('没有在职名单');

  await staff.getByRole('button', { name: '写明处理…' }).click();
  await aid.read('a failed check to handle');
  await page.getByRole('button', { name: '限期改正' }).click();
  await page.getByLabel(/补充说明/).fill('月底前由人事部提供名单');
  await page.getByRole('dialog').getByRole('button', { name: '保存' }).click();
  await expect(staff).toContainText('限期改正：月底前由人事部提供名单');

  await page.getByRole('button', { name: '更新名单…' }).click();
  await page.getByLabel(/姓名/).fill('supervisor\narchivist');
  await page.getByRole('dialog').getByRole('button', { name: '保存名单' }).click();
  await expect(page.getByText(/的名单，2 人/)).toBeVisible();

  await aid.read('properties tested');
  await page.getByRole('button', { name: '打印检测报告' }).click();
  await expect(page.getByText(/第 1 页，共 \d+ 页/).first()).toBeVisible();
});
