import { crc32, deflateSync } from 'node:zlib';

/** A QR code as a black and white PNG, one pixel a module and four of quiet zone round it. */
export function qrPng(rows: readonly string[]): Uint8Array {
  const side = rows.length + 8;
  const stride = 1 + Math.ceil(side / 8);
  const pixels = Buffer.alloc(stride * side, 0xff);
  for (let y = 0; y < side; y += 1) pixels[y * stride] = 0;
  rows.forEach((row, y) => {
    for (let x = 0; x < row.length; x += 1)
      if (row[x] === '1') {
        const at = (y + 4) * stride + 1 + ((x + 4) >> 3);
        pixels[at] = (pixels[at] ?? 0xff) & ~(0x80 >> ((x + 4) & 7));
      }
  });
  const header = Buffer.alloc(13);
  header.writeUInt32BE(side, 0);
  header.writeUInt32BE(side, 4);
  header[8] = 1;
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(pixels)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(kind: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(kind, 'latin1'), data]);
  const ends = Buffer.alloc(8);
  ends.writeUInt32BE(data.length, 0);
  ends.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([ends.subarray(0, 4), body, ends.subarray(4)]);
}
