import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CustomersPage } from '../pages/customers-page.ts';
import { Desk } from '../pages/desk.ts';
import { ImportPage } from '../pages/import-page.ts';
import { openTrial } from '../pages/vault-of.ts';
import { expect, test } from '../support/test.ts';
import { callVault, LEDGER } from '../support/trial.ts';

test('what an import did stays readable, and the whole of it is taken back', async ({ app, folder, aid }) => {
  await app.page.setViewportSize({ width: 1280, height: 800 });
  await openTrial(app, folder, 'archivist');
  const { page } = app;
  const desk = new Desk(page);
  const ledger = new ImportPage(page);
  await desk.goTo('导入');
  await app.answerDialog([LEDGER]);
  await ledger.choose();
  await ledger.preview();
  await expect(page.getByText('将写入', { exact: true })).toBeVisible();
  await ledger.apply.click();
  await expect(desk.notice(/已导入/)).toBeVisible();
  await expect(page.getByText('已写入', { exact: true })).toBeVisible();
  expect(await ledger.count('并入')).toBe(56);
  expect(await ledger.count('跳过')).toBe(0);

  await page.getByRole('link', { name: '导入记录', exact: true }).click();
  await page.getByRole('link', { name: /ledger-2025/ }).click();
  await page.getByRole('tab', { name: /并入和跳过/ }).click();
  await expect(page.getByText(/是同一客户，已并入/).first()).toBeVisible();
  await page.getByRole('tab', { name: /新建的档案/ }).click();
  await page
    .getByRole('link', { name: /^QZ01-KH/ })
    .first()
    .click();
  await expect(page.getByRole('article')).toBeVisible();

  await desk.goTo('导入');
  await page.getByRole('link', { name: '导入记录', exact: true }).click();
  await page.getByRole('link', { name: /ledger-2025/ }).click();
  await page.getByRole('button', { name: '撤回这次导入…' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByText(/新建的 1,844 份档案改为已撤回/)).toBeVisible();
  await aid.read('an import to take back');
  await dialog.getByRole('button', { name: '撤回', exact: true }).click();
  await expect(desk.notice(/已撤回，1,844 份档案不再列出/)).toBeVisible({ timeout: 60_000 });
  await expect(page.getByText(/撤回了这次导入/)).toBeVisible();
  await aid.read('an import taken back');

  await desk.goTo('档案');
  await expect(new CustomersPage(page).rows).toHaveCount(0);
});

test('what was touched since stands in the way and is named', async ({ app, folder }) => {
  await openTrial(app, folder, 'archivist');
  const { page } = app;
  const desk = new Desk(page);
  const file = join(folder, '新客户.csv');
  writeFileSync(file, '客户名称,客户分类\n南海甲公司,供应商\n南海乙公司,供应商\n');
  const ledger = new ImportPage(page);
  await desk.goTo('导入');
  await app.answerDialog([file]);
  await ledger.choose();
  await ledger.preview();
  await ledger.apply.click();
  await expect(desk.notice(/已导入/)).toBeVisible();
  const record = (await callVault(app, 'query', 'customers.get', { id: 2 })) as {
    input: object;
    version: number;
  };
  const input = { ...record.input, note: '改过' };
  await callVault(app, 'mutation', 'customers.update', {
    id: 2,
    version: record.version,
    input,
    reason: null,
  });
  await page.getByRole('link', { name: '看提示，或撤回' }).click();
  await page.getByRole('button', { name: '撤回这次导入…' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByText(/现在不能撤回：有 1 份档案/)).toBeVisible();
  await expect(dialog.getByRole('link', { name: /南海乙公司/ })).toBeVisible();
  await expect(dialog.getByRole('button', { name: '撤回', exact: true })).toBeDisabled();
});
