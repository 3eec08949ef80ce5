import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { Role } from '../../../db/domain/roles.ts';
import { droppedTable } from '../../../electron/main/dropped-file.ts';
import { createGrantedFiles } from '../../../electron/main/granted-files.ts';
import { shellServicesFor, type ShellParts } from '../../../electron/main/shell-services.ts';
import { openVaultDesktop } from '../support/vault-desktop.ts';
import { BrowserWindow } from '../support/electron.ts';

const folder = mkdtempSync(join(tmpdir(), 'kedang-dropped-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function file(name: string, text = '名称,类别\n佛山测试五金厂,供应商\n'): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

test('one table of this computer is taken, whatever the letters of its ending', () => {
  for (const name of ['台账.csv', '台账.XLSX', '旧.xls', '金山.et', '表.ods', '文本.txt'])
    expect(droppedTable([file(name)])).toBe(join(folder, name));
});

test('what is no single table of this computer is refused, each with its reason', () => {
  const table = file('真.csv');
  const link = join(folder, '链接.csv');
  symlinkSync(table, link);
  const under = join(folder, '文件夹.csv');
  mkdirSync(under);
  const reasons: ReadonlyArray<readonly [string, readonly string[]]> = [
    ['shell.drop_several', [table, table]],
    ['shell.drop_no_file', []],
    ['shell.drop_no_file', ['']],
    ['shell.drop_no_file', ['真.csv']],
    ['shell.drop_no_file', [join(folder, '没有.csv')]],
    ['shell.drop_no_file', [join(table, '下面.csv')]],
    ['shell.drop_no_file', [join(folder, `${'长'.repeat(30_000)}.csv`)]],
    ['shell.drop_no_file', [`${table}\0.csv`]],
    ['shell.drop_no_file', [link]],
    ['shell.drop_no_file', ['/dev/null']],
    ['shell.drop_folder', [under]],
    ['shell.drop_kind', [file('库.kda')]],
    ['shell.drop_kind', [file('程序.csv.exe')]],
    ['shell.drop_kind', [file('csv')]],
  ];
  for (const [code, paths] of reasons) expect(() => droppedTable(paths)).toThrow(code);
});

test('a dropped table is read by who may import and is signed in, once, and by nobody else', async () => {
  await using desktop = openVaultDesktop();
  const files = createGrantedFiles();
  const path = file('台账.csv');
  const servicesOf = (connection: string) => {
    const window = Reflect.construct(BrowserWindow, [{}]) as never;
    return shellServicesFor({ connection, window }, {
      vault: desktop.vault,
      files,
    } as Partial<ShellParts> as ShellParts);
  };
  const drop = (role: Role) => servicesOf(role).dropped([path]);
  await expect(drop('archivist')).rejects.toThrow('vault.locked');
  await desktop.window('developer').signIn('developer');
  await expect(drop('developer')).rejects.toThrow('access.denied');
  const archivist = desktop.window('archivist');
  await archivist.signIn('archivist');
  const { token, name } = await drop('archivist');
  expect(name).toBe('台账.csv');
  expect((await desktop.window('developer').ask('mutation', 'import.inspect', { token }).result).ok).toBe(
    false,
  );
  const { sheets } = await archivist.get<{ sheets: unknown[] }>('mutation', 'import.inspect', { token });
  expect(sheets).toHaveLength(1);
});
