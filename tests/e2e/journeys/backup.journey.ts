import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Aid } from '../pages/aid.ts';
import { Desk } from '../pages/desk.ts';
import { GatePage } from '../pages/gate.ts';
import { openTrial } from '../pages/vault-of.ts';
import { expect, test } from '../support/test.ts';
import type { App } from '../support/app.ts';
import { callVault, PASSWORD } from '../support/trial.ts';

/** Files of the vault that a journey made, wherever its documents are. */
function vaultIn(folder: string): string {
  const documents = readdirSync(folder).find((name) => name.startsWith('documents-')) ?? '';
  const name = readdirSync(join(folder, documents)).find((file) => file.endsWith('.kda')) ?? '';
  return join(folder, documents, name);
}

interface Head {
  readonly seq: string;
  readonly hash: string;
}

/** Number and the beginning of the hash, as the window says them. */
async function backUpTo(app: App, drive: string): Promise<Head> {
  const { page } = app;
  await new Desk(page).goTo('备份');
  await app.answerDialog([drive]);
  await page.getByRole('button', { name: '立即备份到文件夹…' }).click();
  const result = page.getByRole('status').filter({ hasText: '审计链第' });
  await expect(result).toContainText('已核对', { timeout: 60_000 });
  const [, seq = '', hash = ''] =
    /审计链第 ([\d,]+) 条 ([0-9a-f]{20})/.exec((await result.textContent()) ?? '') ?? [];
  expect(hash).toBeTruthy();
  return { seq, hash };
}

interface Restoring {
  readonly drive: string;
  readonly vault: string;
  readonly head: Head;
  readonly aid?: Aid;
}

async function restoreFrom(app: App, { drive, vault, head, aid }: Restoring): Promise<void> {
  const { page } = app;
  const [backup = ''] = readdirSync(drive);
  await app.answerDialog([join(drive, backup)]);
  await page.getByRole('button', { name: '从备份恢复…' }).click();
  await aid?.read('backup to restore');
  await page.getByLabel(/^登录名/).fill('archivist');
  await new GatePage(page).password().fill(PASSWORD);
  await page.getByRole('button', { name: '核对备份' }).click();
  await expect(page.getByText('备份完好')).toBeVisible({ timeout: 60_000 });
  await expect(page.getByText(`${head.seq} · ${head.hash}`)).toBeVisible();
  await aid?.read('backup compared');
  await app.answerDialog([vault]);
  await page.getByRole('button', { name: '选择恢复到哪里…' }).click();
  await expect(page.getByText('该位置没有文件')).toBeVisible();
  await aid?.read('place to restore to');
  await page.getByRole('button', { name: '恢复', exact: true }).click();
}

test('backed up to a drive, lost, restored and opened: the same head', async ({ app, folder, aid }) => {
  const { page } = app;
  const gate = await openTrial(app, folder, 'system_admin', { ledger: true });
  await expect(page.getByText('个档案库还没有可靠的备份')).toBeVisible();
  const drive = join(folder, '移动硬盘');
  mkdirSync(drive);
  const head = await backUpTo(app, drive);
  await expect(page.getByRole('cell', { name: '移动硬盘', exact: true })).toBeVisible();

  await aid.read('backup made');
  await new Desk(page).lock();
  await page.getByRole('button', { name: '换一个档案库' }).click();
  const vault = vaultIn(folder);
  rmSync(dirname(vault), { recursive: true });
  mkdirSync(dirname(vault));

  await restoreFrom(app, { drive, vault, head, aid });
  await aid.read('restored');
  await gate.signIn('supervisor', PASSWORD);
  // This computer saw the row of the backup itself, which the backup has not: in a trial vault one person says so.
  await expect(page.getByText(/比本机上次见到的少 \d+ 条记录/)).toBeVisible();
  await page.getByRole('button', { name: '仍然打开' }).click();
  await gate.isIn();
  await new Desk(page).goTo('审计');
  await page.getByRole('button', { name: '校验档案库' }).click();
  const verified = page.getByRole('status').filter({ hasText: '链首' });
  await expect(verified).toContainText('全部完好', { timeout: 60_000 });
});

test('on a computer that never saw it the folder of a backup and a password of its day are enough: the same head', async ({
  launchApp,
  folder,
}) => {
  const drive = join(folder, '移动硬盘');
  mkdirSync(drive);
  const lost = await launchApp();
  await openTrial(lost, folder, 'system_admin', { ledger: true });
  const head = await backUpTo(lost, drive);
  await lost.kill();
  const vault = vaultIn(folder);
  rmSync(dirname(vault), { recursive: true });
  mkdirSync(dirname(vault));

  const bare = await launchApp({ name: 'another-computer' });
  await restoreFrom(bare, { drive, vault, head });
  const gate = new GatePage(bare.page);
  await gate.signIn('auditor', PASSWORD);
  await gate.isIn();
  const { rows } = (await callVault(bare, 'query', 'audit.list', { limit: 50 })) as {
    rows: Array<{ seq: number; hash: string }>;
  };
  const seq = Number(head.seq.replaceAll(',', ''));
  expect(rows.find((row) => row.seq === seq)?.hash.slice(0, 20)).toBe(head.hash);
});

test('added as a place, a drive gets the backup of the day before the program ends, unless that is skipped', async ({
  launchApp,
  folder,
}) => {
  const drive = join(folder, '移动硬盘');
  mkdirSync(drive);
  const first = await launchApp();
  const gate = await openTrial(first, folder, 'system_admin', { ledger: true });
  await new Desk(first.page).goTo('备份');
  await first.answerDialog([drive]);
  await first.page.getByRole('button', { name: '添加备份位置…' }).click();
  await expect(first.page.getByRole('cell', { name: '移动硬盘' })).toBeVisible();
  await expect(first.page.getByText('还没有', { exact: true })).toBeVisible();
  expect(gate).toBeTruthy();
  const skipped = first.close();
  await expect(first.page.getByRole('dialog', { name: '退出前正在备份' })).toBeVisible();
  await first.page.getByRole('button', { name: '跳过并退出' }).click();
  await skipped;
  expect(readdirSync(drive)).toEqual([]);

  const second = await launchApp();
  await second.page.getByRole('button', { name: /^客户档案\.kda/ }).click();
  const again = new GatePage(second.page);
  await again.signIn('archivist', PASSWORD);
  await again.isIn();
  const waited = second.close();
  await expect(second.page.getByText(/已完成 \d+%/)).toBeVisible();
  await waited;
  const [made = ''] = readdirSync(drive);
  expect(readdirSync(join(drive, made)).toSorted()).toEqual([
    'archive.kda',
    'archive.kda.anchors',
    'archive.kda.keys',
    'manifest.json',
  ]);

  const third = await launchApp();
  await third.page.getByRole('button', { name: /^客户档案\.kda/ }).click();
  const supervisor = new GatePage(third.page);
  await supervisor.signIn('supervisor', PASSWORD);
  await supervisor.isIn();
  await new Desk(third.page).goTo('备份');
  await expect(third.page.getByRole('cell', { name: '自动', exact: true })).toBeVisible();
  await third.page.getByRole('button', { name: '演练恢复' }).click();
  await expect(third.page.getByText(/可以恢复：/)).toBeVisible({ timeout: 60_000 });
});
