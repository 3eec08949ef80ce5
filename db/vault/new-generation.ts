/**
 * A new generation of the data key: who was taken away, and kept an old keys file, reads nothing that is written from
 * then on. The vault is copied under the new key while everybody goes on working, and the copy takes its place at a
 * moment when it still holds all that the vault does. The live file is never given another key in its place: killed on
 * the way that may leave a file that no key opens.
 */
import { existsSync, realpathSync } from 'node:fs';
import type { Database } from 'better-sqlite3';
import { copyDatabase, openDatabase, probeDatabase, rekeyCopy } from '../connection/open.ts';
import { finishEarlierChange, type KeysChange } from './change.ts';
import {
  databaseFiles,
  pathsOf,
  removeFiles,
  replaceFile,
  syncFile,
  syncFolder,
  writeSynced,
} from './files.ts';
import { bodyOfNext } from './generations.ts';
import { newHeaderSalt } from './header-salt.ts';
import { authenticate, encodeKeysFile, placeNextKeys, type KeysFile } from './keys-file.ts';
import { secureKey, type SecureKey } from './secure-key.ts';
import { sealTo } from './slots.ts';
import { sameBytes, sodium } from './sodium.ts';
import { readKeysSeq, type StepHook, type Vault } from './vault.ts';

/** A generation in the making. */
export interface DraftGeneration {
  readonly dataKey: SecureKey;
  /** The first 16 bytes of its database. */
  readonly salt: Uint8Array;
  /** What the vault held when the copy was asked for. */
  readonly held: Held;
}

interface Held {
  readonly database: Database;
  readonly changes: unknown;
  readonly schema: unknown;
}

/** Begins a generation: whatever is written from now on is not in its copy. `discardGeneration` when it comes to nothing. */
export function draftGeneration(vault: Vault): DraftGeneration {
  // What one that was killed left.
  removeCopy(vault.path);
  const dataKey = secureKey(sodium.randombytes_buf(32));
  return { dataKey, salt: newHeaderSalt(), held: heldBy(vault) };
}

/** Wipes the key of a generation that was not taken, and removes what there is of its copy; one that was taken stays. */
export function discardGeneration({ path, dataKey }: Vault, draft: DraftGeneration): void {
  if (draft.dataKey !== dataKey) draft.dataKey.destroy();
  removeCopy(path);
}

/** What the process that makes the copy is given: keys of 32 bytes, which it wipes. */
export interface CopyOrder {
  readonly path: string;
  readonly key: Uint8Array;
  readonly newKey: Uint8Array;
  readonly salt: Uint8Array;
}

/** Of a new generation, for its progress: copying, the new key, the check, and the swap, which comes last. */
export const GENERATION_STEPS = 4;

/**
 * Copies the vault under the new key, in a process of its own; the copy is checked and safe on the disk at the end.
 * Errors: those of `copyDatabase` and `rekeyCopy`, and SQLite's own, as when the disk is full: then nothing is left of it.
 */
export function copyForGeneration(
  { path, key, newKey, salt }: CopyOrder,
  progress: (done: number, total: number) => void,
): void {
  const { databasePart } = pathsOf(path);
  const [dataKey, nextKey] = [secureKey(key), secureKey(newKey)];
  try {
    progress(0, GENERATION_STEPS);
    dataKey.use((bytes) => copyDatabase(path, bytes, databasePart));
    progress(1, GENERATION_STEPS);
    dataKey.use((bytes) => nextKey.use((next) => rekeyCopy(databasePart, bytes, next, salt)));
    progress(2, GENERATION_STEPS);
    syncFile(databasePart);
    syncFolder(databasePart);
    progress(GENERATION_STEPS - 1, GENERATION_STEPS);
  } catch (error) {
    removeCopy(path);
    throw error;
  } finally {
    dataKey.destroy();
    nextKey.destroy();
  }
}

interface TakeOptions {
  /** Runs a transaction in the copy, which must store `keysSeq`. */
  readonly commit: (database: Database, change: KeysChange) => void;
  readonly step?: StepHook;
}

/**
 * Puts the finished copy in the vault's place, all at once: `vault` is of the new generation afterwards, with another
 * connection and another key. The header of the database says which keys file counts, so a crash at any point leaves
 * the generation before or the new one. False, with nothing changed, when something was written since the copy was
 * begun or somebody still reads: then make another. After an error `vault.database` may be another connection to the
 * same file, and closed where that could not be opened again. Errors: `vault.cannot_write`, `vault.damaged`.
 */
