import { CustomersPage } from '../pages/customers-page.ts';
import { Desk } from '../pages/desk.ts';
import { openTrial } from '../pages/vault-of.ts';
import { expect, test } from '../support/test.ts';

const counted = (count: number) => new Intl.NumberFormat('zh-CN').format(count);

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
