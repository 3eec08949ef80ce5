import type { Page } from 'playwright';
import { openTrial } from '../pages/vault-of.ts';
import { CustomerForm } from '../pages/customer-form.ts';
import { CustomerPage } from '../pages/customer-page.ts';
import { CustomersPage } from '../pages/customers-page.ts';
import { Desk } from '../pages/desk.ts';
import { expect, test } from '../support/test.ts';

const NAME = '顺德区建业五金厂';
const SHEET = [
  '姓名\t职务\t手机\t座机\t邮箱',
  '张志强\t采购经理\t1390013900\t0757-62980843\tzhang@jinyi.example',
  '李四\t会计\t13900139000\t\t',
].join('\r\n');

/** As Excel and WPS put rows on the clipboard, pasted where the keyboard is. */
async function paste(page: Page, text: string): Promise<void> {
  await page.evaluate((value) => {
    const data = new DataTransfer();
    data.setData('text/plain', value);
    const init = { clipboardData: data, bubbles: true, cancelable: true };
    document.activeElement?.dispatchEvent(new ClipboardEvent('paste', init));
  }, text);
}

/** How many pixels of the form lie beyond its window. */
const beyond = (page: Page) =>
  page.evaluate(() => {
    const right = (element: Element) => element.getBoundingClientRect().right;
    const parts = [...document.querySelectorAll('form *')].filter((one) => !one.closest('table'));
    return Math.max(0, ...parts.map((part) => right(part) - window.innerWidth));
  });

async function speak(page: Page, language: string): Promise<void> {
  await page.getByRole('button', { name: /^archivist/ }).click();
  await page.getByRole('menuitemradio', { name: new RegExp(language) }).click();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('menu')).toBeHidden();
}

test('people are pasted out of a sheet into a form that has room for them', async ({ app, folder, aid }) => {
  const { page } = app;
  await page.setViewportSize({ width: 1280, height: 800 });
  await openTrial(app, folder, 'archivist');
  await new Desk(page).goTo('档案');
  await new CustomersPage(page).create();
  const form = new CustomerForm(page);
  await form.fill('名称', NAME);
  await page.getByRole('button', { name: '添加联系人' }).click();
  await expect(form.field('姓名，第 1 位')).toBeFocused();
  await paste(page, SHEET);
  await expect(form.field('姓名，第 2 位')).toHaveValue('李四');
  await expect(page.getByText('手机号应为 11 位，这里是 10 位')).toBeVisible();
  await expect(page.getByRole('button', { name: '移除，第 2 位' })).toBeInViewport();
  await aid.read('form with people');

  await page.setViewportSize({ width: 1024, height: 768 });
  expect(await beyond(page)).toBe(0);
  await speak(page, 'English');
  await expect(page.getByRole('heading', { name: 'Contacts' })).toBeVisible();
  expect(await beyond(page)).toBe(0);
  await speak(page, '中文');
  await form.save();
  const { article } = new CustomerPage(page, NAME);
  await article.getByRole('tab', { name: '联系人（2）' }).click();
  await expect(article).toContainText('zhang@jinyi.example');
});
