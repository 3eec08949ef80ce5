import { Desk } from '../pages/desk.ts';
import { GatePage } from '../pages/gate.ts';
import { expect, test } from '../support/test.ts';
import { createTrialVault, PASSWORD } from '../support/trial.ts';
import { openRepairsIn } from '../support/with-repairs.ts';

test('what was found is planned, repaired, taken back, repaired again and printed', async ({
  app,
  folder,
  aid,
}) => {
  const { page } = app;
  // Wide enough for the list beside what is open.
  await page.setViewportSize({ width: 1280, height: 800 });
  const vault = await createTrialVault(folder, { ledger: true });
  openRepairsIn(vault, 12);
  await app.answerDialog([vault]);
  await page.getByRole('button', { name: /^打开(其他|档案库)文件…$/ }).click();
  const gate = new GatePage(page);
  await gate.signIn('archivist', PASSWORD);
  await gate.isIn();
  const desk = new Desk(page);
  const inDialog = (name: string) => page.getByRole('dialog').getByRole('button', { name, exact: true });

  await expect(page.getByRole('link', { name: /12 张修复单未完成/ })).toBeVisible();
  await desk.goTo('修复');
  await expect(page.getByRole('tab', { name: '未完成 12', selected: true })).toBeVisible();
  await page.getByRole('checkbox', { name: /霉变/ }).check();
  await expect(page.getByText('共 2 条')).toBeVisible();
  await page.getByRole('row', { name: /霉变/ }).first().click();
  await expect(page.getByRole('heading', { name: /^霉变 ·/ })).toBeVisible();

  await aid.read('repair');
  await page.getByRole('button', { name: '安排修复' }).click();
  await page.getByRole('combobox', { name: /修复方法/ }).click();
  await page.getByRole('option', { name: '除霉' }).click();
  await page.getByRole('combobox', { name: /责任人/ }).fill('某装裱店');
  await page.getByLabel(/期限/).last().fill('2199-12-31');
  await inDialog('安排修复').click();
  await expect(desk.notice('已安排修复')).toBeVisible();
  await expect(page.getByText(/除霉、由某装裱店办理、期限 2199-12-31/)).toBeVisible();

  await page.getByRole('button', { name: '登记完成' }).click();
  await page.getByLabel(/修复结果/).fill('已除霉，晾干后归架');
  await inDialog('登记完成').click();
  await expect(page.getByText('已登记完成')).toBeVisible();
  await page.getByRole('button', { name: '撤销', exact: true }).click();
  await expect(page.getByText('撤销刚才的登记')).toBeVisible();

  await page.getByRole('button', { name: '作废', exact: true }).click();
  await page.getByRole('button', { name: '复查没有这个问题' }).click();
  await inDialog('作废').click();
  await expect(page.getByRole('tab', { name: '已作废 1' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('heading', { name: /^霉变 ·/ })).toBeHidden();
  await page.getByRole('button', { name: '打印修复登记表' }).click();
  await expect(page.getByText(/第 1 页，共 \d 页/).first()).toBeVisible();
});
