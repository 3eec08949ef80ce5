import { crc32, deflateRawSync } from 'node:zlib';

export interface ZipEntry {
  readonly name: string;
  readonly data: string | Uint8Array;
}

/** Names are UTF-8. */
const FLAGS = 0x0800;
const DEFLATED = 8;
/** 1980-01-01, the first day that zip knows: a file written twice is the same twice. */
const DAY_ONE = 0x21;

/** A zip file with every entry deflated, as Word and Excel read it. */
export function zip(entries: readonly ZipEntry[]): Uint8Array {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, data } of entries) {
    const bytes = typeof data === 'string' ? Buffer.from(data, 'utf8') : data;
    const packed = deflateRawSync(bytes);
    const path = Buffer.from(name, 'utf8');
    const common = commonFields(path.length, bytes, packed.length);
    parts.push(Buffer.concat([Buffer.from('PK\u0003\u0004'), common, path, packed]));
    directory.push(directoryEntry(common, path, offset));
    offset += 4 + common.length + path.length + packed.length;
  }
  const index = Buffer.concat(directory);
  return Buffer.concat([...parts, index, endRecord(entries.length, index.length, offset)]);
}

/** What an entry and its line in the directory say alike. */
function commonFields(nameLength: number, bytes: Uint8Array, packedLength: number): Buffer {
  const fields = Buffer.alloc(26);
  fields.writeUInt16LE(20, 0);
  fields.writeUInt16LE(FLAGS, 2);
  fields.writeUInt16LE(DEFLATED, 4);
  fields.writeUInt16LE(DAY_ONE, 8);
  fields.writeUInt32LE(crc32(bytes), 10);
  fields.writeUInt32LE(packedLength, 14);
  fields.writeUInt32LE(bytes.length, 18);
  fields.writeUInt16LE(nameLength, 22);
  return fields;
}

function directoryEntry(common: Buffer, path: Buffer, offset: number): Buffer {
  const head = Buffer.from('PK\u0001\u0002\u0014\u0000');
  const tail = Buffer.alloc(14);
  tail.writeUInt32LE(offset, 10);
  return Buffer.concat([head, common, tail, path]);
}

function endRecord(count: number, indexLength: number, offset: number): Buffer {
  const record = Buffer.alloc(22);
  record.write('PK\u0005\u0006', 'latin1');
  record.writeUInt16LE(count, 8);
  record.writeUInt16LE(count, 10);
  record.writeUInt32LE(indexLength, 12);
  record.writeUInt32LE(offset, 16);
  return record;
}
