import { openTrial } from '../pages/vault-of.ts';
import { Desk } from '../pages/desk.ts';
import { GatePage } from '../pages/gate.ts';
import { expect, test } from '../support/test.ts';
import { PASSWORD } from '../support/trial.ts';

test('a report is kept, submitted, returned, mended and becomes an archive', async ({ app, folder, aid }) => {
  const { page } = app;
  const desk = new Desk(page);
  const button = (name: string) => page.getByRole('button', { name, exact: true });
  const inDialog = (name: string) => page.getByRole('dialog').getByRole('button', { name, exact: true });
  /** The list of all, from the inbox. */
  const goToAll = async () => {
    await desk.goTo('申请');
    await button('全部申请').click();
    await page.getByRole('menuitem', { name: '全部建档申请' }).click();
  };
  const signInAs = async (login: string) => {
    await desk.lock();
    await new GatePage(page).signIn(login, PASSWORD);
    await goToAll();
  };
  /** Its notice may still be there from the time before. */
  const submitted = async () => {
    await expect(page.getByRole('tab', { name: '待受理 1', selected: true })).toBeVisible();
    await expect(desk.notice('已提交，等待受理')).toBeVisible();
  };
  await openTrial(app, folder, 'developer');
  await goToAll();
  await expect(page.getByText('没有待受理的申请')).toBeVisible();
  await page.getByRole('link', { name: '填写建档申请' }).click();
  await page.getByLabel(/^名称/).fill('顺德区建业五金厂');
  await page
    .getByLabel(/首次接触/)
    .first()
    .fill('2025-01-05');
  await button('存为草稿').click();
  await expect(desk.notice('已存为草稿')).toBeVisible();
  await expect(page.getByRole('tab', { name: '我的申请 1', selected: true })).toBeVisible();
  await goToAll();
  await page.getByRole('tab', { name: '草稿 1' }).click();
  await page.getByRole('row', { name: /顺德区建业五金厂/ }).click();
  await expect(page.getByRole('heading', { name: '修改建档申请' })).toBeVisible();
  await button('提交').click();
  await submitted();
  await page.getByRole('row', { name: /顺德区建业五金厂/ }).click();
  await button('撤回').click();
  await inDialog('撤回').click();
  await expect(desk.notice(/^已撤回/)).toBeVisible();
  await page.getByRole('tab', { name: '已撤回 1' }).click();
  await page.getByRole('row', { name: /顺德区建业五金厂/ }).click();
  await button('重新提交').click();
  await submitted();

  await signInAs('archivist');
  await page.getByRole('row', { name: /顺德区建业五金厂/ }).click();
  await button('退回').click();
  await page.getByRole('combobox', { name: /退回原因/ }).click();
  await page.getByRole('option', { name: '资料不全' }).click();
  await page.getByLabel(/补充说明/).fill('缺少详细地址');
  await aid.read('a filing to return');
  await inDialog('退回').click();
  await expect(desk.notice(/^已退回给/)).toBeVisible();

  await signInAs('developer');
  await page.getByRole('tab', { name: '已退回 1' }).click();
  await page.getByRole('row', { name: /顺德区建业五金厂/ }).click();
  await expect(page.getByText(/退回。资料不全：缺少详细地址$/)).toBeVisible();
  await aid.read('a returned filing');
  await page.getByLabel(/详细地址/).fill('大良街道 8 号');
  await button('重新提交').click();
  await submitted();

  await signInAs('archivist');
  await page.getByRole('row', { name: /顺德区建业五金厂/ }).click();
  await aid.read('a filing to accept');
  await button('受理建档').click();
  await inDialog('受理建档').click();
  await expect(page.getByRole('article', { name: '顺德区建业五金厂' })).toContainText('大良街道 8 号');
  await goToAll();
  await page.getByRole('tab', { name: '已受理 1' }).click();
  await page.getByRole('row', { name: /顺德区建业五金厂/ }).click();
  await expect(page.getByText('已受理，档案已建立。')).toBeVisible();
});
