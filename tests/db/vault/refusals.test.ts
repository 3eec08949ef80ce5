import { copyFileSync, existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as vault from '../../../db/vault/index.ts';
import {
  aClock,
  aFolder,
  committing,
  copyOf,
  KNOWN_VERSION,
  makeArchive,
  PASSWORD,
  refusalOf,
  snapshot,
  T0,
  unlockAs,
  type MadeArchive,
} from './support.ts';

const NEW_PASSWORD = 'another long password';
const cost = vault.FLOOR_COST;
let made: MadeArchive;
const folder = aFolder();

beforeAll(async () => {
  made = await makeArchive(folder.path);
});
afterAll(() => folder[Symbol.dispose]());

/** The refusal after `spoil`, and that trying changed nothing in the folder. */
function refusalAfter(spoil: (path: string, place: string) => void, password = PASSWORD) {
  using place = aFolder();
  const path = copyOf(made, place.path);
  spoil(path, place.path);
  const before = snapshot(place.path);
  const refusal = refusalOf(() => unlockAs('admin', password, path));
  expect(snapshot(place.path)).toEqual(before);
  return refusal;
}

function flip(path: string, offset: number): void {
  const content = readFileSync(path);
  content[offset] = (content[offset] ?? 0) ^ 1;
  writeFileSync(path, content);
}

/** Changes the admin's password, which takes the keys file and the database one number further. */
function changeOnce(path: string): void {
  const { archive, person } = unlockAs('admin', PASSWORD, path);
  vault.changePassword(archive, person, {
    oldPassword: PASSWORD,
    newPassword: NEW_PASSWORD,
    clock: aClock(),
    cost,
    commit: committing(archive.database),
  });
  vault.closeArchive(archive);
  rmSync(`${path}.keys.bak`);
}

describe('each refusal has its own code and changes nothing', () => {
  it('archive missing', () => {
    expect(refusalAfter((path) => rmSync(path)).code).toBe('vault.archive_missing');
  });

  it('not an archive: empty, text, a plain database, a folder', () => {
    const without = (path: string) => rmSync(`${path}.keys`);
    for (const content of ['', 'hello', 'SQLite format 3\0'.padEnd(4096, 'x')]) {
      const spoil = (path: string) => (without(path), writeFileSync(path, content));
      expect(refusalAfter(spoil).code).toBe('vault.not_archive');
    }
    using place = aFolder();
    expect(refusalOf(() => unlockAs('admin', PASSWORD, place.path)).code).toBe('vault.not_archive');
  });

  it('keys file missing', () => {
    expect(refusalAfter((path) => rmSync(`${path}.keys`)).code).toBe('vault.keys_missing');
  });

  it('keys file damaged, empty or enormous', () => {
    expect(refusalAfter((path) => flip(`${path}.keys`, 300)).code).toBe('vault.keys_damaged');
    expect(refusalAfter((path) => writeFileSync(`${path}.keys`, '')).code).toBe('vault.keys_damaged');
    expect(refusalAfter((path) => writeFileSync(`${path}.keys`, Buffer.alloc(9_000_000, 32))).code).toBe(
      'vault.keys_damaged',
    );
  });

  it('keys file of another archive', async () => {
    using elsewhere = aFolder();
    const other = await makeArchive(elsewhere.path);
    expect(refusalAfter((path) => copyFileSync(`${other.path}.keys`, `${path}.keys`)).code).toBe(
      'vault.keys_other_archive',
    );
  });

  it('keys file older than the archive', () => {
    const refusal = refusalAfter((path, place) => {
      const old = join(place, 'old.keys');
      copyFileSync(`${path}.keys`, old);
      changeOnce(path);
      renameSync(old, `${path}.keys`);
    });
    expect(refusal.code).toBe('vault.keys_file_older');
  });

  it('archive older than its keys file', () => {
    const refusal = refusalAfter((path, place) => {
      const old = join(place, 'old.kda');
      copyFileSync(path, old);
      changeOnce(path);
      renameSync(old, path);
    }, NEW_PASSWORD);
    expect(refusal.code).toBe('vault.archive_older');
  });

  it('damaged header', () => {
    for (const offset of [0, 7, 15, 16, 18, 19, 20, 21, 23]) {
      expect(refusalAfter((path) => flip(path, offset)).code).toBe('vault.header_damaged');
    }
  });

  it('damaged first page', () => {
    for (const offset of [24, 100, 4095]) {
      expect(refusalAfter((path) => flip(path, offset)).code).toBe('vault.damaged');
    }
  });

  it('truncated file', () => {
    const cut = (path: string) => writeFileSync(path, readFileSync(path).subarray(0, 2048));
    expect(refusalAfter(cut).code).toBe('vault.damaged');
  });

  it('database of a newer version', () => {
    const refusal = refusalAfter((path) => {
      const { archive } = unlockAs('admin', PASSWORD, path);
      archive.database.pragma(`user_version = ${KNOWN_VERSION + 1}`);
      vault.closeArchive(archive);
    });
    expect(refusal).toEqual({
      code: 'vault.newer_version',
      data: { found: KNOWN_VERSION + 1, known: KNOWN_VERSION },
    });
  });

  it('in use, and by whom', () => {
    using place = aFolder();
    const { archive } = unlockAs('admin', PASSWORD, copyOf(made, place.path));
    const before = snapshot(place.path);
    const refusal = refusalOf(() => unlockAs('admin', PASSWORD, archive.path));
    expect(refusal.code).toBe('vault.in_use');
    expect(refusal.data).toMatchObject({ user: userInfo().username, pid: process.pid, since: T0 });
    expect(snapshot(place.path)).toEqual(before);
    // Being refused must not have taken the lock from who has it.
    archive.database.prepare("insert into note(text) values ('still ours')").run();
    expect(refusalOf(() => unlockAs('admin', PASSWORD, archive.path)).code).toBe('vault.in_use');
    vault.closeArchive(archive);
  });

  it('in use by nobody knows whom when the file beside it is nonsense', () => {
    using place = aFolder();
    const { archive } = unlockAs('admin', PASSWORD, copyOf(made, place.path));
    writeFileSync(`${archive.path}.lock`, '{"host":1}');
    expect(refusalOf(() => unlockAs('admin', PASSWORD, archive.path))).toEqual({
      code: 'vault.in_use',
      data: { host: '?', user: '?', pid: null, since: null },
    });
    vault.closeArchive(archive);
  });

  it('a stale lock file is no lock', () => {
    using place = aFolder();
    const path = copyOf(made, place.path);
    writeFileSync(`${path}.lock`, '{"host":"gone","pid":1,"since":1,"user":"gone"}');
    const { archive } = unlockAs('admin', PASSWORD, path);
    expect(readFileSync(`${path}.lock`, 'utf8')).not.toContain('gone');
    vault.closeArchive(archive);
    expect(existsSync(`${path}.lock`)).toBe(false);
  });
});

describe('sign-in refused', () => {
  it('says the same and derives as often for a wrong password as for an unknown login', () => {
    using place = aFolder();
    const path = copyOf(made, place.path);
    const refusals = ['admin', 'guest', 'nobody'].map((login) => {
      let derivations = 0;
      const refusal = refusalOf(() =>
        vault.unlockArchive({
          path,
          login,
          password: NEW_PASSWORD,
          clock: aClock(),
          knownVersion: KNOWN_VERSION,
          step: (step) => void (derivations += step === 'derived' ? 1 : 0),
        }),
      );
      return { ...refusal, derivations };
    });
    const same = { code: 'vault.sign_in_refused', data: {}, derivations: 1 };
    expect(refusals).toEqual([same, same, same]);
  });

  it('changes nothing but the count of tries', () => {
    using place = aFolder();
    const path = copyOf(made, place.path);
    const before = snapshot(place.path);
    expect(refusalOf(() => unlockAs('nobody', PASSWORD, path)).code).toBe('vault.sign_in_refused');
    const { 'customers.kda.tries': tries, ...rest } = snapshot(place.path);
    expect(tries).toBeDefined();
    expect(rest).toEqual(before);
    expect(readFileSync(`${path}.tries`, 'utf8')).not.toContain('nobody');
  });
});
