/** Opens an archive and signs people in. Whatever is refused, nothing is created or changed. */
import { existsSync } from 'node:fs';
import type { Database } from 'better-sqlite3';
import { openDatabase, probeDatabase } from '../connection/open.ts';
import { AppError } from '../domain/errors.ts';
import {
  admit,
  readKeysSeq,
  type OpenArchive,
  type Person,
  type StepHook,
  type VaultClock,
} from './archive.ts';
import { copySynced, pathsOf, removeFiles, replaceFile } from './files.ts';
import { isHeaderSalt } from './header-salt.ts';
import { expectAuthentic, readKeysFile, type KeysFile, type Slot } from './keys-file.ts';
import { inUse, writeHolder } from './lock-info.ts';
import { normaliseLogin } from './password.ts';
import type { SecureKey } from './secure-key.ts';
import { openSlot, unseal, type PrivateHalves } from './slots.ts';
import { sameBytes } from './sodium.ts';
import { openTryLog, type FailedTries } from './tries.ts';

export interface UnlockOptions {
  readonly path: string;
  readonly login: string;
  /** The password, or the one-time code. */
  readonly password: string;
  readonly clock: VaultClock;
  /** The newest `user_version` that the program can read. */
  readonly knownVersion: number;
  readonly step?: StepHook;
}

export interface SignIn {
  readonly person: Person;
  /** Wrong tries, of any login, not yet in the audit log. Write them, then call `triesReported`. */
  readonly failedTries: readonly FailedTries[];
  triesReported(): void;
}

export interface Unlocked extends SignIn {
  readonly archive: OpenArchive;
}

/** A keys file on disk that fits the database's header. */
export interface Candidate {
  readonly path: string;
  readonly keys: KeysFile;
}

interface Opened extends Candidate {
  readonly slot: Slot;
  readonly halves: PrivateHalves;
  readonly dataKey: SecureKey;
}

/**
 * Errors: `vault.archive_missing`, `vault.not_archive`, `vault.in_use` {host, user, pid, since},
 * `vault.keys_missing`, `vault.keys_damaged`, `vault.keys_newer`, `vault.keys_other_archive`,
 * `vault.header_damaged`, `vault.too_many_tries` {seconds}, `vault.sign_in_refused` (login or password),
 * `vault.keys_tampered`, `vault.damaged`, `vault.newer_version`, `vault.keys_file_older`, `vault.archive_older`.
 */
export function unlockArchive(options: UnlockOptions): Unlocked {
  const { path, login, password, clock, knownVersion, step = () => {} } = options;
  const candidates = readCandidates(path);
  const [{ keys: first }] = candidates;
  const log = openTryLog(path, first.archive);
  const attempt = log.count(login, clock.now());
  const opened: Opened[] = [];
  try {
    for (const candidate of candidates) {
      const found = openCandidate(candidate, login, password);
      step('derived');
      if (found) opened.push(found);
    }
    const [any] = opened;
    if (!any) throw new AppError('vault.sign_in_refused');
    const { database, keys, path: keysPath } = openFitting(path, candidates, any.dataKey, knownVersion);
    const mine = opened.find((candidate) => candidate.path === keysPath);
    if (!mine) {
      database.close();
      throw new AppError('vault.sign_in_refused');
    }
    settle(path, keysPath, step);
    writeHolder(path, clock.now());
    for (const other of opened) if (other !== mine) wipe(other);
    const people = new Set<Person>();
    const person = admit(people, mine.slot, mine.halves);
    const archive = { path, archiveId: keys.archive, database, dataKey: mine.dataKey, keys, people };
    attempt.forgive();
    return { archive, ...toSignIn(archive, person) };
  } catch (error) {
    for (const each of opened) wipe(each);
    if (!isRefusal(error)) attempt.withdraw();
    throw error;
  }
}

/**
 * Signs another person in to an archive that is open.
 * Errors: `vault.too_many_tries`, `vault.sign_in_refused`.
 */
export function signIn(archive: OpenArchive, login: string, password: string, clock: VaultClock): SignIn {
  const log = openTryLog(archive.path, archive.archiveId);
  const attempt = log.count(login, clock.now());
  const found = openSlot(archive.keys, normaliseLogin(login), password);
  if (!found) throw new AppError('vault.sign_in_refused');
  attempt.forgive();
  return toSignIn(archive, admit(archive.people, found.slot, found.halves));
}

/**
 * Asks someone who is signed in for their password again.
 * Errors: `vault.too_many_tries`, `vault.sign_in_refused`.
 */
