import { createReadStream } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { crc32, createInflateRaw } from 'node:zlib';
import { AppError } from '../../../domain/errors.ts';
import { LIMITS } from './limits.ts';

/** One file in a zip, as the central directory names it. */
export interface ZipEntry {
  readonly name: string;
  readonly method: number;
  readonly encrypted: boolean;
  readonly crc: number;
  readonly packed: number;
  readonly unpacked: number;
  readonly offset: number;
}

export interface Zip {
  readonly path: string;
  readonly handle: FileHandle;
  /** The part of this name; the names of parts have no case (ECMA-376). */
  find(name: string): ZipEntry | undefined;
}

const keyOf = (name: string) => name.toLowerCase();

const END = 0x06054b50;
const END_64 = 0x06064b50;
const LOCATOR_64 = 0x07064b50;
const CENTRAL = 0x02014b50;
const LOCAL = 0x04034b50;
const CENTRAL_BYTES_LIMIT = 8 * 1024 * 1024;
const PACKED_LATER = 0xffffffff;

const truncated = () => new AppError('import.truncated');
const damaged = () => new AppError('import.damaged');

async function readAt(handle: FileHandle, position: number, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(length);
  const { bytesRead } = await handle.read(buffer, 0, length, position);
  if (bytesRead < length) throw truncated();
  return buffer;
}

/**
 * Reads the directory of a zip file. Errors: `import.truncated` when its end is missing, `import.damaged`
 * when the directory contradicts itself, `import.too_large` beyond the limits.
 */
export async function openZip(path: string, handle: FileHandle): Promise<Zip> {
  const { size } = await handle.stat();
  const { count, start, length } = await findDirectory(handle, size);
  if (count > LIMITS.zipEntries || length > CENTRAL_BYTES_LIMIT) throw new AppError('import.too_large');
  if (start + length > size) throw truncated();
  const entries = readEntries(await readAt(handle, start, length), count);
  return { path, handle, find: (name) => entries.get(keyOf(name)) };
}

async function findDirectory(handle: FileHandle, size: number) {
  const tailLength = Math.min(size, 22 + 0xffff);
  const tail = await readAt(handle, size - tailLength, tailLength);
  let end = tail.length - 22;
  while (end >= 0 && tail.readUInt32LE(end) !== END) end--;
  if (end < 0) throw truncated();
  const directory = {
    count: tail.readUInt16LE(end + 10),
    length: tail.readUInt32LE(end + 12),
    start: tail.readUInt32LE(end + 16),
  };
  const isLarge =
    directory.count === 0xffff || directory.length === PACKED_LATER || directory.start === PACKED_LATER;
  if (!isLarge) return directory;
  if (end < 20 || tail.readUInt32LE(end - 20) !== LOCATOR_64) throw damaged();
  const record = await readAt(handle, Number(tail.readBigUInt64LE(end - 12)), 56);
  if (record.readUInt32LE(0) !== END_64) throw damaged();
  return {
    count: Number(record.readBigUInt64LE(32)),
    length: Number(record.readBigUInt64LE(40)),
    start: Number(record.readBigUInt64LE(48)),
  };
}

function readEntries(directory: Buffer, count: number): Map<string, ZipEntry> {
  const entries = new Map<string, ZipEntry>();
  let at = 0;
  for (let index = 0; index < count; index++) {
    if (at + 46 > directory.length || directory.readUInt32LE(at) !== CENTRAL) throw damaged();
    const nameLength = directory.readUInt16LE(at + 28);
    const extraLength = directory.readUInt16LE(at + 30);
    const next = at + 46 + nameLength + extraLength + directory.readUInt16LE(at + 32);
    if (next > directory.length) throw damaged();
    const name = directory.toString('utf8', at + 46, at + 46 + nameLength).replaceAll('\\', '/');
    const extra = directory.subarray(at + 46 + nameLength, at + 46 + nameLength + extraLength);
    entries.set(keyOf(name), {
      name,
      method: directory.readUInt16LE(at + 10),
      encrypted: (directory.readUInt16LE(at + 8) & 1) === 1,
      crc: directory.readUInt32LE(at + 16),
      ...sizes(directory, at, extra),
    });
    at = next;
  }
  return entries;
}

/** Sizes and place; the 64-bit ones stand in an extra field, in this order, only where 32 bits do not do. */
function sizes(directory: Buffer, at: number, extra: Buffer) {
  const found = {
    unpacked: directory.readUInt32LE(at + 24),
    packed: directory.readUInt32LE(at + 20),
    offset: directory.readUInt32LE(at + 42),
  };
  for (let field = 0; field + 4 <= extra.length; field += 4 + extra.readUInt16LE(field + 2)) {
    if (extra.readUInt16LE(field) !== 1) continue;
    let place = field + 4;
    for (const key of ['unpacked', 'packed', 'offset'] as const) {
      if (found[key] !== PACKED_LATER || place + 8 > extra.length) continue;
      found[key] = Number(extra.readBigUInt64LE(place));
      place += 8;
    }
  }
  return found;
}

/**
 * The bytes of an entry, unpacked a piece at a time and counted: a size that is said may be too large, but is
 * never believed to be small. Errors:
 * `import.too_large` past `limit` bytes or the ratio, `import.damaged` for bytes that do not unpack or whose
 * check sum is wrong, `import.encrypted`, `import.truncated`.
 */
export async function* unpack(
  zip: Zip,
  entry: ZipEntry,
  limit: number = LIMITS.entryBytes,
): AsyncGenerator<Buffer> {
  if (entry.encrypted) throw new AppError('import.encrypted');
  if (entry.method !== 0 && entry.method !== 8) throw damaged();
  const header = await readAt(zip.handle, entry.offset, 30);
  if (header.readUInt32LE(0) !== LOCAL) throw damaged();
  const start = entry.offset + 30 + header.readUInt16LE(26) + header.readUInt16LE(28);
  const { size } = await zip.handle.stat();
  if (start + entry.packed > size) throw truncated();
  if (entry.packed === 0) return;
  if (isTooLarge(entry.unpacked, entry, limit)) throw new AppError('import.too_large');
  const packed = createReadStream(zip.path, {
    start,
    end: start + entry.packed - 1,
    highWaterMark: 256 * 1024,
  });
  const source = entry.method === 0 ? packed : packed.pipe(createInflateRaw({ chunkSize: 256 * 1024 }));
  packed.once('error', (error) => source.destroy(error));
  let out = 0;
  let crc = 0;
  try {
    for await (const piece of source as AsyncIterable<Buffer>) {
      out += piece.length;
      if (isTooLarge(out, entry, limit)) throw new AppError('import.too_large');
      crc = crc32(piece, crc);
      yield piece;
    }
  } catch (error) {
    throw error instanceof AppError ? error : damaged();
  } finally {
    packed.destroy();
    source.destroy();
  }
  if (crc !== entry.crc) throw damaged();
}

function isTooLarge(bytes: number, { packed }: ZipEntry, limit: number): boolean {
  return bytes > limit || (bytes > LIMITS.ratioFloor && bytes > packed * LIMITS.ratio);
}
