import { openTrial } from '../pages/vault-of.ts';
import { Desk } from '../pages/desk.ts';
import { GatePage } from '../pages/gate.ts';
import { expect, test } from '../support/test.ts';
import { callVault, PASSWORD } from '../support/trial.ts';

test('a report is compiled, reviewed twice, handed out in three copies, and a paper checked', async ({
  app,
  folder,
}) => {
  const { page } = app;
  await page.setViewportSize({ width: 1280, height: 800 });
  const desk = new Desk(page);
  const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true });
  const inDialog = (name: string) => page.getByRole('dialog').getByRole('button', { name, exact: true });
  const report = page.getByRole('article', { name: '客户信息统计表' });
  const openReport = async (login: string) => {
    await desk.lock();
    const gate = new GatePage(page);
    await gate.signIn(login, PASSWORD);
    await gate.isIn();
    await desk.goTo('报表');
    await page.getByRole('tab', { name: '报表登记' }).click();
    await page.getByRole('gridcell', { name: '客户信息统计表' }).dblclick();
    await expect(report).toBeVisible();
  };
  const sign = async (name: string) => {
    await button(name).click();
    await page.getByLabel(/本人密码/).fill(PASSWORD);
    await inDialog(name).click();
  };

  await openTrial(app, folder, 'archivist', { ledger: true });
  await desk.goTo('报表');
  await button('编制…').click();
  await inDialog('编制').click();
  await expect(report).toContainText('待交审');
  await button('核对并交审').click();
  await inDialog('核对并交审').click();
  await expect(report).toContainText('待主管审查');
  await expect(button('审查通过')).toHaveCount(0);

  await openReport('supervisor');
  await page
    .getByRole('button', { name: /，写审查意见$/ })
    .first()
    .click();
  await page.getByLabel(/^意见/).fill('已与台账核对');
  await inDialog('写入').click();
  await expect(report.getByRole('img', { name: '有 1 条审查意见' })).toBeVisible();
  await sign('审查通过');
  await expect(report).toContainText('待经理审查');

  await openReport('service_manager');
  await sign('审查并报发');
  await expect(report).toContainText('已报发');
  await button('核对').click();
  await expect(page.getByText('一致：', { exact: false })).toBeVisible();
  await inDialog('关闭').click();

  await openReport('archivist');
  await button('登记份数…').click();
  await page.getByLabel(/^领取人/).fill('王芳 销售部\n李明 财务部\n陈静');
  await inDialog('登记').click();
  const row = (no: number) => page.getByRole('row', { name: new RegExp(`第 ${no} 份`) });
  await expect(row(3)).toContainText('待领取');
  await row(2).getByRole('button', { name: '领取', exact: true }).click();
  await expect(row(2)).toContainText('已领取');
  await row(2).getByRole('button', { name: '收回', exact: true }).click();
  await expect(row(2)).toContainText('已收回');
  await expect(row(2).getByRole('button')).toHaveCount(0);
  const copies = await callVault(app, 'query', 'reportCopies.list', { id: 1 });
  const [first] = copies as Array<{ code: string }>;

  await desk.findAnywhere('查验报表', '查验报表');
  await page.getByLabel(/36 位数字/).fill(first?.code ?? '');
  await inDialog('查验').click();
  const found = page.getByRole('dialog').getByRole('alert');
  await expect(found).toContainText('数字与档案库一致');
  await expect(found).toContainText('王芳');
});
