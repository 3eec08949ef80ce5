import {
  chmodSync,
  linkSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { writeOutput } from '../../../db/vault/output.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kedang-output-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const write = (name: string, text = 'new') =>
  writeOutput(join(folder, name), Buffer.from(text), 'common.not_written');
const read = (name: string) => readFileSync(join(folder, name), 'utf8');
const modeOf = (name: string) => statSync(join(folder, name)).mode & 0o777;

describe('a document that is written', () => {
  test('01 is for the eyes of its owner, and nothing else stays beside it', async () => {
    await write('list.xlsx');
    expect([read('list.xlsx'), modeOf('list.xlsx')]).toEqual(['new', 0o600]);
    expect(readdirSync(folder)).toEqual(['list.xlsx']);
  });

  test('02 replaces one of the same name and keeps its mode', async () => {
    writeFileSync(join(folder, 'list.xlsx'), 'a longer one that was there before');
    chmodSync(join(folder, 'list.xlsx'), 0o640);
    await write('list.xlsx');
    expect([read('list.xlsx'), modeOf('list.xlsx')]).toEqual(['new', 0o640]);
    expect(readdirSync(folder)).toEqual(['list.xlsx']);
  });

  test('03 takes the place of a link, hard or soft, and leaves what that leads to', async () => {
    writeFileSync(join(folder, 'victim'), 'not yours');
    symlinkSync(join(folder, 'victim'), join(folder, 'soft.xlsx'));
    linkSync(join(folder, 'victim'), join(folder, 'hard.xlsx'));
    symlinkSync(join(folder, 'nowhere'), join(folder, 'loose.xlsx'));
    for (const name of ['soft.xlsx', 'hard.xlsx', 'loose.xlsx']) await write(name);
    expect(read('victim')).toBe('not yours');
    expect(lstatSync(join(folder, 'soft.xlsx')).isFile()).toBe(true);
    expect(readdirSync(folder)).toEqual(['hard.xlsx', 'loose.xlsx', 'soft.xlsx', 'victim']);
  });

  test('04 can have a name as long as the disk allows', async () => {
    const name = `${'长'.repeat(80)}.xlsx`;
    await write(name);
    expect(readdirSync(folder)).toEqual([name]);
  });
});

describe('a document that cannot be written', () => {
  test('05 is refused in the words of whoever wanted it, and leaves nothing behind', async () => {
    mkdirSync(join(folder, 'a folder.xlsx'));
    symlinkSync('/dev/null', join(folder, 'device.xlsx'));
    for (const name of ['a folder.xlsx', 'device.xlsx', 'missing/list.xlsx'])
      await expect(write(name)).rejects.toMatchObject({ code: 'common.not_written' });
    expect(readdirSync(folder)).toEqual(['a folder.xlsx', 'device.xlsx']);
    expect(lstatSync(join(folder, 'device.xlsx')).isSymbolicLink()).toBe(true);
  });

  test('06 leaves the one before as it was', async () => {
    writeFileSync(join(folder, 'list.xlsx'), 'before');
    const broken = { length: 3 } as Uint8Array;
    await expect(writeOutput(join(folder, 'list.xlsx'), broken, 'common.not_written')).rejects.toMatchObject({
      code: 'common.not_written',
    });
    expect(read('list.xlsx')).toBe('before');
    expect(readdirSync(folder)).toEqual(['list.xlsx']);
  });
});
