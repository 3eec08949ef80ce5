import { statSync } from 'node:fs';
import { join } from 'node:path';
import { openTrial } from '../pages/vault-of.ts';
import { Desk } from '../pages/desk.ts';
import { ImportPage } from '../pages/import-page.ts';
import { expect, test } from '../support/test.ts';
import { FIXTURES, LEDGER } from '../support/trial.ts';

test('importing the same ledger again adds nothing', async ({ app, folder }) => {
  await openTrial(app, folder, 'archivist');
  const desk = new Desk(app.page);
  const ledger = new ImportPage(app.page);
  await desk.goTo('导入');
  await app.answerDialog([LEDGER]);
  await ledger.choose();
  await ledger.preview();
  await ledger.apply.click();
  await expect(desk.notice(/已导入/)).toBeVisible();

  await app.page.getByRole('button', { name: '再导入一个文件' }).click();
  await app.answerDialog([LEDGER]);
  await ledger.choose();
  await ledger.preview();
  expect(await ledger.count('新建')).toBe(0);
  expect(await ledger.count('跳过')).toBeGreaterThan(1500);
});

test('duplicates are decided one by one or all alike, and the figures follow', async ({
  app,
  folder,
  aid,
}) => {
  await openTrial(app, folder, 'archivist');
  const ledger = new ImportPage(app.page);
  await new Desk(app.page).goTo('导入');
  await app.answerDialog([LEDGER]);
  await ledger.choose();
  await ledger.preview();
  await app.page.getByRole('tab', { name: /重复/ }).click();
  await aid.read('import: duplicates');
  const merged = await ledger.count('新建');
  await ledger.decideAll('另建档案');
  await expect.poll(() => ledger.count('新建')).toBe(await ledger.total());
  await ledger.decideAll('恢复建议');
  await expect.poll(() => ledger.count('新建')).toBe(merged);
});

test('rows that are refused say why and can be saved to be mended', async ({ app, folder, aid }) => {
  await openTrial(app, folder, 'archivist');
  const desk = new Desk(app.page);
  const ledger = new ImportPage(app.page);
  await desk.goTo('导入');
  await app.answerDialog([join(FIXTURES, 'bad', 'hostile-cells.csv')]);
  await ledger.choose();
  await ledger.chooseCategory('供应商');
  await ledger.preview();
  const refused = await ledger.count('拒绝');
  expect(refused).toBeGreaterThan(0);
  await ledger.apply.click();
  await expect(desk.notice(/已导入/)).toBeVisible();

  await aid.read('import: refused rows');
  const saved = join(folder, '未导入的行.xlsx');
  await app.answerDialog([saved]);
  await app.page.getByRole('button', { name: '保存被拒的行' }).click();
  await expect(desk.notice(new RegExp(`^${refused} 行已存入`))).toBeVisible();
  expect(statSync(saved).size).toBeGreaterThan(1000);
  await app.page.getByRole('button', { name: '打开', exact: true }).click();
  expect(await app.opened()).toBe(saved);
});

test('a file that is no ledger is refused in words, and nothing else happens', async ({ app, folder }) => {
  await openTrial(app, folder, 'archivist');
  await new Desk(app.page).goTo('导入');
  for (const [file, words] of [
    ['not-a-workbook.xlsx', /不是 Excel 工作簿/],
    ['truncated.xlsx', /工作簿不完整/],
    ['empty.csv', /文件是空的/],
  ] as const)
    await test.step(file, async () => {
      await app.answerDialog([join(FIXTURES, 'bad', file)]);
      await new ImportPage(app.page).choose();
      await expect(app.page.getByRole('alert')).toHaveText(words);
      await expect(app.page.getByRole('button', { name: '选择文件' })).toBeEnabled();
    });
});

test('a word that is in no list is given its meaning, and a heading is taken in', async ({
  app,
  folder,
  aid,
}) => {
  await openTrial(app, folder, 'archivist');
  const ledger = new ImportPage(app.page);
  await new Desk(app.page).goTo('导入');
  await app.answerDialog([join(FIXTURES, 'field', 'g01-grade-abcd.xlsx')]);
  await ledger.choose();
  await ledger.preview();
  await app.page.getByRole('tab', { name: '不认识的词（4）' }).click();
  await aid.read('import: words');
  await app.page.getByRole('row', { name: /^等级/ }).first().getByRole('combobox').click();
  await app.page.getByRole('option', { name: '铂金' }).click();
  await app.page.getByRole('button', { name: '按所选重新预览' }).click();
  await expect(app.page.getByRole('tab', { name: '提示（3）' })).toBeVisible();

  const back = app.page.getByRole('button', { name: '返回' });
  await back.click();
  await back.click();
  await app.answerDialog([join(FIXTURES, 'field', 'm03b-section-lines-in-name.xlsx')]);
  await ledger.choose();
  await ledger.preview();
  expect(await ledger.count('新建')).toBe(5);
  await app.page
    .getByRole('row', { name: /重点客户/ })
    .getByRole('button', { name: '当作客户导入' })
    .click();
  await expect.poll(() => ledger.count('新建')).toBe(6);
});
