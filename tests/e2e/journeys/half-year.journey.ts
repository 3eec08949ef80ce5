import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright';
import { Desk } from '../pages/desk.ts';
import { GatePage } from '../pages/gate.ts';
import { InspectionPage } from '../pages/inspection-page.ts';
import type { App } from '../support/app.ts';
import { textsOf } from '../support/pdf-text.ts';
import { expect, test } from '../support/test.ts';
import { callVault, createTrialVault, PASSWORD } from '../support/trial.ts';
import { aCustomer } from '../../support/factories.ts';

const NOTE = 'spots 3';
const CHANGE_BYTE = join(import.meta.dirname, '..', 'support', 'change-byte.ts');

test('a half-year from its opening to its record on paper, which tells of one byte changed since', async ({
  app,
  folder,
  aid,
}) => {
  test.setTimeout(480_000);
  const { page } = app;
  const desk = new Desk(page);
  const vault = await createTrialVault(folder);
  await openVault(app, vault);

  // Its day has come, of an archive that has something in it: nobody opens it.
  await signIn(page, 'system_admin');
  await desk.goTo('设置');
  await page.getByLabel('上半年检查开始日').fill('01-01');
  await page.getByLabel('下半年检查开始日').fill('07-01');
  await page.getByRole('button', { name: '保存', exact: true }).click();
  await expect(desk.notice('已保存')).toBeVisible();
  await signInNext(desk, 'archivist');
  for (let position = 1; position <= 12; position += 1) await fileAt(app, 'A', position);
  const lost = await fileAt(app, 'B', 1);
  await fileAt(app, 'B', 2);
  const inspection = await InspectionPage.open(app);
  const steps = page.getByRole('region', { name: '签字' });
  await expect(steps.getByRole('listitem').first()).toContainText('自动开始');
  await expect(steps.getByRole('listitem').first()).toContainText('程序');

  // A whole level once its sample is scanned, a finding among it, and what stands there and belongs elsewhere.
  const onLevel = await inspection.standAt('A', 1);
  await inspection.scan(lost.id);
  await expect(inspection.answer).toContainText(`不在这一层：${lost.name}`);
  await inspection.line(onLevel[0]?.archiveNo ?? '').click();
  await page.keyboard.press('a');
  await expect(inspection.answer).toContainText('已登记：在位');
  await confirmLevel(inspection, 9);
  await expect(inspection.answer).toContainText('整层确认 9 卷在位');
  const mouldy = onLevel[4];
  if (!mouldy) throw new Error('nothing on the level');
  await inspection.line(mouldy.archiveNo).click();
  await expect(page.getByRole('article', { name: mouldy.name })).toBeVisible();
  for (let press = 0; press < 3; press += 1) await page.keyboard.press('3');
  await page.keyboard.press('n');
  await page.keyboard.type(NOTE);
  await expect(inspection.answer).toContainText('已更正：在位');
  await page.keyboard.press('Escape');
  await inspection.goOn();
  const [, second] = await inspection.linesOf('B', 1);
  await inspection.scan(second?.id ?? 0);
  await expect(page.getByText('已检 14 / 14').first()).toBeVisible();

  // What was found is a repair, which somebody takes in hand.
  await desk.goTo('修复');
  await page.getByRole('row', { name: /霉变/ }).click();
  await page.getByRole('button', { name: '安排修复' }).click();
  await page.getByRole('combobox', { name: /修复方法/ }).click();
  await page.getByRole('option', { name: '除霉' }).click();
  await page.getByRole('combobox', { name: /责任人/ }).fill('某装裱店');
  await page.getByLabel(/期限/).last().fill('2199-12-31');
  await aid.read('repair to plan');
  await page.getByRole('dialog').getByRole('button', { name: '安排修复', exact: true }).click();
  await expect(desk.notice('已安排修复')).toBeVisible();

  // The computer's own half: what stands elsewhere fails it, and it is not signed until something is said of that.
  await desk.goTo('四性检测');
  await page.getByRole('button', { name: '开始检测' }).click();
  const integrity = page.getByRole('table', { name: '完整性' });
  const stocktake = integrity.getByRole('row', { name: /柜位与最近盘点相符/ });
  await expect(stocktake).toContainText('不合格', { timeout: 60_000 });
  await expect(stocktake).toContainText(`有 1 份与最近盘点不符，第一份是 ${lost.archiveNo}`);
  await expect(page.getByRole('table', { name: '真实性' }).getByText('不合格')).toHaveCount(0);
  await inspection.look();
  await expect(page.getByRole('button', { name: '签字…', exact: true })).toBeDisabled();
  await expect(page.getByRole('note')).toContainText(/四性检测有 \d+ 项不合格待写明处理/);
  await page.getByRole('note').getByRole('link', { name: '写明处理' }).click();
  await handleAll(page);

  // Three people, each signed in for themselves.
  await inspection.look();
  await sign(page, '签字', '签字');
  await expect(desk.notice('已签字，等待复核')).toBeVisible();
  await signInNext(desk, 'supervisor');
  await inspection.look('复核…');
  await sign(page, '复核', '复核签字');
  await expect(desk.notice('已复核')).toBeVisible();
  await signInNext(desk, 'service_manager');
  await inspection.look('批准…');
  await sign(page, '批准', '批准');
  await expect(desk.notice('已批准，检查记录不再更改')).toBeVisible();

  await aid.read('record of an inspection');
  const paper = await printRecord(app, desk, join(folder, 'record.pdf'));
  const all = paper.join('');
  for (const words of [
    '应检14卷，实检14卷（100.0%）',
    '在位13，借出0，缺失0，错位1',
    '扫描4卷（28.6%）点选1卷（7.1%）整层9卷（64.3%）',
    lost.archiveNo,
    NOTE.replace(' ', ''),
    '除霉',
    '某装裱店',
    '四性检测',
    'archivist',
    'supervisor',
    'service_manager',
  ])
    expect(all).toContain(words);
  const [, digits = ''] = /手工输入用）(\d{36})/.exec(all) ?? [];

  // The paper agrees with the file, until one byte of what was signed is another.
  await signInNext(desk, 'auditor');
  await expect(await compare(desk, digits)).toContainText('相符');
  await page.getByRole('dialog').getByRole('button', { name: '取消' }).click();
  // The page goes with the vault, and its answer may not come.
  const anew = page.waitForEvent('load');
  await callVault(app, 'mutation', 'vault.close', undefined).catch(() => undefined);
  await anew;
  const seq = execFileSync(process.execPath, [CHANGE_BYTE, vault, NOTE]).toString();
  await openVault(app, vault);
  await signIn(page, 'auditor');
  const told = await compare(desk, digits);
  await expect(told).toContainText('不符');
  await expect(told).toContainText(`从第 ${seq} 条起`);
});

