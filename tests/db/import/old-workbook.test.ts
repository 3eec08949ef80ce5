import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { utils, write } from '@e965/xlsx';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { AppError } from '../../../db/domain/errors.ts';
import { readTableInChild } from '../../../db/features/import/host-node.ts';
import { openCompound } from '../../../db/features/import/reading/compound.ts';
import { readTable } from '../../../db/features/import/reading/read-table.ts';
import type { TableRow } from '../../../db/wire.ts';

const FIXTURE = join(import.meta.dirname, '../../fixtures/import/field/r20-ledger.xls');
const GOOD = readFileSync(FIXTURE);
const folder = mkdtempSync(join(tmpdir(), 'kedang-xls-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let files = 0;
function file(bytes: Uint8Array): string {
  const path = join(folder, `${++files}.xls`);
  writeFileSync(path, bytes);
  return path;
}

async function rowsOf(bytes: Uint8Array, sheet = '业务客户', maxRows = 1_000) {
  const rows: TableRow[] = [];
  const summary = await readTable(
    { path: file(bytes), sheet, maxRows },
    async (more) => void rows.push(...more),
  );
  return { rows, summary };
}
const codeOf = (bytes: Uint8Array) =>
  rowsOf(bytes).then(
    () => 'read',
    (error: unknown) => (error instanceof AppError ? error.code : String(error)),
  );

/** A book of one sheet with a hidden row, a joined cell, numbers in formats, and an error. */
function book({ date1904 = false } = {}): Buffer {
  const sheet = utils.aoa_to_sheet([
    ['客户名称', '手机', '首次接触日期', '率', '电话'],
    ['甲厂', 13900001111, { t: 'n', v: 45358, z: 'yyyy"年"m"月"' }, { t: 'n', v: 0.85, z: '0%' }, true],
    ['乙厂', '13900002222', { t: 'n', v: 45358, z: 'yyyy-mm-dd' }, 1, { t: 'e', v: 0x2a }],
  ]);
  sheet['!merges'] = [{ s: { r: 1, c: 0 }, e: { r: 2, c: 0 } }];
  const made = utils.book_new();
  utils.book_append_sheet(made, sheet, '业务客户');
  made.Workbook = { WBProps: { date1904 } };
  return Buffer.from(write(made, { bookType: 'biff8', type: 'buffer' }) as Uint8Array);
}

/** A record in the stream of a workbook. */
function record(kind: number, ...bytes: number[]): Buffer {
  return Buffer.from([kind & 255, kind >> 8, bytes.length & 255, bytes.length >> 8, ...bytes]);
}
const BOF_BOOK = record(0x0809, 0, 6, 5, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
const BOF_SHEET = record(0x0809, 0, 6, 0x10, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
const EOF = record(0x000a);

/** The stream of a workbook with one sheet, S, that holds these records. */
function bare(...records: Buffer[]): Buffer {
  const position = BOF_BOOK.length + 4 + 9 + EOF.length;
  const sheet = record(0x0085, position, 0, 0, 0, 0, 0, 1, 0, 0x53);
  return Buffer.concat([BOF_BOOK, sheet, EOF, BOF_SHEET, ...records, EOF]);
}
const text = (row: number, column: number, letters: string) =>
  record(
    0x0204,
    row & 255,
    row >> 8,
    column & 255,
    column >> 8,
    0,
    0,
    letters.length,
    0,
    0,
    ...Buffer.from(letters),
  );

describe('1. an old workbook', () => {
  it('shows what its cells show, and says what a day, an error and a truth are', async () => {
    const { rows, summary } = await rowsOf(book());
    expect(rows).toEqual([
      { row: 1, cells: ['客户名称', '手机', '首次接触日期', '率', '电话'] },
      {
        row: 2,
        cells: ['甲厂', 13900001111, '2024-03-07', 0.85, true],
        shown: { 2: '2024年3月', 3: '85%' },
      },
      { row: 3, cells: ['乙厂', '13900002222', '2024-03-07', 1, '#N/A'] },
    ]);
    expect(summary).toMatchObject({ kind: 'workbook', date1904: false });
    expect(summary.sheets[0]?.merges).toEqual([{ top: 2, left: 1, bottom: 3, right: 1 }]);
  });

  it('counts its days from where it says', async () => {
    const { rows, summary } = await rowsOf(book({ date1904: true }));
    expect(summary.date1904).toBe(true);
    expect(rows[2]?.cells[2]).toBe('2028-03-08');
  });

  it('hides the rows that it hides', async () => {
    const hidden = record(0x0208, 1, 0, 0, 0, 1, 0, 0xff, 0, 0, 0, 0, 0, 0x20, 0, 0, 0);
    const { rows } = await rowsOf(bare(hidden, text(0, 0, 'a'), text(1, 0, 'b')), 'S');
    expect(rows).toEqual([
      { row: 1, cells: ['a'] },
      { row: 2, cells: ['b'], hidden: true },
    ]);
  });

  it('of before Excel 97 is read in the letters of China, which it need not name', async () => {
    const begin = (kind: number) => record(0x0809, 0, 5, kind, 0, 0, 0, 0, 0);
    const sheet = record(0x0085, 28, 0, 0, 0, 0, 0, 1, 0x53);
    // 甲厂 in GBK.
    const label = record(0x0204, 0, 0, 0, 0, 0, 0, 4, 0, 0xbc, 0xd7, 0xb3, 0xa7);
    const old = Buffer.concat([begin(5), sheet, EOF, begin(0x10), label, EOF]);
    expect((await rowsOf(old, 'S')).rows).toEqual([{ row: 1, cells: ['甲厂'] }]);
  });

  it('lists its sheets with their first rows', async () => {
    const { sheets } = await readTable({ path: FIXTURE, maxRows: 2 }, async () => undefined);
    expect(sheets).toMatchObject([
      { name: '业务客户', hidden: false, rowCount: 5, rows: [{ row: 1 }, { row: 2 }] },
    ]);
    expect(await codeOf(bare(text(0, 0, 'a')))).toBe('import.no_such_sheet');
  });
});

describe('2. an old workbook that is wrong in itself', () => {
  it.each([0, 8, 100, 511, 512, 513, 1024, 2048, 3000])(
    'says so when only %i bytes are there',
    async (length) => {
      expect(await codeOf(GOOD.subarray(0, length))).toMatch(
        /^import\.(?:truncated|damaged|empty|not_a_workbook)$/,
      );
    },
  );

  it('says so when bits of it are others, whichever they are', async () => {
    let seed = 20_240_307;
    const next = (below: number) => {
      seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0;
      return Math.floor((seed / 2 ** 32) * below);
    };
    // What it does not know it tells the console, which its process does not have.
    vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const found = new Set<string>();
    for (let turn = 0; turn < 400; turn++) {
      const bytes = Buffer.from(GOOD);
      for (let count = 1 + next(6); count > 0; count--) {
        const at = next(bytes.length);
        bytes[at] = (bytes[at] ?? 0) ^ (1 << next(8));
      }
      found.add(await codeOf(bytes));
    }
    vi.restoreAllMocks();
    expect(found).toContain('read');
    expect(found).toContain('import.damaged');
    for (const code of found) expect(code).toMatch(/^(?:read|import\.\w+)$/);
    expect(found).not.toContain('import.unreadable');
  });

  it('says so when its sectors run in a circle', async () => {
    const bytes = Buffer.from(GOOD);
    const table = (bytes.readUInt32LE(76) + 1) * 512;
    // Each sector leads back to the first of the directory.
    for (let at = 0; at < 512; at += 4) bytes.writeUInt32LE(bytes.readUInt32LE(48), table + at);
    expect(await codeOf(bytes)).toBe('import.damaged');
    const list = Buffer.from(GOOD);
    // The list of tables goes on in a sector whose end is itself.
    list.writeUInt32LE(0, 68);
    list.writeUInt32LE(0, 512 + 508);
    expect(() => openCompound(list)).toThrow(expect.objectContaining({ code: 'import.damaged' }));
  });

  it.each([
    ['a password', Buffer.concat([BOF_BOOK, record(0x002f, 0, 0, 0, 0), EOF]), 'import.encrypted'],
    ['a record that is cut off', bare(text(0, 0, 'a')).subarray(0, -8), 'import.truncated'],
    ['no sheet', Buffer.concat([BOF_BOOK, EOF]), 'import.not_a_workbook'],
  ])('says what is wrong with %s', async (_what, bytes, code) => {
    expect(await codeOf(bytes)).toBe(code);
  });

  it('says that an encrypted workbook and a letter in the same container are none', async () => {
    const renamed = (name: string) => {
      const bytes = Buffer.from(GOOD);
      const at = bytes.indexOf(Buffer.from('Workbook', 'utf16le'));
      bytes.fill(0, at, at + 64);
      bytes.write(name, at, 'utf16le');
      bytes.writeUInt16LE(name.length * 2 + 2, at + 64);
      return bytes;
    };
    expect(await codeOf(renamed('EncryptedPackage'))).toBe('import.encrypted');
    expect(await codeOf(renamed('WordDocument'))).toBe('import.not_a_workbook');
    expect(await codeOf(renamed('WORKBOOK'))).toBe('read');
  });

  it('believes nothing that it says of its size, and reads no more columns than there may be', async () => {
    const dimensions = record(0x0200, 0, 0, 0, 0, 0xff, 0xff, 0xff, 0xff, 0, 0, 0xff, 0xff, 0, 0);
    const far = text(0xffff, 0xffff, 'far');
    const { rows } = await rowsOf(bare(dimensions, text(0, 0, 'a'), far, text(0xffff, 1, 'last')), 'S');
    expect(rows).toEqual([
      { row: 1, cells: ['a'] },
      { row: 65_536, cells: [null, 'last'] },
    ]);
  });

  it('refuses more rows than were asked for', async () => {
    const many = Array.from({ length: 20 }, (_, row) => text(row, 0, 'x'));
    await expect(rowsOf(bare(...many), 'S', 19)).rejects.toMatchObject({ code: 'import.too_many_rows' });
  });

  it('is refused when it would fill the memory of its reader, and the host lives on', async () => {
    // Cells by the million, two in each record.
    const cells = Array.from({ length: 65_536 }, (_, row) => {
      const columns = 60;
      const numbers = Array.from({ length: columns }, () => [0, 0, 1, 0, 0, 0]).flat();
      return record(0x00bd, row & 255, row >> 8, 0, 0, ...numbers, columns - 1, 0);
    });
    const path = file(bare(...cells));
    await expect(readTableInChild({ path, sheet: 'S', maxRows: 100_000 })).rejects.toMatchObject({
      code: expect.stringMatching(/^import\.(?:too_large|timed_out)$/),
    });
    expect((await readTableInChild({ path: FIXTURE, maxRows: 5 })).sheets).toHaveLength(1);
  }, 30_000);
});
