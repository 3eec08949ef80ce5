import { openTrial } from '../pages/vault-of.ts';
import { Desk } from '../pages/desk.ts';
import { GatePage } from '../pages/gate.ts';
import { expect, test } from '../support/test.ts';
import { PASSWORD } from '../support/trial.ts';

test('a monthly report is asked for, reviewed and approved without a mouse, and stands with its next date', async ({
  app,
  folder,
  aid,
}) => {
  const { page } = app;
  await page.setViewportSize({ width: 1280, height: 800 });
  const desk = new Desk(page);
  const line = page.getByRole('option', { name: /客户信息统计表.每月/ });
  const signInAs = async (login: string) => {
    await desk.lock();
    const gate = new GatePage(page);
    await gate.signIn(login, PASSWORD);
    await gate.isIn();
    await desk.goTo('申请');
  };
  /** Two keys and the password: A, what it is signed with, Enter. */
  const sign = async () => {
    await expect(line).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { name: '客户信息统计表', exact: true })).toBeVisible();
    await expect(line).toContainText('已查看');
    await page.keyboard.press('a');
    await expect(page.getByRole('dialog').getByLabel(/本人密码/)).toBeFocused();
    await page.keyboard.type(PASSWORD);
    await page.keyboard.press('Enter');
  };
  await openTrial(app, folder, 'requester');
  await desk.findAnywhere('申请统计报表', '申请统计报表');
  await page.getByRole('button', { name: '每月', exact: true }).click();
  await page.getByLabel(/^使用部门/).fill('销售部');
  await page.getByLabel(/^用途/).fill('每月销售例会，核对各省客户数和年合同额');
  await expect(page.getByText(/起，共编制 \d+ 份/)).toBeVisible();
  await aid.read('request of a report');
  await page.getByRole('button', { name: '提交', exact: true }).click();
  await expect(desk.notice('已提交，等待经理审查')).toBeVisible();
  await expect(line).toContainText('待审查');

  await signInAs('service_manager');
  await sign();
  await expect(desk.notice('已审查 1 份')).toBeVisible();

  await signInAs('general_manager');
  await sign();
  await expect(desk.notice('已批准 1 份')).toBeVisible();

  await signInAs('requester');
  await page.getByRole('tab', { name: /我的申请/ }).click();
  await expect(line).toContainText('已批准');
  await line.click();
  await aid.read('case');
  await expect(page.getByText(/^已批准。下一期是\d+年\d+月，\d{4}-\d\d-\d\d 结束后编制/)).toBeVisible();
});
