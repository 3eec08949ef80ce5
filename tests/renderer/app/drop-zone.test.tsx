// @vitest-environment jsdom
import { fireEvent, screen, waitFor } from '@testing-library/react';
import { expect, test } from 'vitest';
import { openDesk } from '../support/desk.tsx';
import { openVaultBehindWindow } from '../support/vault-bridge.ts';

const LEDGER = '名称,类别,电话\n佛山测试五金厂,供应商,0757-83990001\n';
const dragged = (...files: File[]) => ({ dataTransfer: { types: ['Files'], files, items: [] } });
const aFile = (name = '台账.csv') => new File([LEDGER], name);

test('a file that is dropped anywhere leads to the import with it', async () => {
  await using vault = openVaultBehindWindow();
  await openDesk(vault, 'archivist', '/customers');
  const data = { token: vault.giveFile('台账.csv', LEDGER), name: '台账.csv' };
  vault.bridge.onDrop = () => ({ ok: true, data });
  fireEvent.dragOver(document.body, dragged());
  await screen.findByText('松开即可导入');
  fireEvent.drop(document.body, dragged(aFile()));
  await screen.findByRole('button', { name: /预览|试算|核对/ }, { timeout: 20_000 });
  expect(screen.queryByText('松开即可导入')).toBeNull();
  expect(vault.bridge.dropped.map((files) => files.map(({ name }) => name))).toEqual([['台账.csv']]);
});

test('the box of the import says what happens on letting go, and no sign covers it', async () => {
  await using vault = openVaultBehindWindow();
  await openDesk(vault, 'archivist', '/import');
  await screen.findByRole('button', { name: '选择文件' });
  fireEvent.dragOver(document.body, dragged());
  expect(await screen.findAllByText('松开即可导入')).toHaveLength(1);
  fireEvent.dragLeave(document.body, { relatedTarget: null });
  await waitFor(() => expect(screen.queryByText('松开即可导入')).toBeNull());
});

test('who may not import is told so, and nothing is handed over', async () => {
  await using vault = openVaultBehindWindow();
  await openDesk(vault, 'supervisor', '/customers');
  fireEvent.dragOver(document.body, dragged());
  await screen.findByText(/您的角色不能导入/);
  fireEvent.drop(document.body, dragged(aFile()));
  expect((await screen.findByRole('alert')).textContent).toContain('您的角色不能导入台账');
  expect([vault.bridge.dropped, window.location.hash]).toEqual([[], '#/customers']);
});

test('a refusal of the desktop is said in its words; folders are refused before', async () => {
  await using vault = openVaultBehindWindow();
  await openDesk(vault, 'archivist', '/customers');
  vault.bridge.onDrop = () => ({ ok: false, error: { code: 'shell.drop_kind', data: {} } });
  fireEvent.drop(document.body, dragged(aFile('图.png')));
  await screen.findByText(/只能导入表格文件/);
  const folder = { webkitGetAsEntry: () => ({ isDirectory: true }) };
  fireEvent.drop(document.body, {
    dataTransfer: { types: ['Files'], files: [aFile('夹')], items: [folder] },
  });
  await screen.findByText(/不能导入文件夹/);
  expect(vault.bridge.dropped).toHaveLength(1);
});

test('before anybody is signed in nothing that is dropped is taken, and the page stays', async () => {
  await using vault = openVaultBehindWindow();
  const { openWindow } = await import('../support/window.tsx');
  const { App } = await import('../../../renderer/app/app.tsx');
  openWindow(<App />, vault.bridge);
  await screen.findByRole('button', { name: '打开档案库文件…' });
  // False: the browser's own way with it is prevented.
  expect(fireEvent.dragOver(document.body, dragged())).toBe(false);
  expect(fireEvent.drop(document.body, dragged(aFile()))).toBe(false);
  expect(fireEvent.drop(document.body, { dataTransfer: { types: ['text/uri-list'] } })).toBe(false);
  const field = document.body.appendChild(document.createElement('textarea'));
  expect(fireEvent.drop(field, { dataTransfer: { types: ['text/plain'] } })).toBe(true);
  field.remove();
  expect(vault.bridge.dropped).toEqual([]);
});
