import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, expect, test } from 'vitest';
import type { WireResult } from '../../../db/wire.ts';
import { setupIpc } from '../../../electron/main/ipc.ts';
import { openLog } from '../../../electron/main/log.ts';
import { openPreferences } from '../../../electron/main/preferences.ts';
import { createWindows } from '../../../electron/main/windows.ts';
import { channels } from '../../../electron/shell/bridge.ts';
import type { ShellServices } from '../../../electron/shell/context.ts';
import { isProgress, LEDGER_ROWS, openVaultDesktop } from '../support/vault-desktop.ts';
import { BrowserWindow, Contents, ipcMain, type Frame } from '../support/electron.ts';

const folder = mkdtempSync(join(tmpdir(), 'kedang-ipc-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
beforeEach(() => {
  BrowserWindow.made.length = 0;
});

const refused = { ok: false, error: { code: 'shell.sender_refused', data: {} } };
const unreadable = { ok: false, error: { code: 'common.invalid_input', data: {} } };
const about = { id: 1, target: 'shell', kind: 'query', path: 'about', input: null };
const status = { id: 2, target: 'vault', kind: 'query', path: 'vault.status', input: null };

/** Main with two windows of ours: everything real but Electron. */
async function openMain() {
  const desktop = openVaultDesktop();
  const log = join(folder, `${Date.now()}.log`);
  const windows = createWindows('preload.cjs', openPreferences(folder, 'zh-CN'));
  windows.open();
  windows.open();
  const [first, second] = BrowserWindow.made.map(({ webContents }) => webContents);
  if (!first || !second) throw new Error('two windows were opened');
  const asked: string[] = [];
  const services = { about: () => ({ name: 'Kedang', version: '1.2.3', engine: 'test', platform: 'test' }) };
  setupIpc({
    windows,
    vault: desktop.vault,
    shellFor: ({ connection }) => {
      asked.push(connection);
      return { services: services as Partial<ShellServices> as ShellServices };
    },
    autoLock: { watch: (connection) => void asked.push(`watch ${connection}`) },
    log: openLog(log),
  });
  const request = (sender: Contents, message: unknown, senderFrame: Frame | null = sender.mainFrame) =>
    ipcMain.handlers.get(channels.request)?.({ sender, senderFrame }, message) as Promise<WireResult>;
  const cancel = (sender: Contents, id: unknown, senderFrame: Frame | null = sender.mainFrame) =>
    void ipcMain.listeners.get(channels.cancel)?.({ sender, senderFrame }, id);
  return {
    desktop,
    first,
    second,
    asked,
    request,
    cancel,
    logged: () => readFileSync(log, 'utf8'),
    [Symbol.asyncDispose]: () => desktop[Symbol.asyncDispose](),
  };
}

test('a window of ours is answered by the side that it asks, under the name of its own connection', async () => {
  await using main = await openMain();
  const { first, second, request, asked } = main;
  expect(await request(first, about)).toMatchObject({ ok: true, data: { version: '1.2.3' } });
  expect(await request(second, status)).toMatchObject({ ok: true, data: { state: 'closed' } });
  expect(asked).toEqual([`window-${first.id}`, `watch window-${second.id}`]);
});

test('contents, frames and origins that are not ours are refused, each by itself, and nothing is passed on', async () => {
  await using main = await openMain();
  const { first, second, request, asked, logged } = main;
  const own = first.mainFrame;
  const others: Array<[Contents, Frame | null]> = [
    [first, null],
    [first, { ...own, parent: own }],
    [first, { ...own, origin: 'https://kedang.example' }],
    [first, { ...own, origin: 'app://kedang.evil' }],
    [first, second.mainFrame],
    [new Contents(), own],
  ];
  const stranger = new Contents();
  others.push([stranger, stranger.mainFrame]);
  for (const [sender, frame] of others)
    for (const message of [about, status]) expect(await request(sender, message, frame)).toEqual(refused);
  expect(asked).toEqual([]);
  expect(logged().match(/ipc\.refused/g)).toHaveLength(2 * others.length);
});

const UNREADABLE: ReadonlyArray<readonly [what: string, message: unknown]> = [
  ['no object', 'about'],
  ['nothing', undefined],
  ['an unknown target', { ...about, target: 'system' }],
  ['an unknown kind', { ...about, kind: 'subscription' }],
  ['a path without end', { ...about, path: 'x'.repeat(101) }],
  ['a number below none', { ...about, id: -1 }],
  ['a number between two', { ...about, id: 1.5 }],
  ['no number', { ...about, id: undefined }],
  ['a connection of its choice', { ...status, connection: 'window-2' }],
];

test('a message of another form is not passed on', async () => {
  await using main = await openMain();
  for (const [what, message] of UNREADABLE)
    expect([what, await main.request(main.first, message)]).toEqual([what, unreadable]);
  expect(main.asked).toEqual([]);
});

test('a message larger than any that windows send is not passed on', async () => {
  await using main = await openMain();
  const input = { rows: Array.from({ length: 20 }, () => 'x'.repeat(500_000)) };
  const error = { code: 'common.value_too_large', data: {} };
  for (const message of [about, status])
    expect(await main.request(main.first, { ...message, input })).toEqual({ ok: false, error });
  expect(main.asked).toEqual([]);
});

/** An import of the first window under way, as its call 7. */
async function beginImport({ desktop, first, request }: Awaited<ReturnType<typeof openMain>>) {
  const window = desktop.window(`window-${first.id}`);
  await window.signIn('archivist');
  const plan = await window.planImport();
  const begun = window.next(isProgress('import'));
  const importing = { id: 7, target: 'vault', kind: 'mutation', path: 'import.run', input: plan };
  const running = request(first, importing);
  await begun;
  return { running };
}

test('a call is cancelled by the window that made it and by no other, which may use the same numbers', async () => {
  await using main = await openMain();
  const { first, second, cancel } = main;
  const { running } = await beginImport(main);
  cancel(second, 7);
  cancel(first, 8);
  cancel(first, '7');
  cancel(first, 7, { ...first.mainFrame, origin: 'https://kedang.example' });
  expect(await running).toMatchObject({ ok: true, data: { total: LEDGER_ROWS } });
});

test('a call is cancelled under its number as long as it is under way', async () => {
  await using main = await openMain();
  const { first, request, cancel } = main;
  const { running } = await beginImport(main);
  cancel(first, 7);
  expect(await running).toEqual({ ok: false, error: { code: 'common.cancelled', data: {} } });
  cancel(first, 7);
  expect(await request(first, { ...status, id: 7 })).toMatchObject({ ok: true, data: { state: 'open' } });
});
