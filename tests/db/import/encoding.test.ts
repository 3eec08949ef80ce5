import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { decodeFile, findEncoding } from '../../../db/features/import/reading/encoding.ts';
import { readTable } from '../../../db/features/import/reading/read-table.ts';

const folder = mkdtempSync(join(tmpdir(), 'kedang-encoding-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let files = 0;
function file(bytes: Uint8Array | string, extension = 'csv'): string {
  const path = join(folder, `${++files}.${extension}`);
  writeFileSync(path, bytes);
  return path;
}
const of = (...parts: Array<string | readonly number[]>) => {
  const bytes = Buffer.concat(
    parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : Buffer.from(part))),
  );
  return findEncoding(file(bytes), bytes);
};
/** 客户 in GB18030. */
const GB = [0xbf, 0xcd, 0xbb, 0xa7];

describe('1. by the first bytes', () => {
  const path = file(Buffer.from([...GB, 10]));
  it.each<[readonly number[], string]>([
    [[0xef, 0xbb, 0xbf], 'utf-8'],
    [[0xef, 0xbb, 0x41], 'gb18030'],
    [[0xef, 0x41, 0xbf], 'gb18030'],
    [[0x41, 0xbb, 0xbf], 'gb18030'],
    [[0xff, 0xfe], 'utf-16le'],
    [[0xff, 0x41], 'gb18030'],
    [[0x41, 0xfe], 'gb18030'],
    [[0xfe, 0xff], 'utf-16be'],
    [[0xfe, 0x41], 'gb18030'],
    [[0x41, 0xff], 'gb18030'],
  ])('%j is %s', async (head, encoding) => {
    expect(await findEncoding(path, Uint8Array.from(head))).toBe(encoding);
  });

  it.each([
    ['a\0'.repeat(5), 'utf-16le'],
    ['a\0'.repeat(4), 'gb18030'],
    ['\0a'.repeat(5), 'utf-16be'],
    ['\0a'.repeat(4), 'gb18030'],
    // Zeros in both places: one that is eight times as often decides.
    [`\0b${'a\0'.repeat(9)}`, 'utf-16le'],
    [`\0b${'a\0'.repeat(8)}`, 'gb18030'],
    [`b\0${'\0a'.repeat(9)}`, 'utf-16be'],
    [`b\0${'\0a'.repeat(8)}`, 'gb18030'],
    // Of a long text a hundredth.
    [`${'a\0'.repeat(11)}${'bb'.repeat(489)}`, 'utf-16le'],
    [`${'a\0'.repeat(10)}${'bb'.repeat(490)}`, 'gb18030'],
    [`${'\0a'.repeat(11)}${'bb'.repeat(489)}`, 'utf-16be'],
    [`${'\0a'.repeat(10)}${'bb'.repeat(490)}`, 'gb18030'],
  ])('zeros in every second place (%#) are %s', async (head, encoding) => {
    expect(await findEncoding(path, Buffer.from(head, 'latin1'))).toBe(encoding);
  });
});

describe('2. by the whole', () => {
  it('UTF-8 without a fault', async () => {
    expect(await of('é\n')).toBe('utf-8');
    expect(await of('a\n')).toBe('utf-8');
  });

  it('by a first line of four Chinese characters, wherever it ends', async () => {
    expect(await of('客户名称\n', GB, GB)).toBe('utf-8');
    expect(await of('客户名称\r', GB, GB)).toBe('utf-8');
    expect(await of('客户名\n', GB, GB)).toBe('gb18030');
    expect(await of('客户名称', [0xff])).toBe('gb18030');
    expect(await of(GB, '\n客户名称\n', GB, GB)).toBe('gb18030');
  });

  it('else by what cannot be read: of five characters one, or more of them in the other', async () => {
    const bad = [0xff];
    expect(await of('\n', 'é'.repeat(5), bad)).toBe('utf-8');
    expect(await of('\n', 'é'.repeat(4), bad)).toBe('gb18030');
    expect(await of('\n中,中,', bad)).toBe('utf-8');
    // An end that is cut off is one that cannot be read.
    expect(await of('\n', 'é'.repeat(4), [0xc3])).toBe('gb18030');
    expect(await of('\n', 'é'.repeat(5), [0xc3])).toBe('utf-8');
  });

  it('and a file that cannot be read is not taken for another encoding', async () => {
    const gone = findEncoding(join(folder, 'nothing.csv'), Buffer.from('客户名称\n'));
    await expect(gone).rejects.toMatchObject({ code: 'ENOENT' });
  });
});

it('3. a text is given without its mark, an end that is cut off as unreadable', async () => {
  const path = file(Buffer.concat([Buffer.from('\uFEFF甲'), Buffer.from('乙').subarray(0, 2)]));
  const pieces: string[] = [];
  for await (const piece of decodeFile(path, 'utf-8')) pieces.push(piece);
  expect(pieces.join('')).toBe('甲\uFFFD');
});

describe('4. a look into a text', () => {
  const look = (path: string, maxRows: number) => readTable({ path, maxRows }, async () => undefined);

  it('shows as many rows as were asked for and counts all, however many pieces it comes in', async () => {
    const { sheets } = await look(file(`客户名称,备注\n甲,${'长'.repeat(40)}\n`.repeat(12_000)), 5);
    expect([sheets[0]?.rows.length, sheets[0]?.rowCount]).toEqual([5, 24_000]);
    const few = await look(file('a,b\n1,2\n'), 5);
    expect([few.sheets[0]?.rows.length, few.sheets[0]?.rowCount]).toEqual([2, 2]);
  });

  it.each([
    ['xls', 'import.not_a_workbook'],
    ['XLSB', 'import.not_a_workbook'],
    ['et', 'import.not_a_workbook'],
    ['xls.txt', 'import.not_a_table'],
    ['xlst', 'import.not_a_table'],
  ])('says what a .%s that is no text ought to have been', async (extension, code) => {
    await expect(look(file('\u0001\u0002\u0003\u0004', extension), 5)).rejects.toMatchObject({ code });
  });
});

it('5. as many rows as were asked for are sent, and none where there are none', async () => {
  const batches: number[] = [];
  const send = async (rows: readonly unknown[]) => void batches.push(rows.length);
  await readTable({ path: file('a,b\n'.repeat(30)), sheet: '', maxRows: 30 }, send);
  expect(batches).toEqual([30]);
  await readTable({ path: file(',\n'), sheet: '', maxRows: 30 }, send);
  expect(batches).toEqual([30]);
});
