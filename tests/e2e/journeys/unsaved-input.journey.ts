import { openTrial } from '../pages/vault-of.ts';
import { CustomerForm } from '../pages/customer-form.ts';
import { CustomerPage } from '../pages/customer-page.ts';
import { CustomersPage } from '../pages/customers-page.ts';
import { Desk } from '../pages/desk.ts';
import { GatePage } from '../pages/gate.ts';
import type { App } from '../support/app.ts';
import { expect, test } from '../support/test.ts';
import { callVault, PASSWORD } from '../support/trial.ts';

test('what was typed is there again after a lock, and after the power went', async ({
  launchApp,
  folder,
}) => {
  const app = await launchApp();
  const gate = await openTrial(app, folder, 'archivist');
  const desk = new Desk(app.page);
  const form = new CustomerForm(app.page);
  await desk.goTo('档案');
  await new CustomersPage(app.page).create();
  await form.fill('名称', '顺德区建业五金厂');
  await form.choose('省份', 'gd');
  await desk.lock();

  await gate.signIn('archivist', PASSWORD);
  await expect(form.restored).toBeVisible();
  await expect(form.field('名称')).toHaveValue('顺德区建业五金厂');
  await expect(form.field('省份')).toHaveValue('广东省');

  await form.fill('详细地址', '大良街道 8 号');
  await expect
    .poll(() => callVault(app, 'query', 'drafts.get', { key: 'customers.new' }))
    .toMatchObject({
      value: { value: { values: { name: '顺德区建业五金厂', address: '大良街道 8 号' } } },
    });
  await app.power('lock-screen');
  await expect(app.page.getByRole('button', { name: '登录', exact: true })).toBeVisible();
  await app.kill();

  const again = await launchApp();
  const gateAgain = new GatePage(again.page);
  await gateAgain.chooseRecent('客户档案');
  await gateAgain.signIn('archivist', PASSWORD);
  await gateAgain.isIn();
  await new Desk(again.page).goTo('档案');
  await new CustomersPage(again.page).create();
  const kept = new CustomerForm(again.page);
  await expect(kept.field('名称')).toHaveValue('顺德区建业五金厂');
  await expect(kept.field('详细地址')).toHaveValue('大良街道 8 号');
  await kept.save();
  await expect(new CustomerPage(again.page, '顺德区建业五金厂').article).toBeVisible();
});

test('another person never meets what somebody typed', async ({ app, folder }) => {
  const gate = await openTrial(app, folder, 'archivist');
  const desk = new Desk(app.page);
  await desk.goTo('档案');
  await new CustomersPage(app.page).create();
  await new CustomerForm(app.page).fill('名称', '只给信息专员看的名字');
  await desk.lock();
  await gate.signIn('requester', PASSWORD);
  await gate.isIn();
  await expect(app.page.getByText('只给信息专员看的名字')).toHaveCount(0);
});

test('saving over somebody’s newer version shows both and loses neither', async ({ app, folder }) => {
  await openTrial(app, folder, 'archivist');
  const desk = new Desk(app.page);
  const form = new CustomerForm(app.page);
  await desk.goTo('档案');
  await new CustomersPage(app.page).create();
  await form.fill('名称', '顺德区建业五金厂');
  await form.save();
  const customer = new CustomerPage(app.page, '顺德区建业五金厂');
  await expect(customer.article).toBeVisible();
  await customer.edit();
  await form.fill('详细地址', '我写的地址');
  await changeMeanwhile(app, 1, { note: '别人写的备注' });
  await form.save();

  const dialog = app.page.getByRole('dialog', { name: '别人已先保存了这份档案' });
  await expect(dialog.getByRole('row', { name: /备注/ })).toContainText('别人写的备注');
  await dialog.getByRole('button', { name: '按所选保存' }).click();
  await expect(customer.article).toContainText('我写的地址');
  await expect(customer.article).toContainText('别人写的备注');
});

/** What a colleague at the same archive saves while a form is open. */
async function changeMeanwhile(app: App, id: number, change: Record<string, unknown>): Promise<void> {
  const saved = (await callVault(app, 'query', 'customers.get', { id })) as {
    version: number;
    input: Record<string, unknown>;
  };
  const input = { ...saved.input, ...change };
  await callVault(app, 'mutation', 'customers.update', { id, version: saved.version, input, reason: null });
}
