/** Finds the keys file that belongs to the database, also after a crash in the middle of a change. */
import type { Database } from 'better-sqlite3';
import { openDatabase, probeDatabase } from '../connection/open.ts';
import { AppError } from '../domain/errors.ts';
import { readKeysSeq, type StepHook } from './vault.ts';
import { copyFile, databaseFiles, pathsOf, removeFiles } from './files.ts';
import { isHeaderSalt } from './header-salt.ts';
import { placeNextKeys, readKeysFile, refreshSpare, type KeysFile } from './keys-file.ts';
import { inUse } from './lock-info.ts';
import type { SecureKey } from './secure-key.ts';
import { sameBytes } from './sodium.ts';

/** A keys file that fits the database's header. */
export interface Candidate {
  readonly kind: 'present' | 'next' | 'spare';
  readonly keys: KeysFile;
}

interface Candidates {
  readonly archiveId: Uint8Array;
  /** At least one; the one in its place comes first. */
  readonly candidates: readonly Candidate[];
  /** What is wrong with the file in its place, if it is no candidate. */
  readonly problem: AppError | undefined;
}

/**
 * Reads the keys files beside a claimed vault. The spare counts only `withSpare`: it may be older than the vault.
 * Errors: `vault.archive_missing`, `vault.not_archive`, `vault.keys_missing`, `vault.keys_damaged`,
 * `vault.keys_newer`, `vault.keys_other_archive`, `vault.header_damaged`.
 */
export function readCandidates(path: string, { withSpare = false } = {}): Candidates {
  const header = probeDatabase(path);
  const paths = pathsOf(path);
  const read = [
    { kind: 'present' as const, keys: readKeysFile(paths.keys) },
    { kind: 'next' as const, keys: readKeysFile(paths.nextKeys) },
    { kind: 'spare' as const, keys: withSpare ? readKeysFile(paths.oldKeys) : undefined },
  ];
  const intact = read.flatMap(({ kind, keys }) =>
    keys && !(keys instanceof AppError) ? [{ kind, keys }] : [],
  );
  const candidates = intact.filter(({ keys }) => sameBytes(keys.salt, header.salt));
  const problem = read.map(({ keys }) => keys).find((keys) => keys instanceof AppError);
  const [first] = candidates;
  if (first && !header.intact) throw new AppError('vault.header_damaged');
  if (first) return { archiveId: first.keys.archive, candidates, problem };
  if (intact.length > 0) {
    throw new AppError(isHeaderSalt(header.salt) ? 'vault.keys_other_archive' : 'vault.header_damaged');
  }
  throw problem ?? new AppError(isHeaderSalt(header.salt) ? 'vault.keys_missing' : 'vault.not_archive');
}

/**
 * Opens the database and picks the keys file whose number it holds.
 * Errors: `vault.damaged`, `vault.newer_version`, `vault.in_use`, `vault.keys_file_older`, `vault.archive_older`,
 * `vault.keys_damaged`.
 */
export function openFitting(
  path: string,
  { candidates, problem }: Candidates,
  dataKey: SecureKey,
  knownVersion: number,
): Candidate & { readonly database: Database } {
  const database = openWithRightKey(path, dataKey, knownVersion);
  try {
    const seq = readSeq(database);
    const fitting = candidates.find(({ keys }) => keys.seq === seq);
    if (fitting) return { ...fitting, database };
    const newest = Math.max(...candidates.map(({ keys }) => keys.seq));
    throw problem ?? new AppError(seq > newest ? 'vault.keys_file_older' : 'vault.archive_older');
  } catch (error) {
    database.close();
    throw error;
  }
}

/** Finishes or discards a change of the keys file that was cut off, and clears a creation's leftovers. */
export function settle(path: string, { kind }: Candidate, step: StepHook = () => {}): void {
  const paths = pathsOf(path);
  if (kind === 'next') placeNextKeys(path, step);
  else if (kind === 'spare') copyFile(paths.oldKeys, paths.keys);
  else refreshSpare(path);
  removeFiles(paths.nextKeys, paths.keysPart, ...databaseFiles(paths.databasePart));
}

/** The keys file has proved the key, so a page that it does not open is damaged. */
export function openWithRightKey(path: string, dataKey: SecureKey, knownVersion: number): Database {
  try {
    return dataKey.use((bytes) => openDatabase(path, bytes, { knownVersion }));
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    if (error.code === 'vault.wrong_key') throw new AppError('vault.damaged');
    throw error.code === 'vault.in_use' ? inUse(path) : error;
  }
}

/** The number of the keys file that the database holds. Errors: `vault.damaged`. */
export function readSeq(database: Database): number {
  try {
    return readKeysSeq(database);
  } catch {
    throw new AppError('vault.damaged');
  }
}
