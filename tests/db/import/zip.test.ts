import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { LIMITS } from '../../../db/features/import/reading/limits.ts';
import { readTable } from '../../../db/features/import/reading/read-table.ts';
import { sheetData, workbookParts, zip, type ZipPart } from './support/workbook.ts';

const folder = mkdtempSync(join(tmpdir(), 'kedang-zip-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let files = 0;
function file(bytes: Uint8Array): string {
  const path = join(folder, `${++files}.xlsx`);
  writeFileSync(path, bytes);
  return path;
}
const reading = (path: string) =>
  readTable({ path, maxRows: 5 }, async () => undefined).then(
    ({ sheets }) => sheets[0]?.rows[0]?.cells[0],
    (error: { code?: string }) => error.code,
  );
const read = (bytes: Uint8Array) => reading(file(bytes));

const PARTS = workbookParts({ sheets: [{ name: 'S', xml: sheetData([['甲']]) }] });
const last = (part: Partial<ZipPart>) => [...PARTS.slice(0, -1), { ...PARTS.at(-1), ...part } as ZipPart];
/** A copy with some bytes written over, counted from the start, or from the end where negative. */
function patched(bytes: Buffer, patch: (copy: Buffer, end: number) => void): Buffer {
  const copy = Buffer.from(bytes);
  patch(copy, copy.length - 22);
  return copy;
}
const BOOK = zip(PARTS);
const centralOf = (bytes: Buffer) => bytes.readUInt32LE(bytes.length - 6);

describe('1. the end of a zip', () => {
  it('is found before a comment, and missing in half a file', async () => {
    expect(await read(BOOK)).toBe('甲');
    expect(await read(Buffer.concat([BOOK, Buffer.from('a comment')]))).toBe('甲');
    expect(await read(BOOK.subarray(0, 4))).toBe('import.truncated');
    expect(await read(BOOK.subarray(0, -1))).toBe('import.truncated');
    expect(await read(BOOK.subarray(100))).not.toBe('甲');
  });

  it('says where the directory is: one beyond the end is cut off', async () => {
    const longer = (more: number) =>
      patched(BOOK, (copy, end) => copy.writeUInt32LE(copy.readUInt32LE(end + 12) + more, end + 12));
    expect(await read(longer(22))).toBe('甲');
    expect(await read(longer(23))).toBe('import.truncated');
  });

  it('names no more parts and no longer a directory than there may be', async () => {
    const counted = (count: number) => patched(BOOK, (copy, end) => copy.writeUInt16LE(count, end + 10));
    expect(await read(counted(LIMITS.zipEntries))).toBe('import.damaged');
    expect(await read(counted(LIMITS.zipEntries + 1))).toBe('import.too_large');
    const long = (length: number) => patched(BOOK, (copy, end) => copy.writeUInt32LE(length, end + 12));
    expect(await read(long(8 * 1024 * 1024))).toBe('import.truncated');
    expect(await read(long(8 * 1024 * 1024 + 1))).toBe('import.too_large');
  });
});

describe('2. the directory of a zip', () => {
  it.each<[string, (copy: Buffer, at: number, end: number) => void]>([
    ['has one part less than it says', (copy, _at, end) => copy.writeUInt16LE(PARTS.length + 1, end + 10)],
    ['has an entry that is none', (copy, at) => copy.writeUInt32LE(0, at)],
    ['has a name beyond its end', (copy, at) => copy.writeUInt16LE(60_000, at + 28)],
    [
      'is cut off in an entry',
      (copy, _at, end) => copy.writeUInt32LE(copy.readUInt32LE(end + 12) - 1, end + 12),
    ],
    ['leads to what is no part', (copy, at) => copy.writeUInt32LE(1, at + 42)],
  ])('is damaged where it %s', async (_what, patch) => {
    expect(await read(patched(BOOK, (copy, end) => patch(copy, centralOf(BOOK), end)))).toBe(
      'import.damaged',
    );
  });

  it('may write its folders the other way', async () => {
    expect(await read(zip(PARTS.map((part) => ({ ...part, name: part.name.replaceAll('/', '\\') }))))).toBe(
      '甲',
    );
  });
});

describe('3. a part', () => {
  it('may be stored as it is, and is unpacked in no other way', async () => {
    expect(await read(zip(last({ method: 0 })))).toBe('甲');
    expect(await read(zip(last({ method: 12 })))).toBe('import.damaged');
  });

  it('is refused by the size that it is said to have, before it is unpacked', async () => {
    const said = (claimedSize: number) => read(zip(last({ claimedSize })));
    expect(await said(LIMITS.ratioFloor)).toBe('甲');
    expect(await said(LIMITS.ratioFloor + 1)).toBe('import.too_large');
  });

  it('without anything in it is an empty sheet', async () => {
    expect(await read(zip(last({ method: 0, data: '' })))).toBeUndefined();
  });

  it('that does not unpack is damaged, and one that goes on beyond the file is cut off', async () => {
    const at = centralOf(BOOK);
    const garbled = patched(BOOK, (copy) => copy.fill(0xff, 30 + '_rels/.rels'.length, 60));
    expect(await read(garbled)).toBe('import.damaged');
    const endless = patched(BOOK, (copy) => copy.writeUInt32LE(copy.length, at + 20));
    expect(await read(endless)).toBe('import.truncated');
  });
});

describe('4. a zip with 64-bit numbers', () => {
  const LATER = 0xffffffff;
  /** The same with its end said in 64 bits, and in 32 only as far as `keep` says. */
  function wide(bytes: Buffer, keep: { count?: true; length?: true; start?: true } = {}): Buffer {
    const end = bytes.subarray(-22);
    const record = Buffer.alloc(56);
    record.writeUInt32LE(0x06064b50, 0);
    record.writeBigUInt64LE(BigInt(end.readUInt16LE(10)), 32);
    record.writeBigUInt64LE(BigInt(end.readUInt32LE(12)), 40);
    record.writeBigUInt64LE(BigInt(end.readUInt32LE(16)), 48);
    const locator = Buffer.alloc(20);
    locator.writeUInt32LE(0x07064b50, 0);
    locator.writeBigUInt64LE(BigInt(bytes.length - 22), 8);
    const short = Buffer.from(end);
    if (!keep.count) short.writeUInt16LE(0xffff, 10);
    if (!keep.length) short.writeUInt32LE(LATER, 12);
    if (!keep.start) short.writeUInt32LE(LATER, 16);
    return Buffer.concat([bytes.subarray(0, -22), record, locator, short]);
  }

  it.each([
    {},
    { count: true, length: true },
    { count: true, start: true },
    { length: true, start: true },
  ] as const)('is read by its record, though 32 bits say %j', async (keep) => {
    expect(await read(wide(BOOK, keep))).toBe('甲');
  });

  it('is damaged without the way to its record, or without it', async () => {
    const bytes = wide(BOOK);
    const end = bytes.length - 22;
    expect(await read(patched(bytes, (copy) => copy.writeUInt32LE(0, end - 20)))).toBe('import.damaged');
    expect(await read(patched(bytes, (copy) => copy.writeUInt32LE(0, end - 76)))).toBe('import.damaged');
    expect(await read(patched(BOOK.subarray(-22), (copy) => copy.writeUInt16LE(0xffff, 10)))).not.toBe('甲');
  });

  it('has sizes and places of parts in a field of their own, behind others', async () => {
    const other = Buffer.from([9, 0, 2, 0, 1, 0]);
    expect(await read(zip(PARTS.map((part) => ({ ...part, wide: true }))))).toBe('甲');
    expect(await read(zip(PARTS.map((part) => ({ ...part, wide: true, extra: other }))))).toBe('甲');
    expect(await read(zip(PARTS.map((part) => ({ ...part, extra: other }))))).toBe('甲');
    // A field that ends before its numbers leaves what 32 bits say, which is nowhere.
    const short = Buffer.from([1, 0, 4, 0, 0, 0, 0, 0]);
    expect(await read(zip(PARTS.map((part) => ({ ...part, claimedOffset: LATER, extra: short }))))).toBe(
      'import.truncated',
    );
  });
});

it('5. a file may be as large as the limit, which is looked at before anything else', async () => {
  const sized = (size: number) => {
    const path = file(BOOK.subarray(0, 4));
    truncateSync(path, size);
    return reading(path);
  };
  expect(await sized(LIMITS.fileBytes)).toBe('import.truncated');
  expect(await sized(LIMITS.fileBytes + 1)).toBe('import.too_large');
});
