/**
 * Opens the encrypted SQLite file. Every setting that matters is set and read back, because SQLite
 * ignores a pragma that it does not know.
 */
import { closeSync, fsyncSync, openSync, readSync, statSync } from 'node:fs';
import SqliteDatabase, { type Database } from 'better-sqlite3';
import { AppError } from '../domain/errors.ts';
import { errorCode, storageRefusal } from './failures.ts';

/**
 * Bytes; fixed when the file is made. Against 4096, lists take 0.75 and attachments 0.8 times as long and a single
 * save 1.03 times; 16384 would gain another tenth on both and cost a single save 1.2 times.
 */
export const PAGE_SIZE = 8192;

/** Length of the salt that is the first bytes of the file and names the generation of its key. */
export const DATABASE_SALT_BYTES = 16;
const DATA_KEY_BYTES = 32;
const SMALLEST_FILE = 512;

/** After the salt: page size, versions of the format (1 or 2: with a write-ahead log), space kept for the cipher. */
const HEADER_SETTINGS = /^(0200|0400|0800|1000|2000|4000|8000|0001)(0101|0202)40402020$/;
const HEADER_BYTES = 24;

/** Each is set in this order, then read back and compared. */
type Settings = ReadonlyArray<readonly [pragma: string, value: string, readBack: string | number]>;
const SETTINGS: Settings = [
  ['synchronous', 'FULL', 2],
  ['temp_store', 'MEMORY', 2],
  ['foreign_keys', 'ON', 1],
  ['trusted_schema', 'OFF', 0],
  ['cell_size_check', 'ON', 1],
  ['secure_delete', 'ON', 1],
  ['cache_size', '-65536', -65536],
  // In pages: 8 MB of log are folded into the file as soon as no long read needs them any more.
  ['wal_autocheckpoint', '1000', 1000],
  // In bytes: what a large import or a long read made of it is given back.
  ['journal_size_limit', '67108864', 67_108_864],
  // In milliseconds: closing waits for a long read that is being ended.
  ['busy_timeout', '2000', 2000],
];

/** A copy is written through the connection that reads, which must not be for queries alone. */
const COPYING_SETTINGS: Settings = [
  ['temp_store', 'MEMORY', 2],
  ['trusted_schema', 'OFF', 0],
  ['cell_size_check', 'ON', 1],
  ['cache_size', '-32768', -32768],
  ['busy_timeout', '2000', 2000],
];

const READ_ONLY_SETTINGS: Settings = [['query_only', 'ON', 1], ...COPYING_SETTINGS];

/**
 * Makes a new encrypted file (32-byte key, 16-byte salt) and leaves it open.
 * Errors: `vault.file_exists`, `vault.cannot_write`.
 */
export function createDatabase(path: string, dataKey: Uint8Array, salt: Uint8Array): Database {
  if (salt.length !== DATABASE_SALT_BYTES) throw new RangeError('salt');
  makeOwnFile(path);
  const database = openFile(path);
  return closingOnError(database, () => {
    unlockPages(database, dataKey, salt);
    database.pragma(`page_size = ${PAGE_SIZE}`);
    expectSetting(database, 'page_size', PAGE_SIZE);
    applySettings(database);
  });
}

/**
 * Opens an existing file, which the caller has claimed, with its 32-byte key.
 * Errors, none of which changes the file: `vault.archive_missing`, `vault.not_archive`, `vault.wrong_key`
 * (also when the first page is damaged: only who knows the key to be right can tell), `vault.damaged`,
 * `vault.in_use` (by a version that knows no claims), `vault.newer_version` when its `user_version` is above
 * `knownVersion`.
 */
export function openDatabase(
  path: string,
  dataKey: Uint8Array,
  { knownVersion = Infinity }: { readonly knownVersion?: number } = {},
): Database {
  if (!probeDatabase(path).intact) throw new AppError('vault.damaged');
  const database = openFile(path);
  return closingOnError(database, () => {
    unlockPages(database, dataKey);
    const found = Number(readFirst(database, 'user_version'));
    if (found > knownVersion) throw new AppError('vault.newer_version', { found, known: knownVersion });
    applySettings(database);
  });
}

/**
 * Opens a vault that this program has open already a second time, in another process, for reading alone: neither
 * this connection nor the one that writes waits for the other. Errors: `vault.archive_missing`, `vault.wrong_key`,
 * `vault.damaged`.
 */
export function openReadOnly(path: string, dataKey: Uint8Array): Database {
  expectFile(path);
  const database = openFile(path, { readonly: true });
  return closingOnError(database, () => {
    unlockPages(database, dataKey);
    readFirst(database, 'user_version');
    apply(database, READ_ONLY_SETTINGS);
  });
}

/**
 * Writes a whole copy of a vault to a new file, under the same key and salt, as it is at one moment: whoever saves
 * meanwhile does not wait. The copy is on the disk when this returns. Errors: those of `openReadOnly`,
 * `vault.file_exists`; SQLite's own where the disk is full.
 */
