// @vitest-environment jsdom
import { readFileSync } from 'node:fs';
import { screen, waitFor } from '@testing-library/react';
import { expect, inject, test } from 'vitest';
import { App } from '../../../../renderer/app/app.tsx';
import { sheetsOf } from '../../../support/template.ts';
import { openVaultBehindWindow } from '../../support/vault-bridge.ts';
import { openWindow } from '../../support/window.tsx';

/** A row of days to come, as a file of anchors beside the vault has seen it. */
function seenLater(archiveId: string): string {
  const line = {
    archiveId,
    kind: 'daily',
    seq: 9_999,
    head: 'a'.repeat(64),
    rowCount: 9_999,
    at: Date.now(),
  };
  return `${JSON.stringify({ ...line, accountKeyId: 1, signature: 'b'.repeat(128) })}\n`;
}

/** Hexadecimal, as witnesses name it. */
function archiveIdOf(path: string): string {
  const { archive } = JSON.parse(readFileSync(`${path}.keys`, 'utf8')) as { archive: string };
  return Buffer.from(archive, 'base64url').toString('hex');
}

test('two sheets open a vault that is not what was last seen of it once that was said', async () => {
  await using vault = openVaultBehindWindow();
  const template = inject('templateVault');
  vault.giveFile('test.kda.anchors', seenLater(archiveIdOf(template)));
  const [one, two] = sheetsOf(template);
  const { user } = openWindow(<App />, vault.bridge);
  await user.click(await screen.findByRole('button', { name: '打开档案库文件…' }));
  await user.click(await screen.findByRole('button', { name: '用恢复密钥单打开' }));
  const type = async (label: RegExp, text: string) => {
    await user.click(screen.getByLabelText(label));
    await user.paste(text);
  };
  await type(/任意一张/, one);
  await type(/另外一张/, two);
  await type(/系统管理员的登录名/, 'system_admin');
  await type(/^新密码/, 'a password found again');
  await type(/再输入一次新密码/, 'a password found again');
  await user.click(screen.getByRole('button', { name: '打开档案库' }));
  expect((await screen.findByRole('alert')).textContent).toContain('文件旁的存证');
  await user.click(screen.getByRole('button', { name: '仍然打开' }));
  expect(await screen.findByRole('link', { name: '账户' })).toBeTruthy();
  const asked = vault.bridge.asked.filter(({ path }) => path === 'vault.recover');
  await waitFor(() => expect(asked).toHaveLength(2));
});

test('a slip of the pen is said by the field it stands in: the number on the paper is another', async () => {
  await using vault = openVaultBehindWindow();
  const [one, , three] = sheetsOf(inject('templateVault'));
  const { user } = openWindow(<App />, vault.bridge);
  await user.click(await screen.findByRole('button', { name: '打开档案库文件…' }));
  await user.click(await screen.findByRole('button', { name: '用恢复密钥单打开' }));
  const lines = three.split('\n');
  const [, second = ''] = lines;
  const slip = lines.with(1, `${second.slice(0, -1)}${second.endsWith('A') ? 'B' : 'A'}`).join('\n');
  for (const [label, text] of [
    [/^第 1 栏：任意一张/, slip],
    [/^第 2 栏：另外一张/, one],
    [/系统管理员的登录名/, 'system_admin'],
    [/^新密码/, 'a password found again'],
    [/再输入一次新密码/, 'a password found again'],
  ] as const) {
    await user.click(screen.getByLabelText(label));
    await user.paste(text);
  }
  await user.click(screen.getByRole('button', { name: '打开档案库' }));
  const said = (await screen.findByRole('alert')).textContent;
  expect(said).toContain('第 1 栏的第 2 行有误');
  expect(said).not.toMatch(/第 \d 张/);
});