export function verifyPassword(
  archive: OpenArchive,
  person: Person,
  password: string,
  clock: VaultClock,
): void {
  const log = openTryLog(archive.path, archive.archiveId);
  const attempt = log.count(person.login, clock.now());
  const found = openSlot(archive.keys, person.login, password);
  if (!found) throw new AppError('vault.sign_in_refused');
  found.halves.box.destroy();
  found.halves.signSeed.destroy();
  attempt.forgive();
}

/** The keys files beside the archive that fit it, the settled one first. Errors: see `unlockArchive`. */
export function readCandidates(path: string): [Candidate, ...Candidate[]] {
  const salt = probe(path);
  const paths = pathsOf(path);
  const read = [paths.keys, paths.nextKeys].map((file) => ({ path: file, keys: readKeysFile(file) }));
  const present = read.filter(({ keys }) => keys !== undefined);
  const usable = present.flatMap(({ path, keys }) =>
    keys && !(keys instanceof AppError) ? [{ path, keys }] : [],
  );
  const [first, ...rest] = usable.filter(({ keys }) => sameBytes(keys.salt, salt));
  if (first) return [first, ...rest];
  if (usable.length > 0) {
    throw new AppError(isHeaderSalt(salt) ? 'vault.keys_other_archive' : 'vault.header_damaged');
  }
  const problem = present.map(({ keys }) => keys).find((keys) => keys instanceof AppError);
  if (problem instanceof AppError) throw problem;
  throw new AppError(isHeaderSalt(salt) ? 'vault.keys_missing' : 'vault.not_archive');
}

/** Opens the database and picks the keys file that it believes in. */
export function openFitting(
  path: string,
  candidates: readonly Candidate[],
  dataKey: SecureKey,
  knownVersion: number,
): Candidate & { database: Database } {
  const database = openWithRightKey(path, dataKey, knownVersion);
  try {
    const seq = readSeq(database);
    const fitting = candidates.find(({ keys }) => keys.seq === seq);
    if (fitting) return { ...fitting, database };
    const newest = Math.max(...candidates.map(({ keys }) => keys.seq));
    throw new AppError(seq > newest ? 'vault.keys_file_older' : 'vault.archive_older');
  } catch (error) {
    database.close();
    throw error;
  }
}

/** Finishes or discards a change of the keys file that was cut off, and clears a creation's leftovers. */
export function settle(path: string, keysPath: string, step: StepHook = () => {}): void {
  const paths = pathsOf(path);
  if (keysPath === paths.nextKeys) {
    if (existsSync(paths.keys)) copySynced(paths.keys, paths.oldKeys);
    step('old-kept');
    replaceFile(paths.nextKeys, paths.keys);
    step('settled');
  }
  removeFiles(paths.nextKeys, paths.keysPart, paths.databasePart);
}

function openCandidate(candidate: Candidate, login: string, password: string): Opened | undefined {
  const found = openSlot(candidate.keys, normaliseLogin(login), password);
  if (!found) return undefined;
  const { slot, halves } = found;
  const dataKey = unseal(slot.sealedKey, slot.boxPublic, halves.box);
  if (!dataKey) throw new AppError('vault.keys_tampered');
  expectAuthentic(candidate.keys, dataKey);
  return { ...candidate, slot, halves, dataKey };
}

/** The keys file has proved the key, so a page that it does not open is damaged. */
function openWithRightKey(path: string, dataKey: SecureKey, knownVersion: number): Database {
  try {
    return dataKey.use((bytes) => openDatabase(path, bytes, { knownVersion }));
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    if (error.code === 'vault.wrong_key') throw new AppError('vault.damaged');
    throw error.code === 'vault.in_use' ? inUse(path) : error;
  }
}

function readSeq(database: Database): number {
  try {
    return readKeysSeq(database);
  } catch {
    throw new AppError('vault.damaged');
  }
}

function probe(path: string): Uint8Array {
  try {
    return probeDatabase(path);
  } catch (error) {
    throw error instanceof AppError && error.code === 'vault.in_use' ? inUse(path) : error;
  }
}

function toSignIn(archive: OpenArchive, person: Person): SignIn {
  const log = openTryLog(archive.path, archive.archiveId);
  return { person, failedTries: log.unreported(archive.keys.slots), triesReported: () => log.reported() };
}

function isRefusal(error: unknown): boolean {
  return error instanceof AppError && error.code === 'vault.sign_in_refused';
}

function wipe({ halves, dataKey }: Opened): void {
  halves.box.destroy();
  halves.signSeed.destroy();
  dataKey.destroy();
}
