/** What stands where a backup is to be restored, and what of it the backup does not have. */
import { statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Database } from 'better-sqlite3';
import { claimVault } from '../../connection/claim.ts';
import { openReader } from '../../connection/handles.ts';
import { openDatabase, openReadOnly } from '../../connection/open.ts';
import type { ReadableDb } from '../../connection/handles.ts';
import { AppError } from '../../domain/errors.ts';
import { databaseFiles, keysBeside, pathsOf } from '../../vault/index.ts';
import { sameBytes } from '../../work/digest.ts';
import * as log from '../../work/log/store.ts';
import { headOf, type Head } from '../audit/service.ts';
import type { Proved } from './inspect.ts';
import { filesOf } from './manifest.ts';
import { stampOf } from './part.ts';

/** Acts that would be lost: how many, by whom, and from when to when (milliseconds UTC). */
export interface Lost {
  readonly acts: number;
  readonly people: ReadonlyArray<{ readonly name: string; readonly acts: number }>;
  readonly first: number | null;
  readonly last: number | null;
  /** The head of what is there. */
  readonly head: Head;
}

/** `unreadable`: the key of the backup does not open it, or it is damaged; it is kept all the same. */
export type Present =
  | { readonly state: 'none' }
  | { readonly state: 'unreadable'; readonly bytes: number; readonly changedAt: number }
  | { readonly state: 'readable'; readonly lost: Lost };

/** Everything of a vault that may lie at a path, and goes aside with it. */
export function presentFiles(target: string): string[] {
  const { keys, nextKeys, oldKeys, anchors, tries } = pathsOf(target);
  const all = [...databaseFiles(target), keys, nextKeys, oldKeys, anchors, tries];
  return all.filter((path) => statSync(path, { throwIfNoEntry: false }) !== undefined);
}

/** A free path beside a vault for what is put aside: `NAME.WORD-20261122-093005.kda`, in its folder. */
export function asideOf(target: string, word: 'before-restore' | 'moved', at: number): string {
  const name = basename(target).replace(/\.kda$/i, '');
  const numbered = (number: number) => {
    const end = number === 1 ? '' : `-${number}`;
    return join(dirname(target), `${name}.${word}-${stampOf(at)}${end}.kda`);
  };
  let number = 1;
  while (presentFiles(numbered(number)).length > 0) number += 1;
  return numbered(number);
}

/** Bytes of files. */
export function sizeOf(files: readonly string[]): number {
  return files.reduce((sum, file) => sum + statSync(file).size, 0);
}

/** Looks under a claim of its own. Errors: `vault.in_use`, `vault.cannot_write`, `backup.other_archive_there`. */
export function lookAtPresent(target: string, proved: Proved): Present {
  const claim = claimVault(target);
  try {
    return lookAtClaimed(target, proved);
  } finally {
    claim.release();
  }
}

/**
 * The same at a path that is claimed. What its last program had not folded into the file is folded in, as an opening
 * does. Errors: `backup.other_archive_there`.
 */
export function lookAtClaimed(
  target: string,
  { folder, manifest, dataKey }: Pick<Proved, 'folder' | 'manifest' | 'dataKey'>,
): Present {
  if (keysBeside(target).some(({ archive }) => archive !== manifest.archive))
    throw new AppError('backup.other_archive_there');
  const stats = statSync(target, { throwIfNoEntry: false });
  if (!stats) return { state: 'none' };
  const unreadable = {
    state: 'unreadable',
    bytes: stats.size,
    changedAt: Math.floor(stats.mtimeMs),
  } as const;
  let present: Database | undefined;
  let backup: Database | undefined;
  try {
    present = dataKey.use((key) => openDatabase(target, key));
    backup = dataKey.use((key) => openReadOnly(filesOf(folder).archive, key));
    const lost = lostBetween(openReader(present), openReader(backup));
    present.pragma('wal_checkpoint(TRUNCATE)');
    return lost ? { state: 'readable', lost } : unreadable;
  } catch {
    // Of another generation of the key, or damaged: whatever it is, it is put aside as it is.
    return unreadable;
  } finally {
    present?.close();
    backup?.close();
  }
}

function lostBetween(present: ReadableDb, backup: ReadableDb): Lost | null {
  const head = headOf(present);
  if (!head) return null;
  const people = log.countActsAfter(present, lastInCommon(present, backup));
  return {
    acts: people.reduce((sum, { acts }) => sum + acts, 0),
    people: people.map(({ name, acts }) => ({ name, acts })),
    first: people.length === 0 ? null : Math.min(...people.map(({ first }) => first)),
    last: people.length === 0 ? null : Math.max(...people.map(({ last }) => last)),
    head,
  };
}

/** The last row that both logs have: up to it each is chained to the one before, so that halves can be left out. */
function lastInCommon(one: ReadableDb, other: ReadableDb): number {
  let low = 0;
  let high = Math.min(headOf(one)?.seq ?? 0, headOf(other)?.seq ?? 0);
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (sameBytes(log.auditHash(one, middle), log.auditHash(other, middle))) low = middle;
    else high = middle - 1;
  }
  return low;
}
