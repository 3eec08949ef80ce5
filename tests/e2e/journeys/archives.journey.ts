import { statSync } from 'node:fs';
import { join } from 'node:path';
import { openTrial } from '../pages/vault-of.ts';
import { CustomersPage } from '../pages/customers-page.ts';
import { Desk } from '../pages/desk.ts';
import { GatePage } from '../pages/gate.ts';
import type { App } from '../support/app.ts';
import { expect, test } from '../support/test.ts';
import { PASSWORD } from '../support/trial.ts';

async function openLedger(app: App, folder: string): Promise<CustomersPage> {
  await openTrial(app, folder, 'archivist', { ledger: true });
  await new Desk(app.page).goTo('档案');
  const list = new CustomersPage(app.page);
  await expect(list.rows.first()).toBeVisible();
  return list;
}

test('the list by keyboard alone: search, walk, select, open, back', async ({ app, folder }) => {
  const list = await openLedger(app, folder);
  const { keyboard } = app.page;
  await list.search('fs');
  await expect(list.rows.first().locator('mark').first()).toHaveText('佛山');
  await keyboard.press('ArrowDown');
  await keyboard.press('ArrowDown');
  await keyboard.press('Space');
  await expect(app.page.getByRole('toolbar', { name: '已选 1 户' })).toBeVisible();
  const second = (await list.rows.nth(1).locator('[data-field=name]').textContent()) ?? '';
  await keyboard.press('Enter');
  const article = app.page.getByRole('article', { name: second });
  await expect(article).toBeVisible();
  await keyboard.press('Escape');
  await expect(article).toBeHidden();
  await expect(list.box).toHaveValue('fs');
});

test('what people ask a list for is in sight on a small screen', async ({ app, folder }) => {
  await app.page.setViewportSize({ width: 1280, height: 800 });
  await openLedger(app, folder);
  const grid = app.page.getByRole('grid', { name: '档案列表' });
  const sight = await grid.evaluate((element) => {
    const { left } = element.getBoundingClientRect();
    return { left, right: left + element.clientWidth };
  });
  for (const title of ['名称', '联系人', '电话', '等级', '密级', '所在地', '柜位']) {
    const box = await grid.getByRole('columnheader', { name: title, exact: true }).boundingBox();
    expect(box, title).not.toBeNull();
    expect(box?.x ?? 0, title).toBeGreaterThanOrEqual(sight.left);
    expect((box?.x ?? 0) + (box?.width ?? 0), title).toBeLessThanOrEqual(sight.right);
  }
});

test('a long list: arrows leave no row out, the scroll bar spans all of it', async ({ app, folder }) => {
  const list = await openLedger(app, folder);
  await list.box.click();
  const focused = app.page.locator('[role=row][data-id]:focus-within');
  const wanted = [...(await list.idsAt(app, 0, 70)), ...(await list.idsAt(app, 70, 40))];
  for (const [place, id] of wanted.entries()) {
    // Where the next page is still on its way, a key moves nothing: it is pressed again.
    await expect(async () => {
      const at = (await focused.count()) === 0 ? null : await focused.getAttribute('data-id');
      if (at === (place === 0 ? null : String(wanted[place - 1]))) await app.page.keyboard.press('ArrowDown');
      await expect(focused).toHaveAttribute('data-id', String(id), { timeout: 500 });
    }).toPass({ timeout: 15_000 });
  }

  const total = await list.total();
  await list.scrollTo(1);
  const last = list.rows.last();
  await expect(last).toHaveAttribute('data-id', String(await list.idAt(app, total - 1)));
  await list.scrollTo(0);
  await expect(list.rows.first()).toHaveAttribute('data-id', String(await list.idAt(app, 0)));
  // Other words are another list, which begins at its top.
  await list.scrollTo(0.5);
  await expect(list.rows.first()).not.toHaveAttribute('data-rowindex', '0');
  await list.search('有限公司');
  await expect(list.rows.first()).toHaveAttribute('data-rowindex', '0');
  await expect(list.rows.first().locator('mark').first()).toHaveText('有限公司');
});

test('filters are counted, chips take them off, a view keeps them', async ({ app, folder, aid }) => {
  const list = await openLedger(app, folder);
  const { page } = app;
  const gate = new GatePage(page);
  const all = await list.total();
  await list.facet('供应商').click();
  await expect.poll(() => list.total()).toBeLessThan(all);
  const suppliers = await list.total();
  await list.facet('广东省').click();
  await expect.poll(() => list.total()).toBeLessThan(suppliers);
  await page.getByRole('button', { name: '存为视图' }).click();
  await page.getByLabel(/^视图名称/).fill('广东供应商');
  await aid.read('view to keep');
  await page.keyboard.press('Enter');
  const view = page.getByRole('tab', { name: '广东供应商' });
  await expect(view).toHaveAttribute('aria-selected', 'true');
  const kept = await list.total();
  await aid.read('list filtered');

  await page.getByRole('tab', { name: '全部' }).click();
  await expect.poll(() => list.total()).toBe(all);
  await view.click();
  await expect.poll(() => list.total()).toBe(kept);
  await new Desk(page).lock();
  await gate.signIn('archivist', PASSWORD);
  await expect.poll(() => list.total()).toBe(kept);
  await page.getByRole('button', { name: '清除筛选' }).click();
  await expect.poll(() => list.total()).toBe(all);
});

test('the list is exported as it stands', async ({ app, folder, aid }) => {
  const list = await openLedger(app, folder);
  await list.search('金');
  await expect.poll(() => list.total()).toBeLessThan(1000);
  const file = join(folder, '导出.xlsx');
  await app.answerDialog([file]);
  await app.page.getByRole('button', { name: '导出列表' }).click();
  await aid.read('list to export');
  await app.page.getByRole('button', { name: '选择位置并导出' }).click();
  await expect(app.page.getByText(/已导出 \d+ 份档案到/)).toBeVisible();
  expect(statSync(file).size).toBeGreaterThan(2000);
});
