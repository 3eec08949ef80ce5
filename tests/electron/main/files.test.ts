import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { mannerOf, withEnding } from '../../../electron/main/file-manners.ts';
import { createGrantedFiles } from '../../../electron/main/granted-files.ts';
import { openPreferences } from '../../../electron/main/preferences.ts';
import { wordsIn } from '../../../electron/main/words.ts';
import { fileName } from '../../../electron/shell/values.ts';

const work = mkdtempSync(join(tmpdir(), 'kedang-files-'));
afterAll(() => rmSync(work, { recursive: true, force: true }));

describe('granted files', () => {
  test('01 stand for a path only on the connection that was given the token', () => {
    const files = createGrantedFiles();
    const { token, name } = files.issue('window-1', '/a/客户.kda');
    expect(name).toBe('客户.kda');
    expect(files.pathOf('window-1', token)).toBe('/a/客户.kda');
    expect(() => files.pathOf('window-2', token)).toThrow('common.file_not_granted');
  });

  test('02 are forgotten with their connection', () => {
    const files = createGrantedFiles();
    const { token } = files.issue('window-1', '/a/b.kda');
    const { token: other } = files.issue('window-2', '/a/c.kda');
    files.forget('window-1');
    expect(files.pathOf('window-2', other)).toBe('/a/c.kda');
    expect(() => files.pathOf('window-1', token)).toThrow('common.file_not_granted');
  });
});

describe('names of files', () => {
  const filters = [{ name: 'archive', extensions: ['kda'] }];

  test.each([
    ['客户', '客户.kda'],
    ['客户.kda', '客户.kda'],
    ['客户.KDA', '客户.KDA'],
    ['2025.04', '2025.04.kda'],
    ['', ''],
  ])('03 %s becomes %s', (given, expected) => {
    expect(withEnding(given, filters)).toBe(expected);
  });

  test('03 stay as they are where any ending will do, and get the first of several', () => {
    expect(withEnding('a', [])).toBe('a');
    expect(withEnding('a', [{ name: 'any', extensions: [] }])).toBe('a');
    const tables = [{ name: 'table', extensions: ['xlsx', 'csv'] }];
    expect(['a', 'a.csv', '/b.csv/a'].map((name) => withEnding(name, tables))).toEqual([
      'a.xlsx',
      'a.csv',
      '/b.csv/a.xlsx',
    ]);
  });

  test('04 lose what a file system or a reader would stumble over', () => {
    expect(fileName.parse('../../客/户\u202E:"card"\n.pdf')).toBe('.. .. 客 户 card .pdf');
    expect(fileName.parse('长'.repeat(300))).toHaveLength(120);
  });

  test('05 a vault to open is only read by that dialog, one to create is written', () => {
    const words = wordsIn('zh-CN');
    expect(mannerOf('open-archive', false, words)).toMatchObject({ dialog: 'open', access: 'read' });
    expect(mannerOf('create-archive', false, words)).toMatchObject({ dialog: 'save', access: 'write' });
    expect(mannerOf('refused-rows', true, words)).toMatchObject({ dialog: 'save', access: 'write' });
  });
});

describe('preferences', () => {
  test('06 speak Chinese at first, English on an English system', () => {
    expect(openPreferences(join(work, 'a'), 'zh-CN').read().language).toBe('zh-CN');
    expect(openPreferences(join(work, 'a'), 'de').read().language).toBe('zh-CN');
    expect(openPreferences(join(work, 'a'), 'EN-GB').read().language).toBe('en');
    expect(openPreferences(join(work, 'a'), 'den').read().language).toBe('zh-CN');
  });

  test('07 are kept, the window’s place among them', () => {
    const folder = join(work, 'b');
    const place = { x: 1, y: 2, width: 1200, height: 800, maximized: false };
    const store = openPreferences(folder, 'zh-CN');
    expect(store.change({ theme: 'dark' })).toEqual({ language: 'zh-CN', theme: 'dark' });
    store.rememberWindow(place);
    const again = openPreferences(folder, 'zh-CN');
    expect(again.read()).toEqual({ language: 'zh-CN', theme: 'dark' });
    expect(again.windowPlace()).toEqual(place);
  });

  test('08 begin anew when their file is damaged', () => {
    const folder = join(work, 'c');
    openPreferences(folder, 'zh-CN').change({ theme: 'dark' });
    writeFileSync(join(folder, 'preferences.json'), '{"language":"xx"');
    expect(openPreferences(folder, 'zh-CN').read()).toEqual({ language: 'zh-CN', theme: 'system' });
  });

  test.each([
    [{ width: 0 }, false],
    [{ width: 1 }, true],
    [{ height: 0 }, false],
    [{ x: -1.5 }, false],
    [{ x: -1 }, true],
    [{ other: 1 }, false],
    [{ maximized: 1 }, false],
  ])('09 of a window’s place with %j are kept: %s', (change, isKept) => {
    const folder = join(work, 'd');
    const window = { x: 1, y: 2, width: 1200, height: 800, maximized: false, ...change };
    mkdirSync(folder, { recursive: true });
    const text = JSON.stringify({ language: 'en', theme: 'dark', window });
    writeFileSync(join(folder, 'preferences.json'), text);
    const store = openPreferences(folder, 'zh-CN');
    expect([store.windowPlace(), store.read().language]).toEqual(
      isKept ? [window, 'en'] : [undefined, 'zh-CN'],
    );
  });

  test('10 are for the person’s own eyes and leave nothing beside them', () => {
    const folder = join(work, 'e', 'deep');
    openPreferences(folder, 'zh-CN').change({ theme: 'dark' });
    expect(readdirSync(folder)).toEqual(['preferences.json']);
    expect(statSync(join(folder, 'preferences.json')).mode & 0o777).toBe(0o600);
  });
});
