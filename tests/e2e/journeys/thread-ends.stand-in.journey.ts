import { CustomerForm } from '../pages/customer-form.ts';
import { CustomersPage } from '../pages/customers-page.ts';
import { Desk } from '../pages/desk.ts';
import { openTrial } from '../pages/vault-of.ts';
import { expect, test } from '../support/test.ts';
import { callVault, PASSWORD } from '../support/trial.ts';

test('when the thread of the archive ends, again and again, one signs in and goes on where one was', async ({
  launchApp,
  folder,
}) => {
  // Each thread anew derives a key.
  test.setTimeout(400_000);
  const app = await launchApp();
  const { page } = app;
  const gate = await openTrial(app, folder, 'archivist');
  const end = async () => {
    const anew = page.waitForEvent('load');
    await app.endThread?.();
    await anew;
  };
  const form = new CustomerForm(page);
  await new Desk(page).goTo('档案');
  await new CustomersPage(page).create();
  await form.fill('名称', '线程中断也不丢的厂');
  const kept = () => callVault(app, 'query', 'drafts.get', { key: 'customers.new' });
  await expect.poll(kept).toMatchObject({ value: { value: { values: { name: '线程中断也不丢的厂' } } } });
  for (let time = 0; time < 3; time += 1) {
    await end();
    await expect(page.getByRole('alert')).toHaveText('程序已恢复，请登录。未保存的内容已保留，登录后恢复。');
    if (time === 1) {
      // Once more, before anybody is in.
      await end();
      await expect(page.getByRole('alert')).toContainText('程序已恢复，请登录。');
    }
    await gate.signIn('archivist', PASSWORD);
    await expect(form.field('名称')).toHaveValue('线程中断也不丢的厂');
  }
  // Ten in all, where nobody signs in: the gate stays, and lets one in.
  for (let time = 0; time < 6; time += 1) {
    await end();
    await expect(page.getByRole('alert')).toContainText('程序已恢复，请登录。');
    await expect
      .poll(() => callVault(app, 'query', 'vault.status', undefined))
      .toMatchObject({ state: 'locked' });
  }
  await gate.signIn('archivist', PASSWORD);
  await expect(form.field('名称')).toHaveValue('线程中断也不丢的厂');
});
