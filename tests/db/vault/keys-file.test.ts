import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AppError } from '../../../db/domain/errors.ts';
import { decodeKeysFile, encodeKeysFile } from '../../../db/vault/keys-file.ts';
import { canonicalJson } from '../../../db/domain/canonical.ts';
import { hash, toText, utf8 } from '../../../db/vault/sodium.ts';
import * as vault from '../../../db/vault/index.ts';
import {
  aFolder,
  CODE,
  copyOf,
  makeVault,
  PASSWORD,
  refusalFrom,
  refusalOf,
  unlockAs,
  type MadeVault,
} from './support.ts';
import { drawn } from '../../support/share.ts';

let made: MadeVault;
let content: Uint8Array;
const folder = aFolder();

beforeAll(async () => {
  made = await makeVault(folder.path);
  content = readFileSync(`${made.path}.keys`);
});
afterAll(() => folder[Symbol.dispose]());

type Json = { [key: string]: Json } | Json[] | string | number | boolean;

/** The file as somebody who knows the format but no key would forge it: the checksum fits. */
function forged(change: (file: Record<string, Json>) => void): Uint8Array {
  const { checksum: _, ...file } = JSON.parse(Buffer.from(content).toString()) as Record<string, Json>;
  change(file);
  return utf8(canonicalJson({ ...file, checksum: toText(hash(32, utf8(canonicalJson(file)))) }));
}

function slotOf(file: Record<string, Json>, at: number): Record<string, Json> {
  const slots = file['slots'] as Json[];
  return slots[at] as Record<string, Json>;
}

describe('keys file', () => {
  it('is canonical: what is read is written again byte for byte', () => {
    expect(encodeKeysFile(decodeKeysFile(content))).toBe(Buffer.from(content).toString());
  });

  it('shows every flipped bit', () => {
    for (const at of drawn([...content.keys()])) {
      const flipped = Uint8Array.from(content);
      flipped[at] = (flipped[at] ?? 0) ^ (1 << (at % 8));
      expect(refusalOf(() => decodeKeysFile(flipped)).code).toBe('vault.keys_damaged');
    }
  });

  it('shows every truncation, and anything added', () => {
    for (const length of drawn([...content.keys()])) {
      expect(refusalOf(() => decodeKeysFile(content.subarray(0, length))).code).toBe('vault.keys_damaged');
    }
    for (const added of ['\n', ' ', '\0', '{}']) {
      const longer = utf8(Buffer.from(content).toString() + added);
      expect(refusalOf(() => decodeKeysFile(longer)).code).toBe('vault.keys_damaged');
    }
  });

  it('says when an intact file is of a later format', () => {
    const newer = forged((file) => (file['version'] = 4));
    expect(refusalOf(() => decodeKeysFile(newer))).toEqual({
      code: 'vault.keys_newer',
      data: { found: 4, known: 3 },
    });
  });

  it.each([
    ['memory below the floor', { memory: 1024, passes: 2 }],
    ['memory that would stop the machine', { memory: 64 * 1024 * 1024, passes: 2 }],
    ['passes without end', { memory: 65536, passes: 1_000_000 }],
    ['half a KiB', { memory: 65536.5, passes: 2 }],
  ])('refuses %s', (_name, cost) => {
    expect(refusalOf(() => decodeKeysFile(forged((file) => (slotOf(file, 0)['cost'] = cost)))).code).toBe(
      'vault.keys_damaged',
    );
  });

  it.each([
    ['an unknown field', (file: Record<string, Json>) => (file['extra'] = 1)],
    ['an account twice', (file: Record<string, Json>) => (slotOf(file, 1)['account'] = 1)],
    ['a login twice', (file: Record<string, Json>) => (slotOf(file, 1)['login'] = 'admin')],
    ['a short key', (file: Record<string, Json>) => (slotOf(file, 0)['boxPublic'] = 'AAAA')],
    [
      'a key that is no base64',
      (file: Record<string, Json>) => (slotOf(file, 0)['boxPublic'] = '!'.repeat(43)),
    ],
    ['slots that are no list', (file: Record<string, Json>) => (file['slots'] = {})],
  ])('refuses %s', (_name, change) => {
    expect(refusalOf(() => decodeKeysFile(forged((file) => void change(file)))).code).toBe(
      'vault.keys_damaged',
    );
  });
});

describe('a forged keys file whose checksum fits', () => {
  /** Opens with the forged file in place, as `guest` with the code. */
  async function refusalWith(change: (file: Record<string, Json>) => void): Promise<string> {
    using place = aFolder();
    const path = copyOf(made, place.path);
    writeFileSync(`${path}.keys`, forged(change));
    return (await refusalFrom(() => unlockAs('guest', CODE, path))).code;
  }

  it.each([
    ['another number', (file: Record<string, Json>) => (file['seq'] = 2)],
    ['a slot less', (file: Record<string, Json>) => (file['slots'] as Json[]).shift()],
    ['another login for a slot', (file: Record<string, Json>) => (slotOf(file, 0)['login'] = 'boss')],
    [
      'a code passed off as a password of their own',
      (file: Record<string, Json>) => (slotOf(file, 0)['oneTime'] = true),
    ],
    [
      'another recovery key',
      (file: Record<string, Json>) =>
        ((file['recovery'] as Record<string, Json>)['publicKey'] = 'A'.repeat(43)),
    ],
  ])('is known by %s', async (_name, change) => {
    expect(await refusalWith((file) => void change(file))).toBe('vault.keys_tampered');
  });

  it('does not open with the pair of one account in the slot of another', async () => {
    const swap = (file: Record<string, Json>) => {
      const { account, login } = slotOf(file, 0);
      Object.assign(slotOf(file, 0), slotOf(file, 1), { account, login });
    };
    using place = aFolder();
    const path = copyOf(made, place.path);
    writeFileSync(`${path}.keys`, forged(swap));
    expect((await refusalFrom(() => unlockAs('admin', CODE, path))).code).toBe('vault.sign_in_refused');
  });

  it('does not stop anybody when it is planted beside the right one', async () => {
    using place = aFolder();
    const path = copyOf(made, place.path);
    writeFileSync(
      `${path}.keys.new`,
      forged((file) => (file['seq'] = 2)),
    );
    const { vault: opened } = await unlockAs('admin', PASSWORD, path);
    expect(opened.keys.seq).toBe(1);
    vault.closeVault(opened);
    expect(readFileSync(`${path}.keys`).equals(content)).toBe(true);
  });

  it('never ends in an error that is not a refusal', () => {
    for (const text of [
      'null',
      '[]',
      '{}',
      '{"format":"kedang-keys"}',
      '"x"',
      '{"__proto__":{"format":"kedang-keys"}}',
    ]) {
      expect(() => decodeKeysFile(utf8(text))).toThrow(AppError);
    }
  });
});
