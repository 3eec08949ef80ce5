import type { Page } from 'playwright';
import { CustomersPage } from '../pages/customers-page.ts';
import { Desk } from '../pages/desk.ts';
import { openTrial } from '../pages/vault-of.ts';
import { textsOf } from '../support/pdf-text.ts';
import { expect, test } from '../support/test.ts';

const counted = (count: number) => new Intl.NumberFormat('zh-CN').format(count);

/** Asks for a form of what is selected, of which the dialog says so much; returns its preview. */
async function previewOf(page: Page, form: '档案卡' | '档案索引', said: string) {
  await page.getByRole('toolbar', { name: /^已选/ }).getByRole('button', { name: '打印' }).click();
  await page.getByRole('menuitem', { name: `打印${form}…` }).click();
  const dialog = page.getByRole('dialog', { name: `打印${form}` });
  await expect(dialog.getByText(said)).toBeVisible();
  await dialog.getByRole('button', { name: '预览' }).click();
  const preview = page.getByRole('dialog', { name: new RegExp(`打印预览：.*${form}`) });
  await expect(preview.getByText(/^第 1 页，共 \d+ 页$/)).toBeVisible({ timeout: 60_000 });
  return preview;
}

test('all of a list is selected, changed as was said before, and taken back', async ({ app, folder }) => {
  await openTrial(app, folder, 'archivist', { ledger: true });
  const { page } = app;
  const desk = new Desk(page);
  await desk.goTo('档案');
  const list = new CustomersPage(page);
  await expect(list.rows.first()).toBeVisible();
  const all = await list.total();
  expect(all).toBeGreaterThan(1_800);

  await list.rows.first().locator('[data-field=name]').focus();
  await page.keyboard.press('Control+a');
  const bar = page.getByRole('toolbar', { name: `已选 ${counted(all)} 户` });
  await expect(bar).toBeVisible();
  await bar.getByRole('button', { name: '批量修改…' }).click();
  const dialog = page.getByRole('dialog', { name: `批量修改 ${counted(all)} 户` });
  await dialog.getByRole('combobox', { name: /^修改哪一项/ }).click();
  await page.getByRole('option', { name: '索引词' }).click();
  await dialog.getByRole('combobox', { name: /^索引词/ }).fill('半年重点');
  const preview = dialog.getByRole('region', { name: '修改预览' });
  await expect(preview.getByText('将会修改')).toBeVisible();
  const run = dialog.getByRole('button', { name: /^修改 [\d,]+ 户$/ });
  const changed = Number((await run.textContent())?.replace(/\D/g, ''));
  expect(changed).toBeGreaterThan(1_000);
  await run.click();
  const notice = desk.notice(`已修改 ${counted(changed)} 户`);
  await expect(notice).toBeVisible({ timeout: 60_000 });
  await expect(bar).toBeHidden();
  await list.search('半年重点');
  await expect.poll(() => list.total()).toBe(changed);
  await list.search('');

  await page.getByRole('button', { name: '批量修改记录' }).click();
  await page.getByRole('button', { name: '撤销…' }).click();
  const undoing = page.getByRole('dialog', { name: '撤销批量修改' });
  await expect(undoing.getByText(`${counted(changed)} 户恢复到修改之前`)).toBeVisible();
  await undoing.getByRole('button', { name: '撤销', exact: true }).click();
  await expect(desk.notice(`${counted(changed)} 户恢复到修改之前`)).toBeVisible({ timeout: 60_000 });
  await expect(page.getByRole('dialog').getByText('已撤销', { exact: true })).toBeVisible();
});

test('what is selected is printed: the index of the whole list, cards of two rows', async ({
  app,
  folder,
}) => {
  test.slow();
  await openTrial(app, folder, 'archivist', { ledger: true });
  const { page } = app;
  await new Desk(page).goTo('档案');
  const list = new CustomersPage(page);
  await expect(list.rows.first()).toBeVisible();
  const all = await list.total();
  const nameAt = (row: number) => list.rows.nth(row).locator('[data-field=name]').innerText();

  await list.rows.first().locator('[data-field=name]').focus();
  await page.keyboard.press('Control+a');
  const index = await previewOf(page, '档案索引', `将打印 ${counted(all)} 户的档案索引，次序与列表相同。`);
  const pages = Number(/共 (\d+) 页/.exec((await index.getByText(/^第 1 页，共/).textContent()) ?? '')?.[1]);
  // Some forty lines stand on a page.
  expect(pages).toBeGreaterThan(20);
  await page.keyboard.press('Escape');
  await expect(index).toBeHidden();

  await page.getByRole('button', { name: '取消选择' }).click();
  const names = [await nameAt(0), await nameAt(1)];
  for (const row of [0, 1]) await list.rows.nth(row).getByRole('checkbox', { name: '选中这一行' }).click();
  const cards = await previewOf(page, '档案卡', '将打印 2 户的档案卡，每户另起一页，逐户记入审计日志。');
  await page.keyboard.press('Control+p');
  const texts = await textsOf(await app.printed());
  expect(texts.length).toBeGreaterThan(1);
  for (const name of names) expect(texts.join('')).toContain(name.replaceAll(/\s/g, ''));
  await page.keyboard.press('Escape');
  await expect(cards).toBeHidden();
});
