import type { Worker } from 'node:worker_threads';
import { expect, test } from 'vitest';
import { AppError } from '../../../db/domain/errors.ts';
import { answer, ask, take } from '../../../db/vault/derivation-memory.ts';
import { derive, FLOOR_COST } from '../../../db/vault/key-derivation.ts';
import { sodium } from '../../../db/vault/sodium.ts';

const SALT = Uint8Array.from({ length: 16 }, (_, index) => index);

test('the thread derives what libsodium derives here, for any text', async () => {
  for (const secret of ['correct horse 口令：两只黄鹂鸣翠柳', '']) {
    const { memory, passes } = FLOOR_COST;
    const algorithm = sodium.crypto_pwhash_ALG_ARGON2ID13;
    const here = sodium.crypto_pwhash(32, secret, SALT, passes, memory * 1024, algorithm);
    expect(await derive(secret, SALT, FLOOR_COST)).toEqual(here);
  }
});

test('the memory of a derivation is given back', async () => {
  const resident = () => process.memoryUsage().rss / 2 ** 20;
  await derive('warm', SALT, FLOOR_COST);
  const before = resident();
  for (let count = 0; count < 4; count += 1) await derive('again', SALT, { memory: 128 * 1024, passes: 2 });
  await expect.poll(() => resident() - before, { timeout: 10_000 }).toBeLessThan(200);
});

test('the shared memory holds nothing once the key is taken', () => {
  const memory = ask(SALT, Buffer.from('secret'));
  answer(memory, ({ salt, secret }) => {
    expect([salt, Buffer.from(secret).toString()]).toEqual([SALT, 'secret']);
    return new Uint8Array(32).fill(7);
  });
  expect(take(memory)).toEqual(new Uint8Array(32).fill(7));
  expect(new Uint8Array(memory).every((byte) => byte === 0)).toBe(true);
});

test('a thread that fails, or ends before it answers, is no key', () => {
  const failed = ask(SALT, Buffer.from('secret'));
  const fail = () => {
    throw new RangeError('memory');
  };
  expect(() => answer(failed, fail)).toThrow('memory');
  expect(take(failed)).toBeUndefined();
  const silent = ask(SALT, Buffer.from('secret'));
  expect(take(silent)).toBeUndefined();
  expect(new Uint8Array(silent).every((byte) => byte === 0)).toBe(true);
});

test('a key that nobody wants any more is not derived to its end', async () => {
  const dear = { memory: 512 * 1024, passes: 12 };
  const stop = new AbortController();
  const stopped = derive('secret', SALT, dear, stop.signal).catch((error: unknown) => error);
  const other = new AbortController();
  const derived = derive('secret', SALT, dear, other.signal).catch((error: unknown) => error);
  setImmediate(() => stop.abort(new AppError('vault.locked')));
  expect(await Promise.race([stopped, derived])).toMatchObject({ code: 'vault.locked' });
  other.abort(new AppError('vault.no_memory'));
  expect(await derived).toMatchObject({ code: 'vault.no_memory' });
  await expect(derive('secret', SALT, dear, stop.signal)).rejects.toThrow('vault.locked');
});

test('keys that are wanted one after another come from one thread, which ends soon afterwards', async () => {
  const threads: Worker[] = [];
  const note = (worker: Worker) => threads.push(worker);
  process.on('worker', note);
  try {
    // One that is stopped is not asked again.
    const stop = new AbortController();
    const stopped = derive('secret', SALT, { memory: 512 * 1024, passes: 12 }, stop.signal);
    stop.abort(new AppError('vault.locked'));
    await expect(stopped).rejects.toThrow('vault.locked');
    threads.splice(0);
    const one = await derive('one', SALT, FLOOR_COST);
    const other = await derive('other', SALT, FLOOR_COST);
    expect(await derive('one', SALT, FLOOR_COST)).toEqual(one);
    expect(other).not.toEqual(one);
    expect(threads).toHaveLength(1);
    await expect.poll(() => threads[0]?.threadId, { timeout: 10_000 }).toBe(-1);
    expect(await derive('one', SALT, FLOOR_COST)).toEqual(one);
    expect(threads).toHaveLength(2);
  } finally {
    process.off('worker', note);
  }
});
