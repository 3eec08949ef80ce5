/**
 * One program at a time has a vault open. SQLite's own locks let a second connection in, which long reads need, so
 * the one who opens a vault first claims it: an exclusive SQLite lock on an empty file beside it, which the system
 * takes back when the process ends, however it ends. A file that a crash left behind locks nothing.
 *
 * On POSIX systems a lock is gone as soon as its process closes the file anywhere, so that this module alone opens it,
 * and never twice.
 */
import {
  closeSync,
  constants,
  fchmodSync,
  fstatSync,
  lstatSync,
  openSync,
  realpathSync,
  rmSync,
  statSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import SqliteDatabase, { type Database } from 'better-sqlite3';
import { AppError } from '../domain/errors.ts';
import { errorCode } from './failures.ts';

export interface Claim {
  /** Lets others have the vault; called last, once nothing of it is open. */
  release(): void;
}

const OWN_MODE = 0o600;

/** Whoever closes the vault takes the file away, and others look again; nobody is unlucky so often. */
const MOST_LOOKS = 20;

/** The vaults that this process has claimed, by their real paths. */
const claimed = new Set<string>();

/**
 * Claims the vault at a path, there or yet to be made, under whatever link it was found.
 * Errors: `vault.in_use`, `vault.cannot_write`.
 */
export function claimVault(vaultPath: string): Claim {
  const real = realPath(vaultPath);
  if (claimed.has(real)) throw new AppError('vault.in_use');
  const path = `${real}.claim`;
  const mode = (statSync(real, { throwIfNoEntry: false })?.mode ?? OWN_MODE) & 0o777;
  let reason = '';
  for (let look = 0; look < MOST_LOOKS; look += 1) {
    const file = openFile(path, mode);
    if (file === undefined) continue;
    const locked = lockFile(path, file);
    if (typeof locked === 'string') {
      reason = locked;
      continue;
    }
    claimed.add(real);
    return {
      release() {
        release(path, locked, file);
        claimed.delete(real);
      },
    };
  }
  throw new AppError('vault.cannot_write', { reason });
}

/**
 * Locks the opened file of a path, which is closed where that fails. Whoever had the vault may have taken that file
 * away in between, and another one may be there: while it is open no other file has its number.
 */
function lockFile(path: string, file: number): Database | string {
  let isHeld = false;
  try {
    const locked = lock(path);
    if (typeof locked === 'string') return locked;
    const now = lstatSync(path, { bigint: true, throwIfNoEntry: false });
    isHeld = now?.ino === fstatSync(file, { bigint: true }).ino;
    if (isHeld) return locked;
    locked.close();
    return 'gone';
  } finally {
    if (!isHeld) closeSync(file);
  }
}

/** The file itself rather than a link to it; where it is yet to be made, in the folder itself. */
function realPath(path: string): string {
  try {
    if (lstatSync(path, { throwIfNoEntry: false })) return realpathSync.native(path);
    return join(realpathSync.native(dirname(path)), basename(path));
  } catch (error) {
    throw new AppError('vault.cannot_write', { reason: errorCode(error) });
  }
}

/**
 * The file, made where it is not there, and then open to those to whom the vault is; undefined when it was taken away
 * at that moment. A link in its place is not followed.
 */
function openFile(path: string, mode: number): number | undefined {
  try {
    const file = openSync(path, 'wx+', OWN_MODE);
    fchmodSync(file, mode);
    return file;
  } catch (error) {
    const reason = errorCode(error);
    const there = lstatSync(path, { throwIfNoEntry: false });
    if (reason !== 'EEXIST' || (there && !there.isFile()))
      throw new AppError('vault.cannot_write', { reason });
  }
  try {
    return openSync(path, constants.O_RDWR | (constants.O_NOFOLLOW ?? 0));
  } catch (error) {
    const reason = errorCode(error);
    if (reason === 'ENOENT') return undefined;
    throw new AppError('vault.cannot_write', { reason });
  }
}

/**
 * The lock is that of a transaction that is never committed: nothing is written. Errors: `vault.in_use`; SQLite's word
 * for any other failure, which may be that the file was just taken away, is returned.
 */
function lock(path: string): Database | string {
  let database: Database | undefined;
  try {
    database = new SqliteDatabase(path, { fileMustExist: true, timeout: 0 });
    database.pragma('journal_mode = MEMORY');
    database.exec('begin exclusive');
    return database;
  } catch (error) {
    database?.close();
    const reason = errorCode(error);
    if (reason.startsWith('SQLITE_BUSY')) throw new AppError('vault.in_use');
    return reason;
  }
}

/** The name goes while the lock holds, where the system lets it: nobody has locked another file of that name since. */
function release(path: string, database: Database, file: number): void {
  const remove = () => {
    try {
      rmSync(path, { force: true });
    } catch {
      // The folder may be gone, and Windows keeps what another program has just opened: an empty file does no harm.
    }
  };
  const isWindows = process.platform === 'win32';
  if (!isWindows) remove();
  database.close();
  closeSync(file);
  if (isWindows) remove();
}
