import { copyFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import SqliteDatabase, { type Database } from 'better-sqlite3';
import { describe, expect, it, vi } from 'vitest';
import {
  createDatabase,
  openDatabase,
  openReadOnly,
  PAGE_SIZE,
  probeDatabase,
} from '../../../db/connection/open.ts';
import { aFolder, refusalOf, snapshot } from './support.ts';

const KEY = new Uint8Array(32).fill(7);
const WRONG_KEY = new Uint8Array(32).fill(8);
const SALT = Uint8Array.from({ length: 16 }, (_, at) => at + 200);

/** A file as a crash leaves it: the last changes are in the write-ahead log alone. */
function crashedFile(folder: string): string {
  const path = join(folder, 'a.kda');
  const database = createDatabase(path, KEY, SALT);
  database.exec('create table note (text text)');
  database.pragma('wal_checkpoint(TRUNCATE)');
  database.prepare("insert into note values ('in the log')").run();
  const crashed = join(folder, 'crashed.kda');
  copyFileSync(`${path}-wal`, `${crashed}-wal`);
  database.pragma('wal_autocheckpoint = 0');
  const content = readFileSync(path);
  database.close();
  writeFileSync(crashed, content);
  return crashed;
}

describe('the encrypted file', () => {
  it('has every setting after making and after opening it', () => {
    using place = aFolder();
    const path = join(place.path, 'a.kda');
    createDatabase(path, KEY, SALT).close();
    const database = openDatabase(path, KEY);
    const settings = {
      cipher: 'aegis',
      algorithm: 'aegis-256',
      page_size: PAGE_SIZE,
      journal_mode: 'wal',
      synchronous: 2,
      temp_store: 2,
      foreign_keys: 1,
      trusted_schema: 0,
      cell_size_check: 1,
      secure_delete: 1,
      locking_mode: 'normal',
      wal_autocheckpoint: 1000,
      journal_size_limit: 67_108_864,
      busy_timeout: 2000,
      cache_size: -65536,
      cipher_salt: Buffer.from(SALT).toString('hex').toUpperCase(),
    };
    for (const [pragma, value] of Object.entries(settings)) {
      expect([pragma, database.pragma(pragma, { simple: true })]).toEqual([pragma, value]);
    }
    database.close();
  });

  it('is told every setting, also those that this driver has by itself', () => {
    using place = aFolder();
    const path = join(place.path, 'a.kda');
    const say = vi.spyOn(SqliteDatabase.prototype, 'pragma');
    const saidBy = (open: () => Database) => {
      say.mockClear();
      open().close();
      return say.mock.calls.map(([pragma]) => pragma);
    };
    const settings = [
      "cipher = 'aegis'",
      "algorithm = 'aegis-256'",
      'journal_mode = WAL',
      'synchronous = FULL',
      'temp_store = MEMORY',
      'foreign_keys = ON',
      'trusted_schema = OFF',
      'cell_size_check = ON',
      'secure_delete = ON',
      'wal_autocheckpoint = 1000',
      'busy_timeout = 2000',
    ];
    expect(saidBy(() => createDatabase(path, KEY, SALT))).toEqual(expect.arrayContaining(settings));
    expect(saidBy(() => openDatabase(path, KEY))).toEqual(expect.arrayContaining(settings));
    const forReading = [
      'query_only = ON',
      'temp_store = MEMORY',
      'trusted_schema = OFF',
      'cell_size_check = ON',
    ];
    expect(saidBy(() => openReadOnly(path, KEY))).toEqual(expect.arrayContaining(forReading));
    say.mockRestore();
  });

  it('is not made over another', () => {
    using place = aFolder();
    const path = join(place.path, 'a.kda');
    writeFileSync(path, 'precious');
    expect(refusalOf(() => createDatabase(path, KEY, SALT)).code).toBe('vault.file_exists');
    expect(readFileSync(path, 'utf8')).toBe('precious');
  });

  it('is not made by opening one that is not there', () => {
    using place = aFolder();
    const path = join(place.path, 'a.kda');
    expect(refusalOf(() => openDatabase(path, KEY)).code).toBe('vault.archive_missing');
    expect(existsSync(path)).toBe(false);
  });

  it('does not open with another key, whose salt plays no part', () => {
    using place = aFolder();
    const path = join(place.path, 'a.kda');
    createDatabase(path, KEY, SALT).close();
    const before = snapshot(place.path);
    expect(refusalOf(() => openDatabase(path, WRONG_KEY)).code).toBe('vault.wrong_key');
    expect(snapshot(place.path)).toEqual(before);
    expect(probeDatabase(path)).toEqual({ salt: SALT, intact: true });
  });

  it('keeps a log left by a crash untouched until the right key comes', () => {
    using place = aFolder();
    const path = crashedFile(place.path);
    const before = snapshot(place.path);
    probeDatabase(path);
    expect(refusalOf(() => openDatabase(path, WRONG_KEY)).code).toBe('vault.wrong_key');
    expect(refusalOf(() => openDatabase(path, KEY, { knownVersion: -1 })).code).toBe('vault.newer_version');
    const { 'crashed.kda': _, 'crashed.kda-wal': log, ...others } = before;
    expect(log).toBeDefined();
    expect(snapshot(place.path)).toMatchObject(others);
    const database = openDatabase(path, KEY);
    expect(database.prepare('select text from note').pluck().all()).toEqual(['in the log']);
    database.close();
  });

  it('does not touch a file that lies beside a hot rollback journal', () => {
    using place = aFolder();
    const path = join(place.path, 'a.kda');
    createDatabase(path, KEY, SALT).close();
    writeFileSync(`${path}-journal`, Buffer.alloc(8192, 1));
    const before = snapshot(place.path);
    expect(probeDatabase(path).salt).toEqual(SALT);
    expect(snapshot(place.path)).toEqual(before);
  });

  it('shows a flipped byte in any page', () => {
    using place = aFolder();
    const path = join(place.path, 'a.kda');
    const database = createDatabase(path, KEY, SALT);
    database.exec('create table note (text text)');
    for (let row = 0; row < 50; row++) database.prepare('insert into note values (?)').run('x'.repeat(500));
    database.close();
    const good = readFileSync(path);
    for (let offset = 16; offset < good.length; offset += 487) {
      const flipped = Buffer.from(good);
      flipped[offset] = (flipped[offset] ?? 0) ^ 16;
      writeFileSync(path, flipped);
      expect(() => {
        const opened = openDatabase(path, KEY);
        try {
          opened.prepare('select sum(length(text)) from note').get();
        } finally {
          opened.close();
        }
      }).toThrow(/vault\.(damaged|wrong_key)|malformed|not a database/);
    }
  });

  it('lets a second connection read beside it, which can write nothing and leaves nothing', () => {
    using place = aFolder();
    const path = join(place.path, 'a.kda');
    const database = createDatabase(path, KEY, SALT);
    database.exec('create table note (text text)');
    const reader = openReadOnly(path, KEY);
    const settings = {
      journal_mode: 'wal',
      query_only: 1,
      temp_store: 2,
      trusted_schema: 0,
      cell_size_check: 1,
    };
    for (const [pragma, value] of Object.entries(settings))
      expect([pragma, reader.pragma(pragma, { simple: true })]).toEqual([pragma, value]);
    const count = reader.prepare('select count(*) from note').pluck();
    reader.exec('begin');
    expect(count.get()).toBe(0);
    database.exec("insert into note values ('meanwhile')");
    expect(count.get()).toBe(0);
    reader.pragma('query_only = OFF');
    expect(() => reader.exec("insert into note values ('forged')")).toThrow('readonly');
    reader.exec('commit');
    expect(count.get()).toBe(1);
    reader.close();
    database.close();
    expect(Object.keys(snapshot(place.path))).toEqual(['a.kda']);
    expect(refusalOf(() => openReadOnly(path, WRONG_KEY)).code).toBe('vault.wrong_key');
    expect(Object.keys(snapshot(place.path))).toEqual(['a.kda']);
  });

  it('is in use while an earlier version, which knows no claims, has it to itself', () => {
    using place = aFolder();
    const path = join(place.path, 'a.kda');
    createDatabase(path, KEY, SALT).close();
    const earlier = new SqliteDatabase(path, { timeout: 0 });
    earlier.pragma("cipher = 'aegis'");
    earlier.key(Buffer.concat([Buffer.from('raw:'), KEY]));
    earlier.pragma('locking_mode = EXCLUSIVE');
    earlier.pragma('user_version');
    expect(refusalOf(() => openDatabase(path, KEY)).code).toBe('vault.in_use');
    earlier.close();
    openDatabase(path, KEY).close();
  });
});
