import SqliteDatabase from 'better-sqlite3';
import { AppError } from '../domain/errors.ts';

/** The code that the system or SQLite gave a failure; empty when it has none. */
export function errorCode(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

/** What SQLite says of the disk, as a refusal in words; undefined for everything else, which is a defect of ours. */
export function storageRefusal(error: unknown): AppError | undefined {
  if (!(error instanceof SqliteDatabase.SqliteError)) return undefined;
  const { code } = error;
  if (code === 'SQLITE_FULL') return new AppError('vault.cannot_write', { reason: 'ENOSPC' });
  if (/^SQLITE_(?:READONLY|IOERR|CANTOPEN)/.test(code))
    return new AppError('vault.cannot_write', { reason: code });
  return /^SQLITE_(?:CORRUPT|NOTADB)/.test(code) ? new AppError('vault.damaged') : undefined;
}
