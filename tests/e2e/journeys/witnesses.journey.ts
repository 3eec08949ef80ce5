import { copyFileSync, rmSync } from 'node:fs';
import { Desk } from '../pages/desk.ts';
import { GatePage } from '../pages/gate.ts';
import { expect, test } from '../support/test.ts';
import { createRealVault, PASSWORD } from '../support/trial.ts';

test('an older copy put back is not opened, but by two people, which everybody reads until an auditor has looked', async ({
  app,
  folder,
  aid,
}) => {
  const { page } = app;
  const gate = new GatePage(page);
  const vault = await createRealVault(folder);
  for (const end of ['', '.keys']) copyFileSync(vault + end, `${vault}${end}.older`);
  await app.answerDialog([vault]);
  await page.getByRole('button', { name: /^打开(其他|档案库)文件…$/ }).click();
  for (const login of ['archivist', 'supervisor']) {
    await gate.signIn(login, PASSWORD);
    await gate.isIn();
    await new Desk(page).lock();
  }
  for (const end of ['', '.keys']) copyFileSync(`${vault}${end}.older`, vault + end);
  for (const end of ['-wal', '-shm', '.keys.bak']) rmSync(vault + end, { force: true });

  await gate.signIn('archivist', PASSWORD);
  await expect(page.getByText(/比本机上次见到的少 \d+ 条记录/)).toBeVisible();
  await aid.read('differs from what was seen');
  await page.getByRole('button', { name: '不打开，返回' }).click();
  await gate.signIn('supervisor', PASSWORD);
  await aid.read('opened by two');
  await page.getByLabel(/^第二人的登录名/).fill('archivist');
  await gate.password().fill(PASSWORD);
  await page.getByRole('button', { name: '仍然打开' }).click();
  await expect(gate.refusal.filter({ hasText: '不符合要求' })).toBeVisible();
  await page.getByLabel(/^第二人的登录名/).fill('system_admin');
  await gate.password().fill(PASSWORD);
  await page.getByRole('button', { name: '仍然打开' }).click();
  await gate.isIn();
  const word = page.getByRole('status').filter({ hasText: '林主管与系统员打开了' });
  await expect(word).toBeVisible();
  await aid.read('opened although it differs');
  await page.getByRole('button', { name: '打印确认单…' }).click();
  await expect(page.getByText('打印预览：档案库差异确认单')).toBeVisible();
  await page.getByRole('button', { name: '关闭预览' }).click();

  await new Desk(page).lock();
  await gate.signIn('auditor', PASSWORD);
  await gate.isIn();
  await word.getByRole('button', { name: '已查看…' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '已查看…' }).click();
  await expect(word).toBeHidden();
  await new Desk(page).goTo('审计');
  await page.getByRole('button', { name: '校验档案库' }).click();
  const verified = page.getByRole('status').filter({ hasText: '链首' });
  await expect(verified).toContainText('完好，有 1 项需留意', { timeout: 60_000 });
});
