import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CustomerForm } from '../pages/customer-form.ts';
import { CustomerPage } from '../pages/customer-page.ts';
import { CustomersPage } from '../pages/customers-page.ts';
import { Desk } from '../pages/desk.ts';
import { GatePage } from '../pages/gate.ts';
import { ImportPage } from '../pages/import-page.ts';
import { expect, test } from '../support/test.ts';
import { vaultPlace, COMPANY, createTrialVault, LEDGER, PASSWORD } from '../support/trial.ts';

const PEOPLE = [
  { login: 'wangfang', name: '王芳' },
  { login: 'liqiang', name: '李强' },
  { login: 'chenjing', name: '陈静' },
  { login: 'huangwei', name: '黄伟' },
];

test('from the department’s workbook to a printed archive card', async ({ app, folder }) => {
  test.setTimeout(240_000);
  const { page } = app;
  const gate = new GatePage(page);
  const place = vaultPlace(folder);
  const invited = await gate.create({
    company: COMPANY,
    password: PASSWORD,
    people: PEOPLE,
    onChoosePlace: () => app.answerDialog([place]),
  });
  expect(invited.map(({ login }) => login)).toEqual(PEOPLE.map(({ login }) => login));
  await gate.enter();

  const desk = new Desk(page);
  await desk.lock();
  await gate.activate('wangfang', invited[0]?.code ?? '', '五金 台账 归档 上架 索引');

  const ledger = new ImportPage(page);
  await desk.goTo('导入');
  await app.answerDialog([LEDGER]);
  await ledger.choose();
  await ledger.preview();
  expect(await ledger.count('新建')).toBeGreaterThan(1800);
  expect(await ledger.count('拒绝')).toBe(0);
  await ledger.apply.click();
  await expect(desk.notice(/已导入/)).toBeVisible();
  await ledger.openList();

  const list = new CustomersPage(page);
  await list.search('金');
  await expect(list.rows.first().locator('mark').first()).toHaveText('金');
  await list.search('fs');
  await expect(list.rows.first().locator('mark').first()).toHaveText('佛山');
  await list.search('7890');
  await expect(list.rows.first().locator('[data-field=matched] mark')).toHaveText('7890');
  const name = (await list.rows.first().locator('[data-field=name] span').first().textContent()) ?? '';
  await list.rows.first().locator('[data-field=name]').click();

  const customer = new CustomerPage(page, name);
  await customer.tab(/^联系人/);
  await expect(customer.article).toContainText('7890');
  await customer.edit();
  const form = new CustomerForm(page);
  await form.fill('详细地址', '桂城街道简平路 1 号');
  await form.save();
  await expect(desk.notice('已保存')).toBeVisible();
  await customer.tab(/^基本情况/);
  await expect(customer.article).toContainText('桂城街道简平路 1 号');

  await customer.openCard();
  const preview = page.getByRole('dialog', { name: /打印预览/ });
  await expect(preview.getByText(/第 1 页，共/)).toBeVisible();
  const pdf = join(folder, 'card.pdf');
  await app.answerDialog([pdf]);
  await preview.getByRole('button', { name: '存为 PDF' }).click();
  await expect(desk.notice(/PDF 已保存/)).toBeVisible();
  expect(readFileSync(pdf).subarray(0, 5).toString()).toBe('%PDF-');
  await preview.getByRole('button', { name: '打印', exact: true }).click();
  expect((await app.printed()).subarray(0, 5).toString()).toBe('%PDF-');
});

test('an archive is reached from anywhere by Ctrl+K', async ({ app, folder }) => {
  const gate = new GatePage(app.page);
  await app.answerDialog([await createTrialVault(folder)]);
  await app.page.getByRole('button', { name: /^打开(其他|档案库)文件…$/ }).click();
  await gate.signIn('archivist', PASSWORD);
  await gate.isIn();
  const desk = new Desk(app.page);
  await desk.goTo('档案');
  await new CustomersPage(app.page).create();
  const form = new CustomerForm(app.page);
  await form.fill('名称', '佛山市顺德区建业五金厂');
  await form.save();
  await expect(new CustomerPage(app.page, '佛山市顺德区建业五金厂').article).toBeVisible();
  await desk.goTo('工作台');
  await desk.findAnywhere('fssd', '建业五金厂');
  await expect(new CustomerPage(app.page, '佛山市顺德区建业五金厂').article).toBeVisible();
});
