import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import { writeMoved } from '../../../db/vault/moved.ts';
import { askForPath } from '../../../electron/main/dialogs.ts';
import { documentFilters, mannerOf } from '../../../electron/main/file-manners.ts';
import { createGrantedFiles } from '../../../electron/main/granted-files.ts';
import type { AutoLock } from '../../../electron/main/power.ts';
import { TrialPlace } from '../../../electron/main/own-places.ts';
import { openPreferences } from '../../../electron/main/preferences.ts';
import type { Printing } from '../../../electron/main/printing.ts';
import { openRecentVaults } from '../../../electron/main/recent-vaults.ts';
import { shellServicesFor } from '../../../electron/main/shell-services.ts';
import type { VaultWorker } from '../../../electron/main/vault-worker.ts';
import { wordsIn } from '../../../electron/main/words.ts';
import { documentKinds, filePurposes, savePurposes } from '../../../electron/shell/values.ts';
import { BrowserWindow, dialogs, keyStore, shown } from '../support/electron.ts';

const folder = mkdtempSync(join(tmpdir(), 'kedang-services-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const words = wordsIn('zh-CN');
let last = 0;
const newFolder = () => join(folder, `${(last += 1)}`);

beforeEach(() => {
  dialogs.asked.length = 0;
  shown.opened.length = 0;
  shown.inFolder.length = 0;
});
afterEach(() => {
  keyStore.isThere = true;
  shown.refusal = '';
});

const WRITTEN = { dialog: 'save', access: 'write' } as const;
const READ = { dialog: 'open', access: 'read' } as const;
const TABLES = ['xlsx', 'xls', 'et', 'ods', 'csv', 'txt'];
const SCANS = ['pdf', 'jpg', 'jpeg', 'png', 'tif', 'tiff', 'ofd', 'docx', 'xlsx'];
const MANNERS = {
  'open-archive': { ...READ, endings: ['kda'] },
  'create-archive': { ...WRITTEN, endings: ['kda'] },
  import: { ...READ, endings: TABLES },
  'import-answers': { ...READ, endings: TABLES },
  attachment: { ...READ, endings: SCANS },
  'backup-folder': { dialog: 'folder', access: 'write', endings: null },
  'move-folder': { dialog: 'folder', access: 'write', endings: null },
  'witness-folder': { dialog: 'folder', access: 'write', endings: null },
  'restore-backup': { dialog: 'folder', access: 'read', endings: null },
  'export-list': { ...WRITTEN, endings: ['xlsx'] },
  'report-xlsx': { ...WRITTEN, endings: ['xlsx'] },
  'report-docx': { ...WRITTEN, endings: ['docx'] },
  'report-pdf': { ...WRITTEN, endings: ['pdf'] },
  'refused-rows': { ...WRITTEN, endings: ['xlsx'] },
  'kept-text': { ...WRITTEN, endings: ['txt'] },
  'export-archive': { ...WRITTEN, endings: ['db'] },
} as const;

describe('how a purpose asks', () => {
  test.each([...filePurposes, ...savePurposes])('%s', (purpose) => {
    const { dialog, access, title, filters } = mannerOf(purpose, false, words);
    const endings = filters[0]?.extensions ?? null;
    expect({ dialog, access, endings }).toEqual(MANNERS[purpose]);
    expect([filters.length, title !== '']).toEqual([endings ? 1 : 0, true]);
  });

  test('a scan that is saved is saved as it is', () => {
    const { filters, ...manner } = mannerOf('attachment', true, words);
    expect([manner.dialog, manner.access, filters]).toEqual(['save', 'write', []]);
  });

  test.each(documentKinds)('a document (%s) has the ending of its kind', (kind) => {
    expect(documentFilters(kind, words)).toEqual([{ name: words[`files.${kind}`], extensions: [kind] }]);
  });
});

describe('a dialog', () => {
  const window = new BrowserWindow({});
  const filters = [{ name: '库', extensions: ['kda'] }];
  const ask = (dialog: 'open' | 'folder' | 'save', suggested?: string) =>
    Reflect.apply(askForPath, undefined, [window, { dialog, title: 'T', filters }, suggested]);

  test.each([
    ['/a/客户', '/a/客户.kda'],
    ['/a/客户.kda', '/a/客户.kda'],
    ['', null],
    [null, null],
  ])('to save: %s becomes %s', async (path, chosen) => {
    dialogs.path = path;
    expect(await ask('save', '客户')).toBe(chosen);
    expect(dialogs.asked).toEqual([
      { kind: 'save', window, options: { title: 'T', filters, defaultPath: '客户.kda' } },
    ]);
    await ask('save');
    expect(dialogs.asked[1]?.options).toMatchObject({ defaultPath: '' });
  });

  test.each([
    ['/a/客户.kda', '/a/客户.kda'],
    ['', null],
    [null, null],
  ])('to open: %s becomes %s', async (path, chosen) => {
    dialogs.path = path;
    expect(await ask('open')).toBe(chosen);
    expect(await ask('folder')).toBe(chosen);
    expect(dialogs.asked).toEqual([
      { kind: 'open', window, options: { title: 'T', filters, properties: ['openFile'] } },
      {
        kind: 'open',
        window,
        options: { title: 'T', filters, properties: ['openDirectory', 'createDirectory'] },
      },
    ]);
  });
});

describe('recent vaults', () => {
  const at = (day: number) => new Date(Date.UTC(2026, 0, day));
  const names = (store: ReturnType<typeof openRecentVaults>) => store.all().map(({ path }) => basename(path));

  test('the latest is first, each once, ten at most', () => {
    const place = newFolder();
    const store = openRecentVaults(place);
    expect(store.all()).toEqual([]);
    for (let day = 1; day <= 11; day += 1) store.remember(`/v/${day}`, at(day));
    store.remember('/v/5', at(20));
    expect(names(store)).toEqual(['5', '11', '10', '9', '8', '7', '6', '4', '3', '2']);
    expect(names(openRecentVaults(place))).toEqual(names(store));
    store.forget('/v/11');
    store.forget('/v/none');
    expect(names(store)).toEqual(['5', '10', '9', '8', '7', '6', '4', '3', '2']);
    expect(store.all()[0]).toEqual({ path: '/v/5', lastOpenedAt: at(20).toISOString(), present: false });
  });

  test('one that moved keeps its place in the list under its new path, also where only the old folder says so', () => {
    const place = newFolder();
    const store = openRecentVaults(place);
    const [old, home, later] = ['old', 'home', 'later'].map((name) => join(newFolder(), name, 'v.kda'));
    const [from, to, then] = [old ?? '', home ?? '', later ?? ''];
    for (const path of [from, to, then]) mkdirSync(dirname(path), { recursive: true });
    store.remember(from, at(1));
    store.note({ path: from, archives: 3 });
    store.remember('/v/other', at(2));
    const paths = () => store.all().map(({ path }) => path);
    store.note({ path: from, movedTo: to });
    expect(paths()).toEqual(['/v/other', to]);
    expect(store.all()[1]?.archives).toBe(3);
    // The program was killed before it heard of it.
    writeMoved(to, then, 0);
    expect(paths()).toEqual(['/v/other', to]);
    writeFileSync(then, '');
    expect(paths()).toEqual(['/v/other', then]);
    expect(openRecentVaults(place).all()[1]).toMatchObject({ path: then, present: true, archives: 3 });
    // What is there has not moved.
    writeMoved(then, from, 0);
    writeFileSync(from, '');
    expect(paths()).toEqual(['/v/other', then]);
  });

  test('one says whether its file is still there', () => {
    const store = openRecentVaults(newFolder());
    const path = join(folder, 'here.kda');
    writeFileSync(path, '');
    store.remember(path, at(1));
    expect(store.all()[0]?.present).toBe(true);
    rmSync(path);
    expect(store.all()[0]?.present).toBe(false);
  });

  test('they are sealed where there is a key store, and read again also without one', () => {
    const place = newFolder();
    const file = join(place, 'recent-archives');
    const store = openRecentVaults(place);
    store.remember('/secret/a.kda', at(1));
    expect(readFileSync(file, 'utf8')).not.toContain('secret');
    expect(names(store)).toEqual(['a.kda']);
    keyStore.isThere = false;
    store.remember('/secret/b.kda', at(2));
    expect(readFileSync(file, 'utf8')).toContain('secret');
    keyStore.isThere = true;
    expect(names(store)).toEqual(['b.kda', 'a.kda']);
  });

  test('what a vault says of itself is kept beside it, and a file of before is read as it is', () => {
    const place = newFolder();
    mkdirSync(place, { recursive: true });
    const before = [{ path: '/v/a.kda', lastOpenedAt: at(1).toISOString() }];
    writeFileSync(join(place, 'recent-archives'), JSON.stringify(before));
    const store = openRecentVaults(place);
    const backup = { folder: '/stick/a-20260102', at: at(2).getTime() };
    store.note({ path: '/v/a.kda', archives: 290 });
    store.note({ path: '/v/a.kda', backup });
    store.note({ path: '/v/restored.kda', archives: 1, backup });
    store.remember('/v/a.kda', at(3));
    const kept = { folder: backup.folder, at: at(2).toISOString() };
    expect(openRecentVaults(place).all()).toEqual([
      { path: '/v/a.kda', lastOpenedAt: at(3).toISOString(), present: false, archives: 290, backup: kept },
      {
        path: '/v/restored.kda',
        lastOpenedAt: at(2).toISOString(),
        present: false,
        archives: 1,
        backup: kept,
      },
    ]);
  });

  test.each([
    '{',
    '[{"path":1}]',
    'sealed:AAAA',
    JSON.stringify(Array.from({ length: 11 }, () => ({ path: '', lastOpenedAt: at(1) }))),
  ])('a file that is none counts as empty: %s', (text) => {
    const place = newFolder();
    mkdirSync(place);
    writeFileSync(join(place, 'recent-archives'), text);
    expect(openRecentVaults(place).all()).toEqual([]);
  });
});

/** The desktop's services for one window; what they asked of the vault and the clock, in order. */
function open() {
  const done: unknown[][] = [];
  const files = createGrantedFiles();
  const preferences = openPreferences(newFolder(), 'zh-CN');
  const recent = openRecentVaults(newFolder());
  const vault: Pick<VaultWorker, 'grant' | 'lock'> = {
    grant: (connection, token, path, access) => void done.push(['grant', connection, token, path, access]),
    lock: (connection, reason) => void done.push(['lock', connection, reason]),
  };
  const autoLock: Pick<AutoLock, 'activity' | 'setIdleMinutes'> = {
    activity: (connection) => void done.push(['activity', connection]),
    setIdleMinutes: (connection, minutes) => void done.push(['minutes', connection, minutes]),
  };
  const printing: Printing = {
    print: async ({ title }) => title === 'printed',
    printPdf: async ({ pdf }) => Buffer.from(pdf).toString() === 'printed',
    pdf: async ({ title }) => Buffer.from(title),
  };
  const trial = new TrialPlace(newFolder());
  const parts = {
    files,
    preferences,
    recent,
    trial,
    printing,
    vault,
    autoLock,
    sampleLedger: '/sample.xlsx',
  };
  const given = { ...parts, onPreferences: () => void done.push(['preferences', preferences.read().theme]) };
  const asking = { connection: 'one', window: new BrowserWindow({}) };
  const services: ReturnType<typeof shellServicesFor> = Reflect.apply(shellServicesFor, undefined, [
    asking,
    given,
  ]);
  return { ...parts, services, done };
}

describe('what the desktop does for a window', () => {
  test('a file that was chosen is granted to it as its purpose says, and none where it turned back', async () => {
    const { services, done, files } = open();
    dialogs.path = '/v/a.kda';
    const chosen = await services.chooseFile('open-archive');
    expect(chosen?.name).toBe('a.kda');
    dialogs.path = '/v/b';
    const made = await services.chooseFile('create-archive');
    const saved = await services.saveFile('attachment', '证照.pdf');
    expect(done).toEqual([
      ['grant', 'one', chosen?.token, '/v/a.kda', 'read'],
      ['grant', 'one', made?.token, '/v/b.kda', 'write'],
      ['grant', 'one', saved?.token, '/v/b', 'write'],
    ]);
    expect(files.pathOf('one', made?.token ?? '')).toBe('/v/b.kda');
    expect(dialogs.asked.map(({ kind }) => kind)).toEqual(['open', 'save', 'save']);
    expect(dialogs.asked[2]?.options).toMatchObject({ defaultPath: '证照.pdf' });
    dialogs.path = null;
    expect(await services.chooseFile('import')).toBeNull();
    expect(done).toHaveLength(3);
  });

  test('a document is written where it was asked for, opened and shown; the vault hears nothing of it', async () => {
    const { services, done } = open();
    const path = join(folder, '卡.pdf');
    dialogs.path = join(folder, '卡');
    const saved = await services.saveDocument('pdf', '客户', Buffer.from('card'));
    expect(saved?.name).toBe('卡.pdf');
    expect(readFileSync(path, 'utf8')).toBe('card');
    expect(dialogs.asked[0]?.options).toMatchObject({ title: words['dialog.save'], defaultPath: '客户.pdf' });
    await services.openSaved(saved?.token ?? '');
    services.showSaved(saved?.token ?? '');
    expect(shown).toMatchObject({ opened: [path], inFolder: [path] });
    expect(done).toEqual([]);
    shown.refusal = 'no program';
    await expect(services.openSaved(saved?.token ?? '')).rejects.toThrow('shell.open_failed');
    dialogs.path = null;
    expect(await services.saveDocument('pdf', '客户', Buffer.from('x'))).toBeNull();
    dialogs.path = join(folder, 'absent', '卡.pdf');
    await expect(services.saveDocument('pdf', '客户', Buffer.from('x'))).rejects.toThrow('shell.save_failed');
    expect(existsSync(dialogs.path)).toBe(false);
  });

  test.each([...documentKinds, 'txt', 'PDF', 'exe', 'kda', 'pdf.js', ''])(
    'a file that ends in "%s" is opened if it is a document',
    async (ending) => {
      const { services, files } = open();
      const { token } = files.issue('one', `/d/file${ending && `.${ending}`}`);
      const may = ['pdf', 'docx', 'xlsx', 'csv', 'txt', 'PDF'].includes(ending);
      const opened = await services.openSaved(token).then(
        () => true,
        (error: { code: string }) => error.code,
      );
      expect(opened).toBe(may ? true : 'shell.not_openable');
      expect(shown.opened).toHaveLength(may ? 1 : 0);
    },
  );

  test('a file of another window is neither opened, shown, remembered nor forgotten', async () => {
    const { services, files, recent } = open();
    const { token } = files.issue('two', '/d/a.pdf');
    await expect(services.openSaved(token)).rejects.toThrow('common.file_not_granted');
    for (const use of [services.showSaved, services.rememberVault, services.forgetVault])
      expect(() => use(token)).toThrow('common.file_not_granted');
    expect([shown.opened, shown.inFolder, recent.all()]).toEqual([[], [], []]);
  });

  test('what is chosen after its session is over is granted to nobody, and nothing is written there', async () => {
    const { services, files, done } = open();
    const path = join(folder, '锁后.pdf');
    dialogs.path = path;
    dialogs.meanwhile = () => files.forget('one');
    expect(await services.chooseFile('import')).toBeNull();
    expect(await services.saveFile('attachment', '证照.pdf')).toBeNull();
    expect(await services.saveDocument('pdf', '客户', Buffer.from('card'))).toBeNull();
    dialogs.meanwhile = () => files.forget('two');
    expect(await services.chooseFile('import')).toMatchObject({ name: '锁后.pdf' });
    dialogs.meanwhile = () => undefined;
    expect([existsSync(path), done.length]).toEqual([false, 1]);
  });

  test('a token by which a vault is remembered is good for that once', () => {
    const { services, files } = open();
    const { token } = files.issue('one', '/office/a.kda');
    services.rememberVault(token);
    for (const use of [services.rememberVault, services.forgetVault, services.showSaved])
      expect(() => use(token)).toThrow('common.file_not_granted');
  });

  test('vaults are remembered, listed with a grant each, and forgotten', async () => {
    const { services, files, done, recent } = open();
    const before = Date.now();
    services.rememberVault(files.issue('one', '/office/a.kda').token);
    const [listed] = await services.recentVaults();
    expect(listed).toMatchObject({
      name: 'a.kda',
      folder: '/office',
      present: false,
      archives: null,
      backup: null,
    });
    expect(Date.parse(listed?.lastOpenedAt ?? '')).toBeGreaterThanOrEqual(before);
    expect(done).toEqual([['grant', 'one', listed?.token, '/office/a.kda', 'read']]);
    recent.note({ path: '/office/a.kda', archives: 3, backup: { folder: '/stick/a-1', at: before } });
    const [known] = await services.recentVaults();
    expect(known).toMatchObject({ archives: 3, backup: { name: 'a-1', place: '/stick' } });
    expect(done.at(-1)).toEqual(['grant', 'one', known?.backup?.token, '/stick/a-1', 'read']);
    services.forgetVault(listed?.token ?? '');
    expect(await services.recentVaults()).toEqual([]);
  });

  test('preferences are kept and then applied, also to the words of dialogs', async () => {
    const { services, done } = open();
    expect(services.preferences()).toEqual({ language: 'zh-CN', theme: 'system' });
    expect(services.setPreferences({ theme: 'dark', language: 'en' })).toEqual({
      language: 'en',
      theme: 'dark',
    });
    expect(services.preferences()).toEqual({ language: 'en', theme: 'dark' });
    expect(done).toEqual([['preferences', 'dark']]);
    dialogs.path = null;
    await services.chooseFile('import');
    expect(dialogs.asked[0]?.options).toMatchObject({ title: wordsIn('en')['dialog.import'] });
  });

  test('its own window is locked, in use, and idle after its own time', () => {
    const { services, done } = open();
    services.lock();
    services.reportActivity();
    services.setIdleMinutes(5);
    expect(done).toEqual([
      ['lock', 'one', 'asked'],
      ['activity', 'one'],
      ['minutes', 'one', 5],
    ]);
  });

  test('it prints, and says what it is', async () => {
    const { services } = open();
    const page = { size: 'A4', landscape: false } as const;
    const job = (title: string) => ({ head: '', slices: ['x'], title, language: 'zh-CN', page }) as const;
    expect(await services.print(job('printed'), undefined)).toBe(true);
    expect(await services.print(job('turned back'), undefined)).toBe(false);
    expect(Buffer.from(await services.pdf(job('made'), undefined)).toString()).toBe('made');
    expect(services.about()).toEqual({
      name: words['app.name'],
      version: '1.2.3',
      engine: 'Chrome/140.0.1 Electron/45.4.1',
      platform: `${process.platform} ${process.arch}`,
    });
  });
});
