import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ensureBuilt } from '../../electron/build.ts';
import type { ChosenFile, RecentVault } from '../../electron/shell/context.ts';
import type { WireResult } from '../../db/wire.ts';
import { launchOnStandIn } from '../e2e/support/on-stand-in.ts';
import type { StandInApp } from '../e2e/support/on-stand-in.ts';

const work = mkdtempSync(join(tmpdir(), 'kedang-shell-'));
const userData = join(work, 'user-data');
let app: StandInApp;
let page: Page;

function ask(kind: 'query' | 'mutation', path: string, input?: unknown): Promise<WireResult> {
  const operation = { id: 1, target: 'shell', kind, path, input } as const;
  return page.evaluate((it) => window.kedang.request(it), operation);
}

async function expectData<T>(answer: Promise<WireResult>): Promise<T> {
  const result = await answer;
  if (!result.ok) throw new Error(result.error.code);
  return result.data as T;
}

async function start(): Promise<void> {
  app = await launchOnStandIn({ userData });
  page = app.page;
}

beforeAll(async () => {
  await ensureBuilt();
  await start();
}, 600_000);

afterAll(async () => {
  await app.close();
  rmSync(work, { recursive: true, force: true });
});

test('01 a file is chosen in the system’s dialog and known to the window by its name and folder', async () => {
  await app.answerDialog([join(work, '账.xlsx')]);
  const chosen = await expectData<ChosenFile>(ask('mutation', 'chooseFile', { purpose: 'import' }));
  expect(chosen).toEqual({ token: expect.stringMatching(/^[0-9a-f]{32}$/), name: '账.xlsx', folder: work });
});

test('02 turning back is no failure', async () => {
  await app.answerDialog(null);
  expect(await ask('mutation', 'chooseFile', { purpose: 'open-archive' })).toEqual({ ok: true, data: null });
});

test('03 a document is saved where the person chose, with its ending, and opened from there', async () => {
  await app.answerDialog([join(work, '卡')]);
  const base64 = Buffer.from('docx').toString('base64');
  const input = { kind: 'docx', suggestedName: '卡', base64 };
  const saved = await expectData<ChosenFile>(ask('mutation', 'saveDocument', input));
  expect(saved.name).toBe('卡.docx');
  expect(readFileSync(join(work, '卡.docx'), 'utf8')).toBe('docx');

  expect(await ask('mutation', 'openSaved', { token: saved.token })).toMatchObject({ ok: true });
  expect(await app.opened()).toBe(join(work, '卡.docx'));
});

test('04 what runs is not opened', async () => {
  await app.answerDialog([join(work, 'tool.exe')]);
  const { token } = await expectData<ChosenFile>(ask('mutation', 'chooseFile', { purpose: 'attachment' }));
  const answer = await ask('mutation', 'openSaved', { token });
  expect(answer).toMatchObject({ ok: false, error: { code: 'shell.not_openable' } });
});

test('05 a place that cannot be written is said in words', async () => {
  await app.answerDialog([join(work, 'absent', 'a.pdf')]);
  const input = { kind: 'pdf', suggestedName: 'a', base64: '' };
  expect(await ask('mutation', 'saveDocument', input)).toMatchObject({
    error: { code: 'shell.save_failed' },
  });
});

test('06 a form becomes a PDF on the paper that it asks for', async () => {
  await app.answerDialog([join(work, 'a5.pdf')]);
  const input = { slices: ['<p>客户</p>'], title: '卡', suggestedName: 'a5', page: { size: 'A5' } };
  expect(await ask('mutation', 'htmlToPdf', input)).toMatchObject({ ok: true, data: { name: 'a5.pdf' } });
  const pdf = readFileSync(join(work, 'a5.pdf'), 'latin1');
  const [, width, height] = /\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/.exec(pdf) ?? [];
  // 148 × 210 mm in points; browsers round to a pixel.
  expect(Math.abs(Number(width) - 419.5)).toBeLessThan(1);
  expect(Math.abs(Number(height) - 595.3)).toBeLessThan(1);
});

test('07 vaults opened before are remembered over a restart, with their folder', async () => {
  const vault = join(work, '客户.kda');
  writeFileSync(vault, '');
  await app.answerDialog([vault]);
  const { token } = await expectData<ChosenFile>(ask('mutation', 'chooseFile', { purpose: 'open-archive' }));
  await ask('mutation', 'rememberVault', { token });
  await app.close();
  await start();

  const [recent] = await expectData<RecentVault[]>(ask('query', 'recentVaults'));
  expect(recent).toMatchObject({ name: '客户.kda', folder: work, present: true });

  await ask('mutation', 'forgetRecent', { token: recent?.token });
  expect(await ask('query', 'recentVaults')).toEqual({ ok: true, data: [] });
}, 60_000);

test('08 keys of the menu reach the page as commands', async () => {
  const command = page.evaluate(
    () => new Promise<unknown>((resolve) => void window.kedang.onEvent((event) => resolve(event))),
  );
  await page.keyboard.press('Control+Shift+N');
  await page.keyboard.press('Control+N');
  expect(await command).toEqual({ type: 'command', command: 'new' });
});

test('09 a colour scheme chosen is what the page sees', async () => {
  await ask('mutation', 'setPreferences', { theme: 'dark' });
  await expect.poll(() => page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches)).toBe(true);
  await ask('mutation', 'setPreferences', { theme: 'light' });
  await expect
    .poll(() => page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches))
    .toBe(false);
});

test('10 a right click in a field and on selected text has a menu, in a password without what copies it', async () => {
  await page.getByRole('button', { name: '新建档案库' }).click();
  const rightClick = async (target: Locator) => {
    await target.click({ button: 'right' });
    return app.menu();
  };
  const company = page.getByLabel(/^单位名称/);
  expect(await rightClick(company)).toEqual(['剪切', '复制', '粘贴', '全选']);
  await company.fill('顺德五金');
  const title = page.getByRole('heading', { level: 1 });
  await title.selectText();
  expect(await rightClick(title)).toEqual(['复制']);
  await page.getByRole('button', { name: '下一步' }).click();
  expect(await rightClick(page.getByLabel(/^新密码/))).toEqual(['粘贴', '全选']);
});

test('11 a crash leaves a program that starts again', async () => {
  await app.kill();
  await start();
  expect(await ask('query', 'about')).toMatchObject({ ok: true });
}, 60_000);
