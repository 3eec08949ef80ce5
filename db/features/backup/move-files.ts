/**
 * Moves the files of a closed vault to another folder. Cut off before the database has its name there, the vault is where
 * it was, and what came is no vault and goes with the next try; cut off between that and the moment when the old one is
 * put aside, both open and have the same head; after, the new one opens, and what was here opens under its name aside as
 * far as it came. A file is never at fewer than one of the two places.
 */
import { renameSync, statSync } from 'node:fs';
import { claimVault } from '../../connection/claim.ts';
import { openReader, type ReadableDb } from '../../connection/handles.ts';
import { openDatabase, openReadOnly } from '../../connection/open.ts';
import { AppError } from '../../domain/errors.ts';
import {
  databaseFiles,
  pathsOf,
  removeFiles,
  syncFolder,
  writeMoved,
  writeSynced,
  type SecureKey,
  type StepHook,
} from '../../vault/index.ts';
import * as log from '../../work/log/store.ts';
import { headOf, type Head } from '../audit/service.ts';
import { copySynced, factsOfFile, isSameFile } from './copying.ts';
import { clearUnfinished } from './part.ts';
import { asideOf, presentFiles, sizeOf } from './present.ts';

interface Moving {
  /** Milliseconds UTC. */
  readonly at: number;
  /** Bytes so far, of all: each counts once when it is written and once when it is read back. */
  readonly onBytes?: (done: number, total: number) => void;
  readonly step?: StepHook;
}

export interface MovedFiles {
  readonly head: Head;
  /** Path of what was left at the old place; null where that could not be renamed. */
  readonly aside: string | null;
}

/** What the log of a database comes to. */
interface Held {
  readonly head: Head;
  readonly rows: number;
}

/**
 * Moves what lies at `from`, which nobody has open, to `to`. Errors: `vault.in_use`, `vault.file_exists`,
 * `vault.move_busy` (somebody still reads), `vault.move_unreliable` (what was read back is not what was written),
 * `vault.cannot_write`, the system's own.
 */
export function moveFiles(
  from: string,
  to: string,
  dataKey: SecureKey,
  { at, onBytes = () => {}, step = () => {} }: Moving,
): MovedFiles {
  const claim = claimVault(from);
  try {
    const newClaim = claimVault(to);
    try {
      const held = foldIn(from, dataKey);
      bring(from, to, { dataKey, held, onBytes, step });
      return { head: held.head, aside: putAside(from, to, at, step) };
    } finally {
      newClaim.release();
    }
  } finally {
    claim.release();
  }
}

/** Errors: `vault.file_exists` where something has the name, but for what a move that was cut off left. */
export function expectFreeTarget(to: string): void {
  const { database, moving } = pathsOf(to);
  const isOwnRest = isThere(moving) && !isThere(database);
  if (!isOwnRest && presentFiles(to).length > 0) throw new AppError('vault.file_exists');
}

/** All that stands in the log of changes comes into the file. */
function foldIn(from: string, dataKey: SecureKey): Held {
  const database = dataKey.use((key) => openDatabase(from, key));
  try {
    const held = heldBy(openReader(database));
    database.pragma('wal_checkpoint(TRUNCATE)');
    if ((statSync(`${from}-wal`, { throwIfNoEntry: false })?.size ?? 0) > 0)
      throw new AppError('vault.move_busy');
    return held;
  } finally {
    database.close();
  }
}

function heldBy(db: ReadableDb): Held {
  const head = headOf(db);
  if (!head) throw new AppError('vault.damaged');
  return { head, rows: log.countRows(db) };
}

interface Bringing extends Required<Pick<Moving, 'onBytes' | 'step'>> {
  readonly dataKey: SecureKey;
  readonly held: Held;
}

/** The files at the new place, each under its name when this returns. */
function bring(from: string, to: string, { dataKey, held, onBytes, step }: Bringing): void {
  expectFreeTarget(to);
  clearRest(to);
  const [, ...besideDatabase] = databaseFiles(from);
  const files = presentFiles(from).filter((file) => !besideDatabase.includes(file));
  writeSynced(pathsOf(to).moving, '');
  syncFolder(to);
  step('begun');
  try {
    const endings = files.map((file) => file.slice(from.length));
    copyParts(from, to, endings, { onBytes, step });
    expectSame(pathsOf(to).databasePart, dataKey, held);
    step('compared');
    // The database comes last: without it the others are no vault.
    for (const ending of endings.toReversed()) {
      renameSync(partOf(to, ending), `${to}${ending}`);
      syncFolder(to);
      step(`named${ending}`);
    }
  } catch (error) {
    if (!isThere(to)) clearRest(to);
    throw error;
  }
  removeFiles(pathsOf(to).moving);
}

const partOf = (to: string, ending: string) => `${to}${ending}.part`;
const isThere = (path: string) => statSync(path, { throwIfNoEntry: false }) !== undefined;

/** What a move that was cut off left, and parts of anything else that was. */
function clearRest(to: string): void {
  const { moving, keys, nextKeys, oldKeys, anchors, tries, databasePart } = pathsOf(to);
  const beside = [keys, nextKeys, oldKeys, anchors, tries];
  if (isThere(moving) && !isThere(to)) removeFiles(...beside);
  removeFiles(...databaseFiles(databasePart), ...beside.map((file) => `${file}.part`), moving);
}

function copyParts(
  from: string,
  to: string,
  endings: readonly string[],
  { onBytes, step }: Pick<Bringing, 'onBytes' | 'step'>,
): void {
  const total = 2 * sizeOf(endings.map((ending) => `${from}${ending}`));
  let done = 0;
  for (const ending of endings) {
    const part = partOf(to, ending);
    const told = (bytes: number) => onBytes(done + bytes, total);
    const written = copySynced(`${from}${ending}`, part, told);
    done += written.bytes;
    step(`copied${ending}`);
    if (!isSameFile(factsOfFile(part, told), written)) throw new AppError('vault.move_unreliable');
    done += written.bytes;
  }
  syncFolder(to);
}

/** The copy opens with the key, and its log is the one that was copied. */
function expectSame(part: string, dataKey: SecureKey, { head, rows }: Held): void {
  const database = dataKey.use((key) => openReadOnly(part, key));
  try {
    const found = heldBy(openReader(database));
    if (found.head.seq !== head.seq || found.head.hash !== head.hash || found.rows !== rows)
      throw new AppError('vault.move_unreliable');
  } finally {
    database.close();
    removeFiles(...databaseFiles(part).slice(1));
  }
}

/**
 * Nobody goes on at the old path: its database has another name first, then what belongs to it. Where the old place takes
 * no change any more the vault has moved all the same, and whoever moved it is told.
 */
function putAside(from: string, to: string, at: number, step: StepHook): string | null {
  clearUnfinished(from);
  const aside = asideOf(from, 'moved', at);
  const [database = from, ...others] = presentFiles(from);
  // Word of where it went comes first, and counts for nothing while the file is there.
  attempt(() => writeMoved(from, to, at));
  step('pointed');
  if (!attempt(() => renameSync(database, aside))) {
    attempt(() => removeFiles(pathsOf(from).moved));
    return null;
  }
  step('aside');
  for (const file of others) {
    const ending = file.slice(from.length);
    attempt(() => renameSync(file, `${aside}${ending}`));
    step(`aside${ending}`);
  }
  attempt(() => syncFolder(from));
  return aside;
}

function attempt(work: () => void): boolean {
  try {
    work();
    return true;
  } catch {
    return false;
  }
}
