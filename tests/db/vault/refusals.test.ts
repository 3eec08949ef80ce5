import { copyFileSync, existsSync, linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as vault from '../../../db/vault/index.ts';
import {
  aClock,
  aFolder,
  committingSeq,
  copyOf,
  KNOWN_VERSION,
  makeVault,
  PASSWORD,
  refusalFrom,
  snapshot,
  T0,
  unlockAs,
  type MadeVault,
} from './support.ts';

const NEW_PASSWORD = 'another long password';
let made: MadeVault;
const folder = aFolder();

beforeAll(async () => {
  made = await makeVault(folder.path);
});
afterAll(() => folder[Symbol.dispose]());

/** The refusal after `spoil`, and that trying changed nothing in the folder. */
async function refusalAfter(spoil: (path: string, place: string) => void | Promise<void>) {
  using place = aFolder();
  const path = copyOf(made, place.path);
  await spoil(path, place.path);
  const before = snapshot(place.path);
  const refusal = await refusalFrom(() => unlockAs('admin', PASSWORD, path));
  expect(snapshot(place.path)).toEqual(before);
  return refusal;
}

function flip(path: string, offset: number): void {
  const content = readFileSync(path);
  content[offset] = (content[offset] ?? 0) ^ 1;
  writeFileSync(path, content);
}

/** Removes the guest, which takes the keys file and the database one number further. */
async function changeOnce(path: string): Promise<void> {
  const { vault: opened } = await unlockAs('admin', PASSWORD, path);
  vault.removeAccount(opened, 2, { commit: committingSeq(opened.database) });
  vault.closeVault(opened);
  rmSync(`${path}.keys.bak`);
}

describe('each refusal has its own code and changes nothing', () => {
  it('vault missing', async () => {
    expect((await refusalAfter((path) => rmSync(path))).code).toBe('vault.archive_missing');
  });

  it('not a vault: empty, text, a plain database, a folder', async () => {
    const without = (path: string) => rmSync(`${path}.keys`);
    for (const content of ['', 'hello', 'SQLite format 3\0'.padEnd(4096, 'x')]) {
      const spoil = (path: string) => (without(path), writeFileSync(path, content));
      expect((await refusalAfter(spoil)).code).toBe('vault.not_archive');
    }
    using place = aFolder();
    expect((await refusalFrom(() => unlockAs('admin', PASSWORD, place.path))).code).toBe('vault.not_archive');
  });

  it('keys file missing', async () => {
    expect((await refusalAfter((path) => rmSync(`${path}.keys`))).code).toBe('vault.keys_missing');
  });

  it('keys file damaged, empty or enormous', async () => {
    expect((await refusalAfter((path) => flip(`${path}.keys`, 300))).code).toBe('vault.keys_damaged');
    expect((await refusalAfter((path) => writeFileSync(`${path}.keys`, ''))).code).toBe('vault.keys_damaged');
    expect(
      (await refusalAfter((path) => writeFileSync(`${path}.keys`, Buffer.alloc(9_000_000, 32)))).code,
    ).toBe('vault.keys_damaged');
  });

  it('keys file of another vault', async () => {
    using elsewhere = aFolder();
    const other = await makeVault(elsewhere.path);
    expect((await refusalAfter((path) => copyFileSync(`${other.path}.keys`, `${path}.keys`))).code).toBe(
      'vault.keys_other_archive',
    );
  });

  it('keys file older than the vault', async () => {
    const refusal = await refusalAfter(async (path, place) => {
      const old = join(place, 'old.keys');
      copyFileSync(`${path}.keys`, old);
      await changeOnce(path);
      renameSync(old, `${path}.keys`);
    });
    expect(refusal.code).toBe('vault.keys_file_older');
  });

  it('vault older than its keys file', async () => {
    const refusal = await refusalAfter(async (path, place) => {
      const old = join(place, 'old.kda');
      copyFileSync(path, old);
      await changeOnce(path);
      renameSync(old, path);
    });
    expect(refusal.code).toBe('vault.archive_older');
  });

  it('damaged header', async () => {
    for (const offset of [0, 7, 15, 16, 18, 19, 20, 21, 23]) {
      expect((await refusalAfter((path) => flip(path, offset))).code).toBe('vault.header_damaged');
    }
  });

  it('damaged first page', async () => {
    for (const offset of [24, 4095]) {
      expect((await refusalAfter((path) => flip(path, offset))).code).toBe('vault.damaged');
    }
  });

  it('truncated file', async () => {
    const cut = (path: string) => writeFileSync(path, readFileSync(path).subarray(0, 2048));
    expect((await refusalAfter(cut)).code).toBe('vault.damaged');
  });

  it('database of a newer version', async () => {
    const refusal = await refusalAfter(async (path) => {
      const { vault: opened } = await unlockAs('admin', PASSWORD, path);
      opened.database.pragma(`user_version = ${KNOWN_VERSION + 1}`);
      vault.closeVault(opened);
    });
    expect(refusal).toEqual({
      code: 'vault.newer_version',
      data: { found: KNOWN_VERSION + 1, known: KNOWN_VERSION },
    });
  });

  it('in use, and by whom', async () => {
    using place = aFolder();
    const { vault: opened } = await unlockAs('admin', PASSWORD, copyOf(made, place.path));
    const before = snapshot(place.path);
    const refusal = await refusalFrom(() => unlockAs('admin', PASSWORD, opened.path));
    expect(refusal.code).toBe('vault.in_use');
    expect(refusal.data).toMatchObject({ user: userInfo().username, pid: process.pid, since: T0 });
    expect(snapshot(place.path)).toEqual(before);
    // Being refused must not have taken the lock from who has it.
    opened.database.prepare("insert into note(text) values ('still ours')").run();
    expect((await refusalFrom(() => unlockAs('admin', PASSWORD, opened.path))).code).toBe('vault.in_use');
    vault.closeVault(opened);
  });

  it('in use by nobody knows whom when the file beside it is nonsense', async () => {
    using place = aFolder();
    const { vault: opened } = await unlockAs('admin', PASSWORD, copyOf(made, place.path));
    writeFileSync(`${opened.path}.lock`, '{"host":1}');
    expect(await refusalFrom(() => unlockAs('admin', PASSWORD, opened.path))).toEqual({
      code: 'vault.in_use',
      data: { host: '?', user: '?', pid: null, since: null },
    });
    vault.closeVault(opened);
  });

  it('a file with two names, under either of them, until it has one', async () => {
    using place = aFolder();
    const path = copyOf(made, place.path);
    const other = join(place.path, 'other.kda');
    linkSync(path, other);
    copyFileSync(`${path}.keys`, `${other}.keys`);
    for (const name of [path, other])
      expect(await refusalFrom(() => unlockAs('admin', PASSWORD, name))).toEqual({
        code: 'vault.two_names',
        data: {},
      });
    expect(existsSync(`${path}.claim`)).toBe(false);
    rmSync(other);
    vault.closeVault((await unlockAs('admin', PASSWORD, path)).vault);
  });

  it('a stale lock file is no lock', async () => {
    using place = aFolder();
    const path = copyOf(made, place.path);
    writeFileSync(`${path}.lock`, '{"host":"gone","pid":1,"since":1,"user":"gone"}');
    const { vault: opened } = await unlockAs('admin', PASSWORD, path);
    expect(readFileSync(`${path}.lock`, 'utf8')).not.toContain('gone');
    vault.closeVault(opened);
    expect(existsSync(`${path}.lock`)).toBe(false);
  });
});

describe('sign-in refused', () => {
  it('says the same and derives as often for a wrong password as for an unknown login', async () => {
    using place = aFolder();
    const path = copyOf(made, place.path);
    const refusals: unknown[] = [];
    for (const login of ['admin', 'guest', 'nobody']) {
      let derivations = 0;
      const refusal = await refusalFrom(() =>
        vault.unlockVault({
          path,
          login,
          password: NEW_PASSWORD,
          clock: aClock(),
          knownVersion: KNOWN_VERSION,
          step: (step) => void (derivations += step === 'derived' ? 1 : 0),
        }),
      );
      refusals.push({ ...refusal, derivations });
    }
    const same = { code: 'vault.sign_in_refused', data: {}, derivations: 1 };
    expect(refusals).toEqual([same, same, same]);
  });

  it('changes nothing but the count of tries', async () => {
    using place = aFolder();
    const path = copyOf(made, place.path);
    const before = snapshot(place.path);
    expect((await refusalFrom(() => unlockAs('nobody', PASSWORD, path))).code).toBe('vault.sign_in_refused');
    const { 'customers.kda.tries': tries, ...rest } = snapshot(place.path);
    expect(tries).toBeDefined();
    expect(rest).toEqual(before);
    expect(readFileSync(`${path}.tries`, 'utf8')).not.toContain('nobody');
  });
});
