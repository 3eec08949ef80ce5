import { AppError } from '../../../domain/errors.ts';

/**
 * The container of old Office files: sectors chained by a table (FAT), a directory among them, and small streams packed
 * into one of its own. Every chain is followed for no more sectors than the file has, so one that runs in a circle ends.
 */
const HEADER_BYTES = 512;
const ENTRY_BYTES = 128;
const MINI_BYTES = 64;
const MINI_CUTOFF = 4096;
const IN_HEADER = 109;
const HIGHEST_SECTOR = 0xfffffffa;
const STREAM = 2;
const ROOT = 5;

const damaged = () => new AppError('import.damaged');

interface Entry {
  readonly name: string;
  readonly kind: number;
  readonly start: number;
  readonly size: number;
}

/** The streams of a container by name, each read when it is asked for. Errors: `import.damaged`, `import.truncated`. */
export function openCompound(bytes: Buffer): (name: string) => Buffer | null {
  if (bytes.length < HEADER_BYTES) throw new AppError('import.truncated');
  const shift = bytes.readUInt16LE(30);
  if (shift !== 9 && shift !== 12) throw damaged();
  const size = 2 ** shift;
  const sectors = Math.ceil((bytes.length - size) / size);
  /** A sector; the last one may be short. */
  const sector = (number: number): Buffer => {
    if (number >= sectors) throw new AppError('import.truncated');
    return bytes.subarray((number + 1) * size, (number + 2) * size);
  };
  const wordAt = (part: Buffer, at: number) => {
    if (at + 4 > part.length) throw new AppError('import.truncated');
    return part.readUInt32LE(at);
  };
  const table = readTable(bytes, size, sectors, (number, at) => wordAt(sector(number), at));
  const nextOf = (number: number) => {
    const part = table[Math.floor((number * 4) / size)];
    if (part === undefined) throw damaged();
    return wordAt(sector(part), (number * 4) % size);
  };
  const chain = (start: number) => Buffer.concat(follow(start, sectors, nextOf).map(sector));
  const entries = readEntries(chain(bytes.readUInt32LE(48)));
  const root = entries.find(({ kind }) => kind === ROOT);
  const miniStart = bytes.readUInt32LE(60);
  const readSmall = ({ start, size: length }: Entry) => {
    const packed = root ? chain(root.start) : Buffer.alloc(0);
    const links = miniStart < HIGHEST_SECTOR ? chain(miniStart) : Buffer.alloc(0);
    const numbers = follow(start, Math.ceil(length / MINI_BYTES), (number) => wordAt(links, number * 4));
    return Buffer.concat(
      numbers.map((number) => packed.subarray(number * MINI_BYTES, (number + 1) * MINI_BYTES)),
    );
  };
  return (name) => {
    const entry = entries.find((one) => one.kind === STREAM && one.name.toLowerCase() === name.toLowerCase());
    if (!entry) return null;
    const stream = entry.size < MINI_CUTOFF ? readSmall(entry) : chain(entry.start);
    if (stream.length < entry.size) throw new AppError('import.truncated');
    return stream.subarray(0, entry.size);
  };
}

/** The sectors of the FAT: 109 in the header, further ones in a chain of their own. */
function readTable(
  bytes: Buffer,
  size: number,
  sectors: number,
  wordIn: (sector: number, at: number) => number,
): number[] {
  const found: number[] = [];
  for (let index = 0; index < IN_HEADER; index++) found.push(bytes.readUInt32LE(76 + index * 4));
  let next = bytes.readUInt32LE(68);
  for (let count = 0; next < HIGHEST_SECTOR; count++) {
    if (count > sectors) throw damaged();
    for (let at = 0; at < size - 4; at += 4) found.push(wordIn(next, at));
    next = wordIn(next, size - 4);
  }
  return found.filter((number) => number < HIGHEST_SECTOR);
}

function follow(start: number, most: number, nextOf: (number: number) => number): number[] {
  const found: number[] = [];
  for (let number = start; number < HIGHEST_SECTOR; number = nextOf(number)) {
    if (found.length >= most) throw damaged();
    found.push(number);
  }
  return found;
}

function readEntries(directory: Buffer): Entry[] {
  const entries: Entry[] = [];
  for (let at = 0; at + ENTRY_BYTES <= directory.length; at += ENTRY_BYTES) {
    const length = directory.readUInt16LE(at + 64);
    const kind = directory[at + 66] ?? 0;
    if (length < 2 || length > 64 || kind === 0) continue;
    entries.push({
      name: directory.toString('utf16le', at, at + length - 2),
      kind,
      start: directory.readUInt32LE(at + 116),
      size: directory.readUInt32LE(at + 120),
    });
  }
  return entries;
}
