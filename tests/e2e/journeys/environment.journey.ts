import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { addDays, dayIn, DEFAULT_ZONE } from '../../../db/domain/dates.ts';
import { halfYearOf, partsOf } from '../../../db/domain/half-year.ts';
import { Desk } from '../pages/desk.ts';
import { openTrial } from '../pages/vault-of.ts';
import { expect, test } from '../support/test.ts';

const TODAY = dayIn(DEFAULT_ZONE, Date.now());
const YESTERDAY = addDays(TODAY, -1);
const READINGS = [
  '日期时间,温度,湿度',
  `${YESTERDAY} 08:00,18.5,55.1`,
  `${YESTERDAY} 09:00,18.7,54.8`,
  `${YESTERDAY} 10:00,31.0,54.6`,
  `${YESTERDAY} 11:00,18.9,54.9`,
];

function halfOf(day: string): string {
  const { year, half } = partsOf(halfYearOf(day));
  return `${year} ${half === 1 ? '上' : '下'}半年`;
}

test('a room’s climate is entered by hand and from a logger, and an entry is taken back', async ({
  app,
  folder,
  aid,
}) => {
  test.setTimeout(240_000);
  const { page } = app;
  const desk = new Desk(page);
  await openTrial(app, folder, 'archivist', { ledger: true });
  await desk.goTo('库房环境');
  const dialog = page.getByRole('dialog');
  const enter = (name: string) => dialog.getByRole('button', { name, exact: true }).click();

  await page.getByRole('button', { name: '登记温湿度…' }).click();
  await dialog.getByLabel(/^温度/).fill('35');
  await expect(dialog.getByText(/^超出应有范围 /)).toBeVisible();
  await dialog.getByLabel(/^湿度/).fill('52');
  await aid.read('reading');
  await enter('登记');
  await expect(desk.notice('已登记温湿度')).toBeVisible();

  await page.getByRole('button', { name: '登记查看…' }).click();
  await aid.read('look at a room');
  await enter('登记');
  await expect(desk.notice('已登记查看')).toBeVisible();

  const file = join(folder, '记录仪.csv');
  writeFileSync(file, READINGS.join('\n'));
  await page.getByRole('button', { name: '导入记录仪文件…' }).click();
  await app.answerDialog([file]);
  await enter('选择文件…');
  await expect(dialog.getByText(/^读出 4 条读数/)).toBeVisible();
  await aid.read('file of a logger');
  await enter('导入 4 条读数');
  await expect(desk.notice('已导入 4 条读数')).toBeVisible();

  const entries = page.getByRole('table', { name: '登记记录' });
  await page.getByRole('button', { name: halfOf(YESTERDAY) }).click();
  await expect(entries.getByRole('row', { name: /记录仪文件，4 条读数/ })).toBeVisible();
  await aid.read('room');
  await page.getByRole('button', { name: halfOf(TODAY) }).click();
  await entries
    .getByRole('row', { name: /人工读数/ })
    .getByRole('button', { name: '撤回' })
    .click();
  await dialog.getByRole('button', { name: '录入有误' }).click();
  await aid.read('entry to take back');
  await enter('撤回');
  await expect(entries.getByRole('row', { name: /人工读数/ })).toContainText('已撤回：录入有误');
});
