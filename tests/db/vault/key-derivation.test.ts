import { expect, test } from 'vitest';
import { answer, ask, take } from '../../../db/vault/derivation-memory.ts';
import { derive, FLOOR_COST } from '../../../db/vault/key-derivation.ts';
import { sodium } from '../../../db/vault/sodium.ts';

const SALT = Uint8Array.from({ length: 16 }, (_, index) => index);

test('the thread derives what libsodium derives here, for any text', () => {
  for (const secret of ['correct horse battery', '口令：两只黄鹂鸣翠柳', '']) {
    const { memory, passes } = FLOOR_COST;
    const algorithm = sodium.crypto_pwhash_ALG_ARGON2ID13;
    const here = sodium.crypto_pwhash(32, secret, SALT, passes, memory * 1024, algorithm);
    expect(derive(secret, SALT, FLOOR_COST)).toEqual(here);
  }
});

test('the memory of a derivation is given back', async () => {
  const resident = () => process.memoryUsage().rss / 2 ** 20;
  derive('warm', SALT, FLOOR_COST);
  const before = resident();
  for (let count = 0; count < 4; count += 1) derive('again', SALT, { memory: 256 * 1024, passes: 2 });
  await expect.poll(() => resident() - before, { timeout: 10_000 }).toBeLessThan(200);
});

test('the shared memory holds nothing once the key is taken', () => {
  const memory = ask(SALT, Buffer.from('secret'));
  answer(memory, ({ salt, secret }) => {
    expect([salt, Buffer.from(secret).toString()]).toEqual([SALT, 'secret']);
    return new Uint8Array(32).fill(7);
  });
  expect(take(memory, 1)).toEqual(new Uint8Array(32).fill(7));
  expect(new Uint8Array(memory).every((byte) => byte === 0)).toBe(true);
});

test('a thread that fails, or never answers, is no key and nothing waits for ever', () => {
  const failed = ask(SALT, Buffer.from('secret'));
  const fail = () => {
    throw new RangeError('memory');
  };
  expect(() => answer(failed, fail)).toThrow('memory');
  expect(take(failed, 10_000)).toBeUndefined();
  const silent = ask(SALT, Buffer.from('secret'));
  expect(take(silent, 10)).toBeUndefined();
  expect(new Uint8Array(silent).every((byte) => byte === 0)).toBe(true);
});
