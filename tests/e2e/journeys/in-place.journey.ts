import { openTrial } from '../pages/vault-of.ts';
import { CustomerForm } from '../pages/customer-form.ts';
import { CustomerPage } from '../pages/customer-page.ts';
import { CustomersPage } from '../pages/customers-page.ts';
import { Desk } from '../pages/desk.ts';
import type { App } from '../support/app.ts';
import { expect, test } from '../support/test.ts';
import { PASSWORD } from '../support/trial.ts';

const NAME = '顺德区建业五金厂';
const CODE = '91440300708461136T';

/** Files an archive through the form. */
async function file(
  app: App,
  name: string,
  fill?: (form: CustomerForm) => Promise<void>,
): Promise<CustomerPage> {
  const form = new CustomerForm(app.page);
  await new Desk(app.page).goTo('档案');
  await new CustomersPage(app.page).create();
  await form.fill('名称', name);
  await fill?.(form);
  await form.save();
  const customer = new CustomerPage(app.page, name);
  await expect(customer.article).toBeVisible();
  return customer;
}

test('Enter alone fills in no place, and goes on to the next field', async ({ app, folder }) => {
  await openTrial(app, folder, 'archivist');
  const { keyboard } = app.page;
  const customer = await file(app, NAME, async (form) => {
    await form.field('省份').focus();
    await keyboard.press('Enter');
    await expect(form.field('省份')).toHaveValue('');
    await expect(form.field('详细地址')).toBeFocused();

    await form.field('省份').focus();
    await keyboard.type('bj');
    await keyboard.press('Enter');
    await expect(form.field('城市')).toBeFocused();
    await keyboard.press('Enter');
    await expect(form.field('区县')).toBeFocused();
    await keyboard.press('Enter');
    await expect(form.field('详细地址')).toBeFocused();
    await expect(form.field('区县')).toHaveValue('');
  });
  await expect(customer.article).toContainText('北京市');
  await expect(customer.article).not.toContainText('东城区');
});

test('what was typed in place is there again after a lock; a code of another archive is told', async ({
  app,
  folder,
}) => {
  const gate = await openTrial(app, folder, 'archivist');
  const desk = new Desk(app.page);
  await file(app, '另一家厂', (form) => form.fill('统一社会信用代码', CODE));
  const customer = await file(app, NAME);
  const inPlace = new CustomerForm(app.page);

  await customer.change('详细地址');
  await inPlace.fill('详细地址', '大良街道 8 号');
  await desk.lock();
  await gate.signIn('archivist', PASSWORD);
  await expect(inPlace.restored).toBeVisible();
  await expect(inPlace.field('详细地址')).toHaveValue('大良街道 8 号');

  await customer.change('统一社会信用代码');
  await expect(customer.article.getByText('有未保存的内容')).toBeVisible();
  await inPlace.fill('统一社会信用代码', CODE);
  await app.page.keyboard.press('Enter');
  await expect(customer.article.getByRole('region', { name: '可能已有这份档案' })).toContainText('另一家厂');
  await inPlace.fill('统一社会信用代码', `${CODE.slice(0, -1)}X`);
  await app.page.keyboard.press('Enter');
  await customer.article.getByRole('button', { name: '保留并说明原因' }).click();
  await inPlace.fill('保留原因', '旧证照上即如此');
  await inPlace.save();
  await expect(customer.article).toContainText('保留原因：旧证照上即如此');
});

test('a list by grade opens an archive and keeps its order', async ({ app, folder }) => {
  const gate = await openTrial(app, folder, 'archivist');
  const { page } = app;
  const list = new CustomersPage(page);
  await file(app, '安达厂', (form) => form.pick('等级', '铂金'));
  await file(app, '博远厂', (form) => form.pick('等级', '铁'));
  await page.keyboard.press('Escape');
  const grade = page.getByRole('columnheader', { name: '等级' });
  await grade.click();
  await grade.click();
  await expect(list.rows.first()).toContainText('博远厂');
  await list.row('安达厂').click();
  const article = new CustomerPage(page, '安达厂').article;
  await expect(article).toBeVisible();
  await new Desk(page).lock();
  await gate.signIn('archivist', PASSWORD);
  await expect(list.rows.first()).toContainText('博远厂');
  await expect(article).toBeVisible();
});
