/** Small files beside the vault, written so that a power cut leaves the old one or the new one. */
import {
  chmodSync,
  closeSync,
  constants,
  copyFileSync,
  existsSync,
  fsyncSync,
  linkSync,
  lstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { errorCode } from '../connection/failures.ts';
import { AppError } from '../domain/errors.ts';
import { utf8 } from './sodium.ts';

/** The files of a vault are for whoever made it; an administrator may open them to a group. */
const OWN_MODE = 0o600;

/** Where the audit log keeps its anchors outside the database. */
const ANCHORS = '.anchors';

/** Everything that may lie beside `NAME.kda`. */
export function pathsOf(vaultPath: string) {
  return {
    database: vaultPath,
    keys: `${vaultPath}.keys`,
    nextKeys: `${vaultPath}.keys.new`,
    oldKeys: `${vaultPath}.keys.bak`,
    tries: `${vaultPath}.tries`,
    lock: `${vaultPath}.lock`,
    claim: `${vaultPath}.claim`,
    databasePart: `${vaultPath}.part`,
    keysPart: `${vaultPath}.keys.part`,
    /** A folder in which a backup is made. */
    backupPart: `${vaultPath}.backup.part`,
    /** A folder in which a restore is rehearsed. */
    rehearsalPart: `${vaultPath}.rehearsal.part`,
    anchors: `${vaultPath}${ANCHORS}`,
    /** Stands here while the files of a vault that moves come one by one: they are none of another's. */
    moving: `${vaultPath}.moving`,
    /** Where a vault went that was here. */
    moved: `${vaultPath}.moved`,
  };
}

/** A database with what SQLite keeps beside it. */
export function databaseFiles(path: string): string[] {
  return ['', '-wal', '-shm', '-journal'].map((end) => `${path}${end}`);
}

/** Whether a path, by whatever name, is a file of the vault itself, which nothing else may be written over. */
export function isVaultFile(vaultPath: string, path: string): boolean {
  const own = [...Object.values(pathsOf(vaultPath)), ...databaseFiles(vaultPath)];
  const place = placeOf(path);
  const stats = statSync(path, { throwIfNoEntry: false });
  return own.some((file) => {
    if (placeOf(file) === place) return true;
    const other = stats && statSync(file, { throwIfNoEntry: false });
    return other !== undefined && other.dev === stats?.dev && other.ino === stats.ino;
  });
}

/** The folder as it really is with the file's name; names that differ by case are one, as on most desktops. */
function placeOf(path: string): string {
  const folder = existsSync(dirname(path)) ? realpathSync(dirname(path)) : dirname(path);
  return join(folder, basename(path)).toLowerCase();
}

/** The file's bytes, `undefined` if there is none, `null` if it is not a file or longer than `limit` bytes. */
export function readSmallFile(path: string, limit: number): Uint8Array | undefined | null {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (!stats) return undefined;
  return stats.isFile() && stats.size <= limit ? readFileSync(path) : null;
}

/**
 * Writes and fsyncs a file; the folder entry is safe only after `syncFolder`. Always a new file: a link that somebody
 * laid under the name would lead the writing elsewhere.
 */
export function writeSynced(path: string, content: string): void {
  expectingWrite(() => {
    removeFiles(path);
    const file = openSync(path, 'wx', OWN_MODE);
    try {
      const bytes = utf8(content);
      for (let at = 0; at < bytes.length;) at += writeSync(file, bytes, at);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
  });
}

/** `from` takes the place of `to` in one step, and is open to those to whom that was. */
export function replaceFile(from: string, to: string): void {
  expectingWrite(() => {
    const before = lstatSync(to, { throwIfNoEntry: false });
    if (before?.isFile()) chmodSync(from, before.mode & 0o777);
    renameSync(from, to);
    syncFolder(to);
  });
}

/** Replaces the content of a file in one step, through a temporary name beside it. */
export function rewriteFile(path: string, content: string): void {
  writeSynced(`${path}.tmp`, content);
  replaceFile(`${path}.tmp`, path);
}

/** Copies a file with its mode in one step: `to` is never half written. */
export function copyFile(from: string, to: string): void {
  expectingWrite(() => {
    removeFiles(`${to}.tmp`);
    copyFileSync(from, `${to}.tmp`, constants.COPYFILE_EXCL);
    syncFile(`${to}.tmp`);
    renameSync(`${to}.tmp`, to);
    syncFolder(to);
  });
}

/** Gives a finished file its name, never taking that of another. Errors: `vault.file_exists`. */
export function placeFile(from: string, to: string): void {
  expectingWrite(() => {
    try {
      linkSync(from, to);
    } catch (error) {
      if (errorCode(error) === 'EEXIST') throw new AppError('vault.file_exists');
      // No hard links on this file system (FAT, some network drives).
      if (existsSync(to)) throw new AppError('vault.file_exists');
      renameSync(from, to);
    }
    syncFolder(to);
  });
}

export function syncFile(path: string): void {
  const file = openSync(path, 'r+');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** Makes the folder that a file is to be in, where it is not there. Errors: `vault.cannot_write`. */
export function makeFolderOf(path: string): void {
  expectingWrite(() => mkdirSync(dirname(path), { recursive: true }));
}

/** Makes the names in the file's folder durable. Windows has no such call and needs none. */
export function syncFolder(path: string): void {
  if (process.platform === 'win32') return;
  const folder = openSync(dirname(path), 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}

export function removeFiles(...paths: readonly string[]): void {
  for (const path of paths) rmSync(path, { force: true });
}

const WRITE_REFUSALS = new Set([
  'EACCES',
  'EBUSY',
  'EDQUOT',
  'EEXIST',
  'EIO',
  'EISDIR',
  'ENOENT',
  'ENOSPC',
  'ENOTDIR',
  'ENOTEMPTY',
  'EPERM',
  'EROFS',
  'ERR_FS_EISDIR',
]);

/** A folder that cannot be written to or a full disk is the person's matter, not a fault of the program. */
function expectingWrite(work: () => void): void {
  try {
    work();
  } catch (error) {
    const reason = errorCode(error);
    if (WRITE_REFUSALS.has(reason)) {
      throw new AppError('vault.cannot_write', { reason });
    }
    throw error;
  }
}
