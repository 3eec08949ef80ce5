/**
 * Puts the files of a backup where a vault is to be. What is there is copied aside first; then the database takes its
 * name in one step, with a keys file of a number that no file there had: cut off before, the path has what it had;
 * after, what was restored. A cut leaves copies that are too many, never one too few.
 */
import { chmodSync, renameSync, rmSync, statSync } from 'node:fs';
import { claimVault } from '../../connection/claim.ts';
import { openHandles } from '../../connection/handles.ts';
import { setMeta } from '../../connection/meta.ts';
import { openDatabase } from '../../connection/open.ts';
import { AppError } from '../../domain/errors.ts';
import { write } from '../../domain/stored-json.ts';
import {
  copyFile,
  databaseFiles,
  keysBeside,
  pathsOf,
  placeRestoredKeys,
  removeFiles,
  renumberedKeys,
  replaceFile,
  syncFolder,
  writeSynced,
  type StepHook,
} from '../../vault/index.ts';
import { copySynced, isSameFile } from './copying.ts';
import type { Proved } from './inspect.ts';
import { filesOf } from './manifest.ts';
import { expectRoom, naming } from './places.ts';
import { asideOf, lookAtClaimed, presentFiles, sizeOf, type Present } from './present.ts';
import { STORED_RESTORE } from './restored.ts';

interface Replacing {
  /** Milliseconds UTC. */
  readonly at: number;
  readonly onBytes?: (bytes: number) => void;
  readonly step?: StepHook;
}

export interface Replaced {
  readonly present: Present;
  /** Where what was there is now; null for nothing. */
  readonly aside: string | null;
}

/** What is put there: a backup whose manifest was proved, with its key. */
type Putting = Pick<Proved, 'folder' | 'manifest' | 'dataKey'>;

/** Errors: `vault.in_use`, `backup.other_archive_there`, `backup.file_changed` {file}, those of places. */
export function replaceWith(
  target: string,
  proved: Putting,
  { at, onBytes, step = () => {} }: Replacing,
): Replaced {
  return naming(() => {
    const claim = claimVault(target);
    try {
      const present = lookAtClaimed(target, proved);
      const there = presentFiles(target);
      expectRoom(target, proved.manifest.files.archive.bytes + sizeOf(there));
      prepareParts(target, proved, present, at, onBytes);
      step('prepared');
      const aside = there.length === 0 ? null : keepAside(target, there, at, step);
      step('aside-kept');
      takePlaces(target, step);
      return { present, aside };
    } catch (error) {
      clearParts(target);
      throw error;
    } finally {
      claim.release();
    }
  });
}

const anchorsPart = (target: string) => `${pathsOf(target).anchors}.part`;

function clearParts(target: string): void {
  const { databasePart, keysPart, moving } = pathsOf(target);
  removeFiles(...databaseFiles(databasePart), keysPart, anchorsPart(target), moving);
}

/** The files of the backup beside the target, with the word for the log of what was restored here. */
function prepareParts(
  target: string,
  { folder, manifest, dataKey }: Putting,
  present: Present,
  at: number,
  onBytes?: (bytes: number) => void,
): void {
  const { databasePart, keysPart } = pathsOf(target);
  const { archive, anchors } = filesOf(folder);
  clearParts(target);
  expectCopied('archive', copySynced(archive, databasePart, onBytes));
  expectCopied('anchors', copySynced(anchors, anchorsPart(target)));
  const seq = 1 + Math.max(manifest.keys.seq, ...keysBeside(target).map((keys) => keys.seq));
  writeSynced(keysPart, renumberedKeys(archive, dataKey, seq));
  const lost = present.state === 'readable' ? present.lost : null;
  const database = dataKey.use((key) => openDatabase(databasePart, key));
  try {
    openHandles(database).transaction((db) => {
      setMeta(db, 'keys_seq', String(seq));
      setMeta(
        db,
        'restored',
        write(STORED_RESTORE, {
          at,
          madeAt: manifest.madeAt,
          head: manifest.head,
          lost: lost && { head: lost.head, acts: lost.acts },
        }),
      );
    });
    database.pragma('wal_checkpoint(TRUNCATE)');
  } finally {
    database.close();
  }
  const mode = statSync(target, { throwIfNoEntry: false })?.mode;
  if (mode !== undefined) chmodSync(databasePart, mode & 0o777);

  function expectCopied(file: 'archive' | 'anchors', found: ReturnType<typeof copySynced>): void {
    if (!isSameFile(found, manifest.files[file])) throw new AppError('backup.file_changed', { file });
  }
}

/** Copies, since a file of two names is no vault that a program opens; together they open like the vault itself. */
function keepAside(target: string, there: readonly string[], at: number, step: StepHook): string {
  const aside = asideOf(target, 'before-restore', at);
  for (const file of there) {
    copyFile(file, `${aside}${file.slice(target.length)}`);
    step(`aside${file.slice(target.length)}`);
  }
  return aside;
}

function takePlaces(target: string, step: StepHook): void {
  const { databasePart, keysPart, nextKeys, anchors } = pathsOf(target);
  // Anchors that are too few are filled up at the next day's, and that is logged; too many would accuse what is restored.
  replaceFile(anchorsPart(target), anchors);
  step('anchors-placed');
  replaceFile(keysPart, nextKeys);
  step('keys-wait');
  // A log of changes that the key does not open would be read into the new file; it is kept aside.
  for (const file of databaseFiles(target).slice(1)) rmSync(file, { force: true });
  step('log-gone');
  renameSync(databasePart, target);
  syncFolder(target);
  step('placed');
  placeRestoredKeys(target);
  step('keys-placed');
}
