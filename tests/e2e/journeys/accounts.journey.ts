import { Desk } from '../pages/desk.ts';
import { openTrial } from '../pages/vault-of.ts';
import { expect, test } from '../support/test.ts';
import { PASSWORD } from '../support/trial.ts';

test('a new account is asked for, confirmed by 主管 in their own session, and its person is told', async ({
  app,
  folder,
  aid,
}) => {
  const { page } = app;
  const gate = await openTrial(app, folder, 'system_admin');
  const desk = new Desk(page);
  await desk.goTo('账户');
  await page.getByRole('button', { name: '新建账户' }).click();
  const dialog = page.getByRole('dialog');
  // With the list of what a field offers open.
  await aid.read('new account', true);
  await dialog.getByLabel(/^姓名/).fill('陈静');
  await dialog.getByLabel(/^登录名/).fill('chen.jing');
  await dialog.getByRole('checkbox', { name: '客户信息专员' }).check();
  await dialog.getByRole('button', { name: '提出新建' }).click();
  const slip = page.getByRole('dialog', { name: '陈静 的一次性口令' });
  await expect(slip.getByText('此口令还打不开档案库')).toBeVisible();
  const code = (await slip.locator('td').last().textContent()) ?? '';
  expect(code).toMatch(/^[0-9A-Z]{4}(-[0-9A-Z]{4}){3}$/);
  await aid.read('one-time code');
  await slip.getByRole('button', { name: '已交给本人' }).click();
  const waiting = page.getByRole('table', { name: '待确认的账户变更' });
  await expect(waiting.getByText('为 陈静（登录名 chen.jing）新建账户')).toBeVisible();

  await desk.lock();
  await gate.signIn('chen.jing', code);
  await expect(gate.refusal.filter({ hasText: '登录名或密码不正确' })).toBeVisible();
  await expect(gate.password()).toHaveValue('');
  await gate.signIn('supervisor', PASSWORD);
  await gate.isIn();
  await page.getByRole('link', { name: /项账户变更待您确认/ }).click();
  await aid.read('accounts to confirm');
  await page.getByRole('checkbox', { name: '选择 陈静' }).check();
  await page.getByRole('button', { name: '确认所选 1 项' }).click();
  await gate.password().fill(PASSWORD);
  await page.getByRole('dialog').getByRole('button', { name: '确认', exact: true }).click();
  await expect(desk.notice('已确认 1 项账户变更')).toBeVisible();
  await expect(page.getByText('没有等您确认的账户变更。')).toBeVisible();

  await desk.lock();
  await gate.signIn('chen.jing', code);
  await expect(page.getByLabel(/^新密码/)).toBeVisible();
  await aid.read('activation');
  await gate.choosePassword('four plain words here');
  const told = page.getByRole('status').filter({ hasText: '您的账户有变更' });
  await expect(told).toContainText('新建账户');
  await expect(told).toContainText('确认');
  await told.getByRole('button', { name: '知道了' }).click();
  await expect(told).toBeHidden();
  await desk.lock();
  await gate.signIn('chen.jing', 'four plain words here');
  await gate.isIn();
  await expect(page.getByText('您的账户有变更')).toBeHidden();
});
