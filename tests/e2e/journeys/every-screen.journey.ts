import { Aid } from '../pages/aid.ts';
import { CustomersPage } from '../pages/customers-page.ts';
import { Desk } from '../pages/desk.ts';
import { GatePage } from '../pages/gate.ts';
import { ImportPage } from '../pages/import-page.ts';
import { openTrial } from '../pages/vault-of.ts';
import type { App } from '../support/app.ts';
import { expect, test } from '../support/test.ts';
import { callVault, COMPANY, LEDGER, PASSWORD } from '../support/trial.ts';

/** Opened by the program from its day on, and before that by hand. */
async function runningInspection(app: App): Promise<number> {
  const { inspection } = (await callVault(app, 'query', 'inspections.current', undefined)) as {
    inspection: { id: number } | null;
  };
  if (inspection) return inspection.id;
  const { id } = (await callVault(app, 'mutation', 'inspections.open', {})) as { id: number };
  return id;
}

test('nobody trips over the way in', async ({ launchApp }) => {
  test.setTimeout(180_000);
  const { page } = await launchApp();
  const aid = new Aid(page);
  const button = (name: string) => page.getByRole('button', { name });
  await aid.read('welcome');
  await button('新建档案库').click();
  await aid.read('wizard: company');
  await page.getByLabel('单位名称').fill(COMPANY);
  // The second click of a double click is not for what comes in the place of the first.
  await button('下一步').dblclick();
  await aid.read('wizard: accounts');
  const roles = page.getByRole('combobox', { name: /^角色/ });
  await expect(roles).toHaveCount(5);
  await expect(roles.first()).toHaveText('客户信息专员');
  await expect(page.locator('[aria-invalid=true]')).toHaveCount(0);
  await page.getByLabel(/^姓名/).first().fill('赵敏');
  await page.getByLabel(/^新密码/).fill(PASSWORD);
  await page.getByLabel(/^再输入一次新密码/).fill(PASSWORD);
  await button('下一步').dblclick();
  await expect(page.getByText('第 1 张，共 3 张')).toBeVisible();
  await aid.read('wizard: sheets');
  const gate = new GatePage(page);
  const lines = await gate.readSheets();
  await expect(button('已打印，去核对')).toHaveCount(0);
  await button('打印三张恢复密钥单').dblclick();
  await expect(button('已打印，去核对')).toBeVisible();
  await button('已打印，去核对').dblclick();
  await aid.read('wizard: quiz');
  await expect(page.locator('[aria-invalid=true]')).toHaveCount(0);
  await gate.typeBack(lines);
  await button('建立档案库').click();
  await expect(button('以系统管理员身份进入')).toBeVisible({ timeout: 60_000 });
  await aid.read('wizard: done');
  await gate.enter();
  await new Desk(page).lock();
  await aid.read('sign-in');
  await button('用恢复密钥单打开').click();
  await aid.read('recover');
  expect(aid.tripped).toEqual([]);
});

test('an archivist’s screens', async ({ app, folder, aid }) => {
  test.setTimeout(400_000);
  const { page } = app;
  await openTrial(app, folder, 'archivist', { ledger: true });
  await aid.read('home');
  await aid.readAt('/help', '帮助');
  await aid.readAt('/customers', '档案');
  const list = new CustomersPage(page);
  await list.search('五金');
  await aid.read('search');
  await list.rows.first().click({ button: 'right' });
  await aid.read('menu of a row', true);
  await page.keyboard.press('Escape');
  await page.getByRole('grid', { name: '档案列表' }).press('Control+a');
  await page.getByRole('button', { name: '批量修改…' }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await aid.read('change of many');
  await page.keyboard.press('Escape');
  await list.rows.first().locator('[data-field=name]').click();
  await expect(page.getByRole('article')).toBeVisible();
  for (const tab of await page.getByRole('article').getByRole('tab').all()) {
    await tab.click();
    await aid.read(`archive: ${(await tab.textContent()) ?? ''}`);
  }
  await page.getByRole('button', { name: '打印档案卡' }).click();
  const preview = page.getByRole('dialog', { name: /打印预览/ });
  await expect(preview.getByText(/第 1 页，共/)).toBeVisible();
  await aid.read('print preview');
  await page.keyboard.press('Escape');
  await expect(preview).toBeHidden();
  await page.keyboard.press('Control+e');
  await expect(page.getByRole('button', { name: /^保存/ }).first()).toBeVisible();
  await aid.read('form');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+k');
  await aid.read('palette');
  await page.keyboard.press('Escape');
  await aid.readAt('/imports', '导入记录');
  await aid.readAt('/inbox', '申请');
  await aid.readAt('/inspections', '检查');
  await aid.readAt('/environment', '库房环境');
  await aid.readAt('/repairs', '修复');
  await aid.readAt('/properties', '四性检测');
  await aid.readAt('/lists', '选项清单');
  await aid.readAt('/reports', '统计报表');
  await aid.readAt('/reports/runs', /报表/);
  await aid.readAt('/audit', '审计');
  await aid.readAt('/about', /./);
  await aid.readAt('/filings', /./);
  await aid.readAt('/filings/new', /./);
  await aid.readAt('/imports/1', /./);
  await aid.readAt('/report_requests/new', /./);
  await aid.readAt(`/inspections/${await runningInspection(app)}`, /./);
  const ledger = new ImportPage(page);
  await aid.readAt('/import', '导入台账');
  await app.answerDialog([LEDGER]);
  await ledger.choose();
  await expect(page.getByRole('button', { name: '预览结果' })).toBeVisible();
  await aid.read('import: layout');
  await ledger.preview();
  await aid.read('import: review');
  await ledger.apply.click();
  await expect(page.getByText('已写入', { exact: true })).toBeVisible();
  await aid.read('import: result');
});

test('an administrator’s screens, and a manager’s', async ({ app, folder, aid }) => {
  test.setTimeout(300_000);
  const { page } = app;
  await openTrial(app, folder, 'system_admin', { ledger: true });
  await aid.read('home');
  await aid.readAt('/accounts', '账户');
  await aid.readAt('/backup', /备份/);
  await aid.readAt('/sheets', /恢复密钥/);
  await aid.readAt('/audit', '审计');
  await aid.readAt('/settings', /设置/);
  await aid.readAt('/about', /./);
  await new Desk(page).lock();
  await aid.read('locked');
  const gate = new GatePage(page);
  await gate.signIn('supervisor', PASSWORD);
  await gate.isIn();
  await aid.readAt('/inbox', '申请');
  await aid.readAt('/reports', '统计报表');
  await aid.readAt('/accounts/confirm', /确认/);
});
