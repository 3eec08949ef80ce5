import { openTrial } from '../pages/vault-of.ts';
import { Desk } from '../pages/desk.ts';
import { GatePage } from '../pages/gate.ts';
import { expect, test } from '../support/test.ts';
import { PASSWORD } from '../support/trial.ts';

test('what waits is looked through, returned and accepted without a mouse', async ({ app, folder, aid }) => {
  const { page } = app;
  await page.setViewportSize({ width: 1280, height: 800 });
  const desk = new Desk(page);
  const press = (...keys: string[]) =>
    keys.reduce((last, key) => last.then(() => page.keyboard.press(key)), Promise.resolve());
  const line = (name: string) => page.getByRole('option', { name: new RegExp(name) });
  const title = (name: string) => page.getByRole('heading', { name, exact: true });
  const signInAs = async (login: string) => {
    await desk.lock();
    const gate = new GatePage(page);
    await gate.signIn(login, PASSWORD);
    await gate.isIn();
    await desk.goTo('申请');
  };
  await openTrial(app, folder, 'developer');
  await desk.goTo('申请');
  await expect(page.getByText('没有等您办理的申请')).toBeVisible();
  for (const name of ['顺德区建业五金厂', '大良东华印刷厂']) {
    await page.getByRole('button', { name: '提出申请' }).click();
    await page.getByRole('menuitem', { name: '填写建档申请' }).click();
    await page.getByLabel(/^名称/).fill(name);
    await page.getByRole('button', { name: '提交', exact: true }).click();
    await expect(line(name)).toContainText('待受理');
  }
  await expect(page.getByRole('tab', { name: '我的申请 2', selected: true })).toBeVisible();

  await signInAs('archivist');
  await expect(page.getByRole('tab', { name: '待我办理 2', selected: true })).toBeVisible();
  await expect(line('顺德区建业五金厂')).toBeFocused();
  await press('Enter');
  await expect(title('顺德区建业五金厂')).toBeVisible();
  await aid.read('inbox');
  // The list keeps its place while the case changes.
  await press('ArrowDown', 'Enter');
  await expect(title('大良东华印刷厂')).toBeVisible();
  await expect(line('大良东华印刷厂')).toBeFocused();
  await expect(page.getByRole('region', { name: '此人以往的申请' })).toContainText('顺德区建业五金厂');
  await press('r');
  await expect(page.getByRole('combobox', { name: /退回原因/ })).toBeFocused();
  await press('ArrowDown');
  await page.getByRole('option', { name: '资料不全' }).press('Enter');
  await page.getByLabel(/补充说明/).fill('缺少详细地址');
  await aid.read('case to return');
  await page.getByRole('dialog').getByRole('button', { name: '退回', exact: true }).press('Enter');
  await expect(desk.notice(/^已退回给/)).toBeVisible();
  await expect(page.getByRole('option')).toHaveCount(1);
  await expect(line('顺德区建业五金厂')).toBeFocused();
  await press('Enter');
  await expect(title('顺德区建业五金厂')).toBeVisible();
  await press('a');
  await expect(title('受理建档申请')).toBeVisible();
  await page.getByRole('button', { name: '受理建档', exact: true }).press('Enter');
  await page.getByRole('dialog').getByRole('button', { name: '受理建档', exact: true }).press('Enter');
  await expect(page.getByRole('article', { name: '顺德区建业五金厂' })).toBeVisible();
  await desk.goTo('申请');
  await expect(page.getByText('没有等您办理的申请')).toBeVisible();
  await page.getByRole('tab', { name: '已办理 2' }).click();
  await expect(line('大良东华印刷厂')).toContainText('已退回');

  await signInAs('developer');
  await expect(line('大良东华印刷厂')).toBeFocused();
  await press('Enter');
  await expect(page.getByRole('region', { name: '提交后的经过' })).toContainText('资料不全：缺少详细地址');
});