export function copyDatabase(path: string, dataKey: Uint8Array, to: string): void {
  expectFile(path);
  makeOwnFile(to);
  const database = openFile(path, { readonly: true });
  try {
    unlockPages(database, dataKey);
    readFirst(database, 'user_version');
    apply(database, COPYING_SETTINGS);
    database.prepare('vacuum into ?').run(to);
  } finally {
    database.close();
  }
  const file = openSync(to, 'r+');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/**
 * Gives a copy another key and salt. Killed on the way it may be left so that no key opens it: never a file that is
 * all there is. Every page is read with the new key afterwards. Errors: `vault.wrong_key`, `vault.damaged`.
 */
export function rekeyCopy(copy: string, dataKey: Uint8Array, newKey: Uint8Array, salt: Uint8Array): void {
  if (newKey.length !== DATA_KEY_BYTES || salt.length !== DATABASE_SALT_BYTES) throw new RangeError('key');
  const database = openFile(copy);
  const key = rawKey(newKey, salt);
  try {
    unlockPages(database, dataKey);
    readFirst(database, 'user_version');
    // What it journals is encrypted; a power cut leaves nothing that is wanted.
    database.pragma('synchronous = OFF');
    database.pragma('temp_store = MEMORY');
    if (database.rekey(key) !== 0) throw new AppError('vault.damaged');
  } finally {
    key.fill(0);
    database.close();
  }
  const renewed = openReadOnly(copy, newKey);
  try {
    readPages(renewed);
  } finally {
    renewed.close();
  }
}

/** Reads every page that is in use, each of which the cipher vouches for. Errors: `vault.damaged`. */
function readPages(database: Database): void {
  try {
    database.prepare('select count(*) from dbstat').get();
  } catch {
    throw new AppError('vault.damaged');
  }
}

/** The part of the file that is not encrypted. */
export interface Header {
  /** 16 bytes that name the generation of the key. */
  readonly salt: Uint8Array;
  /** Whether the rest is as this program writes it; the cipher does not vouch for it. */
  readonly intact: boolean;
}

/**
 * Looks at a closed file without its key. Errors: `vault.archive_missing`, `vault.not_archive` (too short). Only who
 * has claimed the vault may look: reading a file that this process has open would, on POSIX systems, drop its locks.
 * SQLite is not asked: opened with no key at all it writes a log left by a crash into the file.
 */
export function probeDatabase(path: string): Header {
  expectFile(path);
  const header = Buffer.alloc(HEADER_BYTES);
  const file = openSync(path, 'r');
  try {
    readSync(file, header, 0, HEADER_BYTES, 0);
  } finally {
    closeSync(file);
  }
  const settings = header.subarray(DATABASE_SALT_BYTES).toString('hex');
  return {
    salt: Uint8Array.from(header.subarray(0, DATABASE_SALT_BYTES)),
    intact: HEADER_SETTINGS.test(settings),
  };
}

/** An empty file for its owner alone; what SQLite puts beside it takes its mode. */
function makeOwnFile(path: string): void {
  try {
    closeSync(openSync(path, 'wx', 0o600));
  } catch (error) {
    const reason = errorCode(error);
    if (reason === 'EEXIST') throw new AppError('vault.file_exists');
    throw new AppError('vault.cannot_write', { reason });
  }
}

function openFile(path: string, options: { readonly?: boolean } = {}): Database {
  try {
    return new SqliteDatabase(path, { ...options, fileMustExist: true, timeout: 0 });
  } catch (error) {
    throw new AppError('vault.cannot_write', { reason: errorCode(error) || 'ENOENT' });
  }
}

/** Errors: `vault.archive_missing`, `vault.not_archive` (no file, or too short). */
export function expectFile(path: string): void {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (!stats) throw new AppError('vault.archive_missing');
  if (!stats.isFile() || stats.size < SMALLEST_FILE) throw new AppError('vault.not_archive');
}

/** The cipher must be named before the key is given. */
function unlockPages(database: Database, dataKey: Uint8Array, salt: Uint8Array = new Uint8Array(0)): void {
  if (dataKey.length !== DATA_KEY_BYTES) throw new RangeError('key');
  database.pragma("cipher = 'aegis'");
  database.pragma("algorithm = 'aegis-256'");
  expectSetting(database, 'cipher', 'aegis');
  expectSetting(database, 'algorithm', 'aegis-256');
  const key = rawKey(dataKey, salt);
  try {
    if (database.key(key) !== 0) throw new AppError('vault.wrong_key');
  } finally {
    key.fill(0);
  }
}

/** As the driver takes a key that nothing is derived of; wiped by whoever asked. */
function rawKey(dataKey: Uint8Array, salt: Uint8Array): Buffer {
  return Buffer.concat([Buffer.from('raw:'), dataKey, salt]);
}

/** What a first read may not write is a full disk or a closed folder; a page that cannot be read is damage. */
const UNWRITTEN = /^SQLITE_(?:FULL|CANTOPEN|READONLY|IOERR_(?:WRITE|FSYNC|DIR_FSYNC|TRUNCATE|SHM))/;

/** The refusal where a file beside the database cannot be made or written; undefined for damage. */
function noRoom(error: unknown): AppError | undefined {
  return UNWRITTEN.test(errorCode(error)) ? storageRefusal(error) : undefined;
}

/** The first read is the only check of the key. */
function readFirst(database: Database, pragma: string): unknown {
  try {
    return database.pragma(pragma, { simple: true });
  } catch (error) {
    switch (errorCode(error)) {
      case 'SQLITE_NOTADB':
        throw new AppError('vault.wrong_key');
      case 'SQLITE_BUSY':
        throw new AppError('vault.in_use');
      default:
        throw noRoom(error) ?? new AppError('vault.damaged');
    }
  }
}

function applySettings(database: Database): void {
  database.pragma('journal_mode = WAL');
  expectSetting(database, 'journal_mode', 'wal');
  apply(database, SETTINGS);
}

function apply(database: Database, settings: Settings): void {
  for (const [pragma, value, readBack] of settings) {
    database.pragma(`${pragma} = ${value}`);
    expectSetting(database, pragma, readBack);
  }
}

function expectSetting(database: Database, pragma: string, expected: string | number): void {
  const actual: unknown = database.pragma(pragma, { simple: true });
  if (actual !== expected) throw new Error(`pragma ${pragma} is ${String(actual)}`);
}

/** Does something with an open database and closes it if that fails. */
export function closingOnError(database: Database, work: (database: Database) => void): Database {
  try {
    work(database);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}
