import { InspectionPage } from '../pages/inspection-page.ts';
import { openTrial } from '../pages/vault-of.ts';
import { expect, test } from '../support/test.ts';

test('a level is scanned, a finding noted by keys, the rest confirmed; signing names what is open', async ({
  app,
  folder,
  aid,
}) => {
  const { page } = app;
  await openTrial(app, folder, 'archivist', { ledger: true });
  const desk = await InspectionPage.open(app);
  const [first, second, third] = await desk.standAt('A', 1);
  const [other] = await desk.linesOf('A', 2);
  if (!first || !second || !third || !other) throw new Error('the ledger has fewer archives');

  // Scanned, scanned again, worse by a key pressed twice.
  await desk.scan(first.id);
  await expect(desk.answer).toContainText(first.name);
  await expect(desk.line(first.archiveNo)).toContainText('在位');
  await desk.scan(first.id);
  await expect(desk.answer).toContainText(/已检 \d\d:\d\d archivist/);
  await page.keyboard.press('3');
  await page.keyboard.press('3');
  await expect(desk.answer).toContainText('已更正：在位（第 2 次登记）');
  await expect(desk.line(first.archiveNo)).toContainText('1 项问题');
  expect(await desk.entryOf(first.id)).toMatchObject({
    no: 2,
    sheet: { findings: [{ kind: 'mouldy', degree: 'moderate' }] },
  });
  await page.keyboard.press('z');
  await expect(desk.answer).toContainText('已撤回上次改动');
  expect(await desk.entryOf(first.id)).toMatchObject({ no: 3, sheet: { findings: [] } });

  // A scan while somebody writes a note goes to no field, and what was written before it is kept.
  await desk.scan(second.id);
  await expect(desk.answer).toContainText(second.name);
  await page.keyboard.press('n');
  await page.keyboard.type('封面松脱');
  await desk.scan(third.id);
  await expect(desk.answer).toContainText(third.name);
  await expect(page.getByLabel('备注')).toHaveValue('');
  expect(await desk.entryOf(second.id)).toMatchObject({ no: 2, sheet: { note: '封面松脱' } });

  await aid.read('desk of an inspection');

  // Another level's folder.
  await desk.scan(other.id);
  await expect(desk.answer).toContainText(`不在这一层：${other.name}`);
  await desk.answer.getByRole('button', { name: '放回原位' }).click();
  await expect(desk.answer).toContainText('已放回');

  // Somebody else notes the archive in hand meanwhile.
  await desk.scan(third.id);
  await expect(page.getByRole('article', { name: third.name })).toBeVisible();
  const { sheet } = await desk.entryOf(third.id);
  const missing = { ...sheet, outcome: 'missing' };
  // Lent to somebody who is not named yet: it rests on the sheet, whenever the window hears of the other.
  await page.keyboard.press('s');
  await expect(page.getByLabel('借阅人')).toBeVisible();
  await desk.ask('inspections.note', { id: third.id, no: 1, sheet: missing }, 'mutation');
  await expect(page.getByText(/刚登记为：缺失/)).toBeVisible();
  await aid.read('two noted the same');
  await page.getByRole('button', { name: '保留对方的' }).click();
  expect(await desk.entryOf(third.id)).toMatchObject({ no: 2, sheet: { outcome: 'missing' } });

  // The rest of the level in one act, once the sample is scanned.
  await page.getByRole('button', { name: '整层确认…' }).click();
  const dialog = page.getByRole('dialog', { name: '整层确认：A-1' });
  await expect(dialog.getByRole('button', { name: /还要抽查 \d+ 卷/ })).toBeDisabled();
  for (const { id } of await sampleOf(desk)) await desk.scan(id);
  const confirm = dialog.getByRole('button', { name: /确认 \d+ 卷在位/ });
  await expect(confirm).toBeEnabled();
  await aid.read('a level to confirm');
  await confirm.click();
  await expect(desk.answer).toContainText(/整层确认 \d+ 卷在位/);

  await page.getByRole('button', { name: '签字…', exact: true }).click();
  const refused = page.getByRole('dialog', { name: '还不能签字' });
  await expect(refused).toContainText(/还有 [\d,]+ 卷没有检查结果/);
  const [open] = await desk.linesOf('A', 3);
  await expect(refused.getByText(open?.archiveNo ?? '')).toBeVisible();
  await aid.read('not signed yet');
  await refused.getByRole('button', { name: '去检查这些案卷' }).click();
  await expect(page.getByRole('heading', { name: '未检' })).toBeVisible();
});

async function sampleOf(desk: InspectionPage): Promise<ReadonlyArray<{ id: number }>> {
  const level = { room: null, cabinet: 'A', level: 1 };
  const plan = (await desk.ask('inspections.planLevel', { level })) as { toScan: Array<{ id: number }> };
  return plan.toScan;
}
