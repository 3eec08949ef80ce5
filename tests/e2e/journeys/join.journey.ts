import { CustomerPage } from '../pages/customer-page.ts';
import { CustomersPage } from '../pages/customers-page.ts';
import { Desk } from '../pages/desk.ts';
import { openTrial } from '../pages/vault-of.ts';
import { blankContact, blankCustomer } from '../../../db/domain/customer.ts';
import { expect, test } from '../support/test.ts';
import { callVault } from '../support/trial.ts';

test('two archives of one customer are joined side by side, and parted again', async ({
  app,
  folder,
  aid,
}) => {
  await app.page.setViewportSize({ width: 1280, height: 800 });
  await openTrial(app, folder, 'archivist');
  const { page } = app;
  const desk = new Desk(page);
  const create = (input: object) => callVault(app, 'mutation', 'customers.create', input);
  await create({
    ...blankCustomer('client'),
    name: '佛山市金艺五金制品有限公司',
    address: '顺德区大良街道 1 号',
    grade: 'gold',
    phones: ['0757-22223333'],
    contacts: [{ ...blankContact(), name: '李明', position: '经理', mobile: '13812345678' }],
    note: '月结三十天',
  });
  await create({
    ...blankCustomer('client'),
    name: '金艺五金厂',
    address: '南海区桂城街道 2 号',
    website: 'jinyi.example.com',
    phones: ['0757-66667777'],
    contacts: [{ ...blankContact(), name: '王芳', mobile: '13900001111' }],
    note: '原由王芳联系',
  });
  await desk.goTo('档案');
  await new CustomersPage(page).row('佛山市金艺').click();
  const kept = new CustomerPage(page, '佛山市金艺五金制品有限公司').article;
  await kept.getByRole('button', { name: '更多' }).click();
  await page.getByRole('menuitem', { name: '与另一份档案合并…' }).click();
  const dialog = page.getByRole('dialog');
  await aid.read('another to join');
  await dialog.getByRole('textbox', { name: '名称、档号或电话' }).fill('jywj');
  await dialog.getByRole('button', { name: /金艺五金厂/ }).click();
  const address = dialog.getByRole('radio', { name: /详细地址：/ });
  await expect(address.first()).toBeChecked();
  // By the keyboard, as by a click.
  await address.first().focus();
  await page.keyboard.press('ArrowRight');
  await expect(address.last()).toBeChecked();
  await expect(dialog.getByRole('radio', { name: /jinyi\.example\.com/ })).toBeChecked();
  await aid.read('sides of a joining');
  await dialog.getByRole('button', { name: '合并', exact: true }).click();
  await expect(desk.notice(/已并入 QZ01-KH/)).toBeVisible();
  await expect(kept.getByText('南海区桂城街道 2 号')).toBeVisible();
  await expect(kept.getByText('已并入本档案：')).toBeVisible();
  await expect(new CustomersPage(page).rows).toHaveCount(1);

  await kept.getByRole('link', { name: /金艺五金厂/ }).click();
  const gone = new CustomerPage(page, '金艺五金厂').article;
  await expect(gone.getByText(/已并入另一份档案/)).toBeVisible();
  await expect(gone.getByRole('link', { name: '编辑' })).toHaveCount(0);
  await aid.read('joined archive');
  await gone.getByRole('button', { name: '撤销合并' }).click();
  await expect(new CustomersPage(page).rows).toHaveCount(2);
});

test('where something was changed since, why they stay together is said', async ({ app, folder }) => {
  await openTrial(app, folder, 'archivist');
  const { page } = app;
  const act = (name: string, input: object) => callVault(app, 'mutation', `customers.${name}`, input);
  const kept = { ...blankCustomer('client'), name: '佛山市金艺五金制品有限公司' };
  await act('create', kept);
  await act('create', { ...blankCustomer('client'), name: '金艺五金厂' });
  await act('join', { id: 1, otherId: 2, picks: [], version: 1, otherVersion: 1 });
  await act('update', { id: 1, version: 2, input: { ...kept, note: '改过' }, reason: null });
  await new Desk(page).goTo('档案');
  await new CustomersPage(page).rows.first().click();
  await page.getByRole('link', { name: /金艺五金厂/ }).click();
  const gone = new CustomerPage(page, '金艺五金厂').article;
  await expect(gone.getByText(/又有改动或办过别的事，不能再分开/)).toBeVisible();
  await expect(gone.getByRole('button', { name: '撤销合并' })).toHaveCount(0);
});
