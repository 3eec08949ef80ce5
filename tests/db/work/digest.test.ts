import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { digestOf, type DigestField } from '../../../db/work/digest.ts';

/** As the description says, one field after the other. */
function plainly(fields: readonly DigestField[]): Buffer {
  const parts = fields.flatMap((field) => {
    const bytes = field instanceof Uint8Array ? field : Buffer.from(String(field ?? ''));
    const length = Buffer.alloc(4);
    length.writeUInt32BE(field === null ? 0xffffffff : bytes.length);
    return [length, bytes];
  });
  return createHash('sha256').update(Buffer.concat(parts)).digest();
}

test.each([0, 1, 4_000, 64 * 1024, 64 * 1024 + 1, 3_000_000])(
  'fields with one of %d bytes, however they are hashed',
  (size) => {
    const bytes = new Uint8Array(size).fill(7);
    const fields: DigestField[] = ['检查', null, bytes, 17, ''];
    expect(Buffer.from(digestOf(fields)).equals(plainly(fields))).toBe(true);
    expect(Buffer.from(digestOf([bytes])).equals(plainly([bytes]))).toBe(true);
  },
);

test('an empty text, none, and fields that run together are not the same', () => {
  const all = [[''], [null], ['ab', ''], ['a', 'b'], ['', 'ab'], ['ab']].map((fields) =>
    Buffer.from(digestOf(fields)).toString('hex'),
  );
  expect(new Set(all).size).toBe(all.length);
});
