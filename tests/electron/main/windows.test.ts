import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { LockReason } from '../../../db/wire.ts';
import { createGrantedFiles } from '../../../electron/main/granted-files.ts';
import { setupLife } from '../../../electron/main/life.ts';
import { menuTemplate, setMenu } from '../../../electron/main/menu.ts';
import { setupAutoLock, type AutoLock } from '../../../electron/main/power.ts';
import { openPreferences, type WindowPlace } from '../../../electron/main/preferences.ts';
import { setupScheme } from '../../../electron/main/protocol.ts';
import { createWindows, windowLimits } from '../../../electron/main/windows.ts';
import { wordsIn } from '../../../electron/main/words.ts';
import { channels, shellCommands } from '../../../electron/shell/bridge.ts';
import {
  app,
  BrowserWindow,
  Contents,
  Menu,
  nativeTheme,
  popups,
  powerMonitor,
  schemes,
  screen,
} from '../support/electron.ts';
import { createStartingOver } from '../../../electron/main/starting-over.ts';
import type { VaultWorker } from '../../../electron/main/vault-worker.ts';

const folder = mkdtempSync(join(tmpdir(), 'kedang-windows-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
beforeEach(() => {
  BrowserWindow.made.length = 0;
  BrowserWindow.focused = null;
});
afterEach(() => void vi.useRealTimers());

let lastStore = 0;
const preferencesWith = (place?: WindowPlace) => {
  const store = openPreferences(join(folder, `${(lastStore += 1)}`), 'zh-CN');
  if (place) store.rememberWindow(place);
  return store;
};
const made = (at: number) => {
  const window = BrowserWindow.made.at(at);
  if (!window) throw new Error('no window was opened');
  return window;
};
const nameOf = ({ webContents }: BrowserWindow) => `window-${webContents.id}`;

describe('where a window opens', () => {
  const first = { width: 1360, height: 860 };
  const size = { width: 1200, height: 800 };
  afterEach(() => {
    screen.workArea = { x: 0, y: 0, width: 1920, height: 1080 };
    nativeTheme.shouldUseDarkColors = false;
  });

  // Of a screen from 100 to 2020 and from 50 to 1130.
  test.each([
    [{ x: 300, y: 200 }, true],
    [{ x: 1919, y: 200 }, true],
    [{ x: 1920, y: 200 }, false],
    [{ x: -999, y: 200 }, true],
    [{ x: -1000, y: 200 }, false],
    [{ x: 300, y: 40 }, true],
    [{ x: 300, y: 39 }, false],
    [{ x: 300, y: 1029 }, true],
    [{ x: 300, y: 1030 }, false],
  ])('where it stood (%j), if it can be seen there: %s', (corner, isSeen) => {
    screen.workArea = { x: 100, y: 50, width: 1920, height: 1080 };
    createWindows('preload.cjs', preferencesWith({ ...corner, ...size, maximized: false })).open();
    const { x, y, width, height } = made(0).options;
    expect({ x, y, width, height }).toEqual(
      isSeen ? { ...corner, ...size } : { x: undefined, y: undefined, ...first },
    );
    expect(made(0).options).not.toHaveProperty('maximized');
    expect(made(0).done).toEqual(['load']);
  });

  test('at first in the middle, in the colour of the system, with the limits of a page of ours', () => {
    createWindows('preload.cjs', preferencesWith()).open();
    nativeTheme.shouldUseDarkColors = true;
    createWindows('preload.cjs', preferencesWith()).open();
    expect(made(0).options).toEqual({
      ...first,
      minWidth: 1024,
      minHeight: 700,
      backgroundColor: '#faf9f6',
      autoHideMenuBar: true,
      webPreferences: windowLimits('preload.cjs'),
    });
    expect(made(1).options).toMatchObject({ backgroundColor: '#14171c' });
    expect(made(0).address).toBe('app://kedang/');
  });

  test('a page of ours can do nothing but show and call the preload', () => {
    const limits = {
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
      devTools: false,
    };
    expect(windowLimits()).toEqual(limits);
    expect(windowLimits('p.cjs')).toEqual({ preload: 'p.cjs', ...limits });
  });

  test('where it stood when it was closed is where it opens, as large', () => {
    const store = preferencesWith({ x: 10, y: 20, ...size, maximized: true });
    createWindows('preload.cjs', store).open();
    expect(made(0).done).toEqual(['maximize', 'load']);
    store.rememberWindow({ x: 0, y: 0, width: 1, height: 1, maximized: false });
    made(0).emit('close');
    expect(store.windowPlace()).toEqual({ x: 10, y: 20, ...size, maximized: true });
  });
});

describe('the windows of the program', () => {
  const open = (count: number) => {
    const windows = createWindows('preload.cjs', preferencesWith());
    for (let at = 0; at < count; at += 1) windows.open();
    const ended: unknown[][] = [];
    windows.onEnded((...told) => ended.push(told));
    return { windows, ended };
  };

  test('each is found by its contents, and nothing else is', () => {
    const { windows } = open(2);
    for (const window of [made(0), made(1)]) {
      const found = Reflect.apply(windows.find, windows, [window.webContents]);
      expect(found).toEqual({ connection: nameOf(window), window });
    }
    expect(Reflect.apply(windows.find, windows, [new Contents()])).toBeUndefined();
  });

  test('an event goes to its window, or to all', () => {
    const { windows } = open(2);
    const command = { type: 'command', command: 'save' } as const;
    windows.send(nameOf(made(0)), command);
    windows.send(null, { type: 'writing', isOver: true });
    expect(made(0).webContents.sent).toEqual([
      [channels.event, command],
      [channels.event, { type: 'writing', isOver: true }],
    ]);
    expect(made(1).webContents.sent).toHaveLength(1);
  });

  test('a command goes to the window in front, or to the last that was opened', () => {
    const { windows } = open(2);
    const command = { type: 'command', command: 'save' } as const;
    windows.sendToFocused(command);
    BrowserWindow.focused = made(0);
    windows.sendToFocused(command);
    expect([made(0), made(1)].map(({ webContents }) => webContents.sent.length)).toEqual([1, 1]);
    BrowserWindow.focused = null;
    open(0).windows.sendToFocused(command);
  });

  test('the end of each is told, and of the last that it was the last', () => {
    const { windows, ended } = open(2);
    const [one, two] = [made(0), made(1)];
    one.emit('closed');
    expect(Reflect.apply(windows.find, windows, [one.webContents])).toBeUndefined();
    two.emit('closed');
    expect(ended).toEqual([
      [nameOf(one), false],
      [nameOf(two), true],
    ]);
  });

  test('a page that crashed is over for the vault and starts over', () => {
    const { windows, ended } = open(1);
    made(0).webContents.emit('render-process-gone');
    expect(ended).toEqual([[nameOf(made(0)), false]]);
    expect(made(0).done).toEqual(['load', 'load']);
    expect(Reflect.apply(windows.find, windows, [made(0).webContents])).toBeDefined();
  });

  test('one whose session is over begins anew where it was, in another process, and is begun once', async () => {
    const { windows } = open(1);
    const loaded: string[] = [];
    Object.assign(made(0), { loadURL: async (url: string) => void loaded.push(url) });
    made(0).webContents.url = 'app://kedang/#/customers/7';
    await Promise.all([windows.reload(nameOf(made(0))), windows.reload(nameOf(made(0)))]);
    expect(loaded).toEqual(['data:text/html,', 'app://kedang/#/customers/7']);
    expect(made(0).webContents.cleared).toBe(1);
    made(0).webContents.url = 'data:text/html,';
    await windows.reload(nameOf(made(0)));
    expect(loaded.at(-1)).toBe('app://kedang/');
    await windows.reload('gone');
    expect(loaded).toHaveLength(4);
  });

  test('the last is brought to the front, out of the bar where it is there, and where none is open one is', () => {
    const { windows } = open(2);
    windows.focus();
    made(1).minimized = true;
    windows.focus();
    expect(made(0).done).toEqual(['load']);
    expect(made(1).done).toEqual(['load', 'focus', 'restore', 'focus']);
    for (const window of [made(0), made(1)]) window.emit('closed');
    windows.focus();
    expect(BrowserWindow.made).toHaveLength(3);
    expect(made(2).done).toEqual(['load']);
  });
});

test('a window takes with it its session, its files and its clock, and the last one the program', async () => {
  const done: string[] = [];
  const files = createGrantedFiles();
  const windows = createWindows('preload.cjs', preferencesWith());
  const { promise, resolve } = Promise.withResolvers<void>();
  const vault: Pick<VaultWorker, 'disconnect' | 'shutdown'> = {
    disconnect: (connection) => void done.push(`disconnect ${connection}`),
    shutdown: () => promise,
  };
  const autoLock: Pick<AutoLock, 'forget'> = {
    forget: (connection) => void done.push(`forget ${connection}`),
  };
  app.ended.length = 0;
  const leaving = { mayEnd: () => true, skip() {}, stay() {} };
  const startingOver = createStartingOver(windows.reload);
  setupLife({
    windows,
    files,
    vault: vault as VaultWorker,
    autoLock: autoLock as AutoLock,
    leaving,
    startingOver,
  });
  windows.open();
  windows.open();
  const [one, two] = [made(0), made(1)];
  const { token } = files.issue(nameOf(one), '/a.kda');
  const kept = files.issue(nameOf(two), '/b.kda');
  one.emit('closed');
  expect(done).toEqual([`disconnect ${nameOf(one)}`, `forget ${nameOf(one)}`]);
  expect(() => files.pathOf(nameOf(one), token)).toThrow('common.file_not_granted');
  expect(files.pathOf(nameOf(two), kept.token)).toBe('/b.kda');
  expect(app.ended).toEqual([]);
  app.emit('second-instance');
  app.emit('activate');
  expect(two.done).toEqual(['load', 'focus', 'focus']);
  two.emit('closed');
  expect(app.ended).toEqual(['quit']);
  const preventDefault = vi.fn<() => void>();
  app.emit('will-quit', { preventDefault });
  await Promise.resolve();
  expect(preventDefault).toHaveBeenCalledOnce();
  expect(app.ended).toEqual(['quit']);
  resolve();
  await vi.waitFor(() => expect(app.ended).toEqual(['quit', 'exit 0']));
});

describe('a lock by itself', () => {
  const MINUTE = 60_000;
  const open = () => {
    vi.useFakeTimers();
    const locks: Array<[string | null, LockReason]> = [];
    const warnings: Array<[string, number]> = [];
    powerMonitor.removeAllListeners();
    const autoLock = setupAutoLock(
      (...lock) => void locks.push(lock),
      (...warning) => void warnings.push(warning),
    );
    return { autoLock, locks, warnings };
  };

  test('the screen, sleep and the end of the computer lock all windows', () => {
    const { locks } = open();
    for (const event of ['lock-screen', 'suspend', 'shutdown']) powerMonitor.emit(event);
    expect(locks).toEqual([
      [null, 'screen'],
      [null, 'suspend'],
      [null, 'closed'],
    ]);
  });

  test('each window that nobody uses locks by itself, after its own time', () => {
    const { autoLock, locks } = open();
    autoLock.watch('one');
    autoLock.watch('two');
    autoLock.watch('gone');
    autoLock.setIdleMinutes('three', 2);
    autoLock.forget('gone');
    vi.advanceTimersByTime(2 * MINUTE);
    expect(locks).toEqual([['three', 'idle']]);
    autoLock.forget('three');
    vi.advanceTimersByTime(7 * MINUTE);
    autoLock.activity('two');
    autoLock.watch('one');
    vi.advanceTimersByTime(MINUTE);
    expect(locks).toEqual([
      ['three', 'idle'],
      ['one', 'idle'],
    ]);
    vi.advanceTimersByTime(9 * MINUTE);
    expect(locks.at(-1)).toEqual(['two', 'idle']);
    expect(locks).toHaveLength(3);
  });

  test('each is warned a minute before, once, and again when it was used in between', () => {
    const { autoLock, locks, warnings } = open();
    autoLock.watch('one');
    autoLock.watch('two');
    vi.advanceTimersByTime(5 * MINUTE);
    autoLock.activity('two');
    vi.advanceTimersByTime(4 * MINUTE + 30_000);
    expect([warnings, locks]).toEqual([[['one', 60]], []]);
    autoLock.activity('one');
    vi.advanceTimersByTime(9 * MINUTE);
    expect(warnings).toEqual([
      ['one', 60],
      ['two', 60],
      ['one', 60],
    ]);
    expect(locks).toEqual([['two', 'idle']]);
  });
});

describe('the menu', () => {
  interface Item {
    readonly label?: string;
    readonly role?: string;
    readonly type?: string;
    readonly accelerator?: string;
    readonly click?: () => void;
    readonly submenu?: readonly Item[];
  }
  const words = wordsIn('zh-CN');
  const flat = (items: readonly Item[]): Item[] =>
    items.flatMap((item) => [item, ...flat(item.submenu ?? [])]);

  test('each command is there once and goes to the screen', () => {
    const sent: string[] = [];
    setMenu(words, (command) => sent.push(command), 'linux');
    const items = flat(Menu.current as Item[]);
    for (const { click } of items) click?.();
    expect(sent.toSorted()).toEqual([...shellCommands].toSorted());
    const keys = items.flatMap(({ accelerator }) => (accelerator ? [accelerator] : []));
    expect(keys.toSorted()).toEqual([
      ...['F', 'L', 'N', 'O', 'P', 'S'].map((key) => `CmdOrCtrl+${key}`),
      'F1',
    ]);
    expect(new Set(keys).size).toBe(keys.length);
  });

  test('every line is worded, a role or a separator; a Mac has its own menu first', () => {
    const top = menuTemplate(words, () => undefined, 'linux') as Item[];
    expect(top.map(({ label, submenu }) => [label, submenu?.length])).toEqual([
      [words['menu.archive'], 9],
      [words['menu.edit'], 9],
      [words['menu.view'], 5],
      [words['menu.help'], 2],
    ]);
    for (const { label, type } of flat(top)) expect(label !== undefined || type === 'separator').toBe(true);
    const mac = menuTemplate(words, () => undefined, 'darwin') as Item[];
    expect(mac[0]).toEqual({ role: 'appMenu' });
    expect(mac).toHaveLength(top.length + 1);
  });
});

describe('the menu of fields and of selected text', () => {
  const words = wordsIn('zh-CN');
  const can = { canCut: true, canCopy: true, canPaste: true, canSelectAll: true };
  const text = { isEditable: false, selectionText: '', formControlType: 'none' };
  const at = { pageURL: 'app://kedang/#/customers', x: 40, y: 50, menuSourceType: 'mouse', editFlags: can };
  const click = (over: object, store = preferencesWith()) => {
    popups.length = 0;
    createWindows('preload.cjs', store).open();
    made(-1).webContents.emit('context-menu', {}, { ...at, ...text, ...over });
    const labels = popups.map(({ items }) => (items as Array<{ label?: string }>).map(({ label }) => label));
    return labels.at(0) ?? [];
  };

  test.each([
    [
      'a field',
      { isEditable: true, formControlType: 'input-text' },
      ['剪切', '复制', '粘贴', undefined, '全选'],
    ],
    // What stands in a hidden password leaves it by no menu.
    ['a password', { isEditable: true, formControlType: 'input-password' }, ['粘贴', undefined, '全选']],
    ['selected text', { selectionText: '顺德五金' }, ['复制']],
    ['a text of which nothing is selected', { selectionText: ' \n' }, []],
    ['a button', { formControlType: 'button-button' }, []],
    ['a page that is not ours', { isEditable: true, pageURL: 'data:text/html,' }, []],
  ])('%s', (_what, over, labels) => {
    expect(click(over)).toEqual(labels);
  });

  test('each does what its word says, as far as the page can now', () => {
    click({ isEditable: true, editFlags: { ...can, canCut: false, canPaste: false } });
    const items = popups[0]?.items as Array<{ role?: string; label?: string; enabled?: boolean }>;
    expect(items.filter(({ role }) => role).map((item) => [item.role, item.label, item.enabled])).toEqual([
      ['cut', words['menu.cut'], false],
      ['copy', words['menu.copy'], true],
      ['paste', words['menu.paste'], false],
      ['selectAll', words['menu.select_all'], true],
    ]);
  });

  test('it opens at the pointer, by the keyboard at the field, in the language of now', () => {
    const store = preferencesWith();
    store.change({ language: 'en' });
    expect(click({ selectionText: 'GY0531' }, store)).toEqual([wordsIn('en')['menu.copy']]);
    expect(popups[0]?.options).toEqual({ window: made(-1), sourceType: 'mouse' });
    click({ selectionText: 'GY0531', menuSourceType: 'keyboard' }, store);
    expect(popups[0]?.options).toEqual({ window: made(-1), sourceType: 'keyboard', x: 40, y: 50 });
  });
});

test('the program has a scheme of its own that is as good as a site', () => {
  setupScheme();
  expect(schemes).toEqual([
    { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);
});

test('where a window stood is no reason to fail', () => {
  const path = join(folder, 'a file');
  writeFileSync(path, '');
  const place = { x: 1, y: 2, width: 3, height: 4, maximized: false };
  const store = openPreferences(path, 'zh-CN');
  store.rememberWindow(place);
  expect(store.windowPlace()).toEqual(place);
  expect(() => store.change({ theme: 'dark' })).toThrow('EEXIST');
});