async function openVault(app: App, vault: string): Promise<void> {
  await app.answerDialog([vault]);
  await app.page.getByRole('button', { name: /^打开(其他|档案库)文件…$/ }).click();
}

async function signIn(page: Page, login: string): Promise<void> {
  const gate = new GatePage(page);
  await gate.signIn(login, PASSWORD);
  await gate.isIn();
}

async function signInNext(desk: Desk, login: string): Promise<void> {
  await desk.lock();
  await signIn(desk.page, login);
}

interface Filed {
  readonly id: number;
  readonly archiveNo: string;
  readonly name: string;
}

async function fileAt(app: App, cabinet: string, position: number): Promise<Filed> {
  const input = aCustomer({ shelf: { room: null, cabinet, level: 1, position } });
  const filed = (await callVault(app, 'mutation', 'customers.create', input)) as Filed;
  return { ...filed, name: input.name };
}

/** Scans what is drawn of the level A-1, and confirms the rest. */
async function confirmLevel(desk: InspectionPage, rest: number): Promise<void> {
  const { page } = desk;
  await page.getByRole('button', { name: '整层确认…' }).click();
  const dialog = page.getByRole('dialog', { name: '整层确认：A-1' });
  const sample = dialog.getByRole('region', { name: '抽查' });
  await expect(sample.getByRole('listitem')).toHaveCount(2);
  const texts = await sample.getByRole('listitem').allTextContents();
  const lines = await desk.linesOf('A', 1);
  for (const { id, archiveNo } of lines)
    if (texts.some((text) => text.includes(archiveNo))) await desk.scan(id);
  await dialog.getByRole('button', { name: `确认 ${rest} 卷在位` }).click();
}

/** Says something of every check that failed. */
async function handleAll(page: Page): Promise<void> {
  const open = page.getByRole('button', { name: '写明处理…' });
  await expect(open.first()).toBeVisible();
  for (let left = await open.count(); left > 0; left -= 1) {
    await open.first().click();
    await page.getByRole('button', { name: '限期改正' }).click();
    await page.getByLabel(/补充说明/).fill('月底前处理完');
    await page.getByRole('dialog').getByRole('button', { name: '保存' }).click();
    await expect(open).toHaveCount(left - 1);
  }
  await expect(page.getByText('限期改正：月底前处理完').first()).toBeVisible();
}

async function sign(page: Page, ask: string, action: string): Promise<void> {
  await page.getByRole('button', { name: `${ask}…`, exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.locator('input[type=password]').fill(PASSWORD);
  await dialog.getByRole('button', { name: action, exact: true }).click();
}

/** What the pages of the record say that is saved from the register. */
async function printRecord({ page, answerDialog }: App, desk: Desk, pdf: string): Promise<string[]> {
  await desk.goTo('检查');
  await page.getByRole('button', { name: '重印检查记录' }).click();
  const preview = page.getByRole('dialog', { name: /打印预览/ });
  await expect(preview.getByText(/第 1 页，共/)).toBeVisible();
  await answerDialog([pdf]);
  await preview.getByRole('button', { name: '存为 PDF' }).click();
  // A browser is started for it.
  await expect(desk.notice(/PDF 已保存/)).toBeVisible({ timeout: 60_000 });
  await preview.getByRole('button', { name: '关闭预览' }).click();
  return textsOf(readFileSync(pdf));
}

/** What is said of digits that somebody types from a print. */
async function compare(desk: Desk, digits: string): Promise<Locator> {
  const { page } = desk;
  await desk.goTo('审计');
  await page.getByRole('button', { name: '核对存证码…' }).click();
  const dialog = page.getByRole('dialog', { name: '核对纸上的存证码' });
  await dialog.getByRole('textbox').fill(digits);
  await dialog.getByRole('button', { name: '核对', exact: true }).click();
  return dialog.getByRole('alert');
}