export function takeGeneration(
  vault: Vault,
  draft: DraftGeneration,
  { commit, step = () => {} }: TakeOptions,
): boolean {
  if (vault.database.inTransaction) throw new Error('a new generation comes between transactions');
  if (!holdsTheSame(heldBy(vault), draft.held)) return false;
  const paths = pathsOf(vault.path);
  finishEarlierChange(vault);
  const keys = keysOfNext(vault, draft);
  try {
    fillCopy(paths.databasePart, draft, keys, commit);
    step('copy-filled');
    writeSynced(paths.nextKeys, encodeKeysFile(keys));
    syncFolder(paths.nextKeys);
    step('next-written');
    if (!closeAlone(vault)) {
      removeFiles(paths.nextKeys);
      return false;
    }
    step('closed');
    replaceFile(paths.databasePart, realpathSync(vault.path));
  } catch (error) {
    if (!isOf(vault, draft)) {
      removeFiles(paths.nextKeys);
      reopen(vault);
      throw error;
    }
  }
  step('swapped');
  const database = draft.dataKey.use((bytes) => openDatabase(vault.path, bytes));
  vault.dataKey.destroy();
  vault.database = database;
  vault.dataKey = draft.dataKey;
  vault.keys = keys;
  step('opened');
  placeNextKeys(vault.path, step);
  return true;
}

/** Statements that wrote, those that were rolled back too; a change of the schema counts for itself. */
function heldBy({ database }: Vault): Held {
  return {
    database,
    changes: database.prepare('select total_changes()').pluck().get(),
    schema: database.pragma('schema_version', { simple: true }),
  };
}

function holdsTheSame(now: Held, then: Held): boolean {
  return now.database === then.database && now.changes === then.changes && now.schema === then.schema;
}

/** Everybody goes on with the secret that they have: only what opens the database is sealed to them anew. */
function keysOfNext({ keys, dataKey }: Vault, { dataKey: next, salt }: DraftGeneration): KeysFile {
  const { mac: _, ...body } = keys;
  const { recovery } = body;
  const slots = body.slots.map((slot) => ({ ...slot, sealedKey: sealTo(slot.boxPublic, next) }));
  const changed = {
    dataKey: next,
    salt,
    slots,
    seq: body.seq + 1,
    recovery: { ...recovery, sealedKey: sealTo(recovery.publicKey, next) },
  };
  return authenticate(bodyOfNext(body, changed, dataKey), next);
}

/** The copy knows its keys file before it has its name. */
function fillCopy(
  path: string,
  { dataKey, salt }: DraftGeneration,
  { seq }: KeysFile,
  commit: TakeOptions['commit'],
): void {
  if (!sameBytes(probeDatabase(path).salt, salt)) throw new Error('a copy of another generation');
  const database = dataKey.use((bytes) => openDatabase(path, bytes));
  try {
    commit(database, { keysSeq: seq });
    if (database.inTransaction || readKeysSeq(database) !== seq)
      throw new Error('keys_seq was not committed');
    database.pragma('wal_checkpoint(TRUNCATE)');
  } finally {
    database.close();
  }
  if (hasLog(path)) throw new Error('a copy that somebody has open');
  syncFile(path);
}

/**
 * Closes the database if nobody else has it open. Its log is folded in and gone then: one that is left would be taken
 * for that of the file which comes in its place. False, and open again, where somebody reads.
 */
function closeAlone(vault: Vault): boolean {
  vault.database.close();
  if (hasLog(vault.path)) {
    reopen(vault);
    return false;
  }
  syncFolder(vault.path);
  return true;
}

/** SQLite keeps the log beside the file itself, not beside a link to it. */
function hasLog(path: string): boolean {
  return existsSync(`${realpathSync(path)}-wal`);
}

/** Whether the file in the vault's place is of the new generation; nobody has it open then. */
function isOf({ path, database }: Vault, { salt }: DraftGeneration): boolean {
  return !database.open && sameBytes(probeDatabase(path).salt, salt);
}

function reopen(vault: Vault): void {
  if (vault.database.open) return;
  vault.database = vault.dataKey.use((bytes) => openDatabase(vault.path, bytes));
}

function removeCopy(path: string): void {
  removeFiles(...databaseFiles(pathsOf(path).databasePart));
}
