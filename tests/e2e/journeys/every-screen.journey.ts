import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright';
import { CustomersPage } from '../pages/customers-page.ts';
import { Desk } from '../pages/desk.ts';
import { GatePage } from '../pages/gate.ts';
import { ImportPage } from '../pages/import-page.ts';
import { openTrial } from '../pages/vault-of.ts';
import { expect, test } from '../support/test.ts';
import { COMPANY, LEDGER, PASSWORD } from '../support/trial.ts';

/** Reads screens as aids for people who see or hear little do, in light and in dark, and keeps what they trip over. */
class Aid {
  readonly #page: Page;
  readonly tripped: string[] = [];
  constructor(page: Page) {
    this.#page = page;
  }

  /** `isMenu`: it takes the focus and the next key ends it, so that nobody looks for it by landmarks. */
  async read(screen: string, isMenu = false): Promise<void> {
    const page = this.#page;
    await expect(page.locator('[role=progressbar]:not([aria-valuenow])')).toHaveCount(0);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      const axe = new AxeBuilder({ page }).setLegacyMode(true).disableRules(isMenu ? ['region'] : []);
      const { violations } = await axe.analyze();
      for (const { id, nodes } of violations)
        for (const { html, failureSummary } of nodes)
          this.tripped.push(`${screen}, ${colorScheme}: ${id} ${html.slice(0, 300)} ${failureSummary ?? ''}`);
    }
  }

  async readAt(address: string, heading: string | RegExp): Promise<void> {
    await this.#page.evaluate((to) => {
      window.location.hash = to;
    }, address);
    await expect(this.#page.getByRole('heading', { name: heading }).first()).toBeVisible();
    await this.read(address);
  }
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
  await button('下一步').click();
  await aid.read('wizard: accounts');
  await page.getByLabel(/^姓名/).first().fill('赵敏');
  await page.getByLabel(/^新密码/).fill(PASSWORD);
  await page.getByLabel(/^再输入一次新密码/).fill(PASSWORD);
  await button('下一步').click();
  await expect(page.getByText('第 1 张，共 3 张')).toBeVisible();
  await aid.read('wizard: sheets');
  expect(aid.tripped).toEqual([]);
});

test('an archivist’s screens', async ({ app, folder }) => {
  test.setTimeout(400_000);
  const { page } = app;
  const aid = new Aid(page);
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
  const ledger = new ImportPage(page);
  await aid.readAt('/import', '导入台账');
  await app.answerDialog([LEDGER]);
  await ledger.choose();
  await expect(page.getByRole('button', { name: '预览结果' })).toBeVisible();
  await aid.read('import: layout');
  await ledger.preview();
  await aid.read('import: review');
  expect(aid.tripped).toEqual([]);
});

test('an administrator’s screens, and a manager’s', async ({ app, folder }) => {
  test.setTimeout(300_000);
  const { page } = app;
  const aid = new Aid(page);
  await openTrial(app, folder, 'system_admin', { ledger: true });
  await aid.read('home');
  await aid.readAt('/accounts', '账户');
  await aid.readAt('/backup', /备份/);
  await aid.readAt('/sheets', /恢复密钥/);
  await aid.readAt('/audit', '审计');
  await new Desk(page).lock();
  await aid.read('locked');
  const gate = new GatePage(page);
  await gate.signIn('supervisor', PASSWORD);
  await gate.isIn();
  await aid.readAt('/inbox', '申请');
  await aid.readAt('/reports', '统计报表');
  await aid.readAt('/accounts/confirm', /确认/);
  expect(aid.tripped).toEqual([]);
});
