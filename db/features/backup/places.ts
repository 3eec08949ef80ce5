/** Where a backup goes: a folder on another drive, on the network, on a stick. All of this may be slow, or gone. */
import { randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, realpathSync, renameSync, rmSync, statfsSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { errorCode } from '../../connection/failures.ts';
import { AppError } from '../../domain/errors.ts';
import { placeLabel } from '../../domain/text/place-label.ts';
import { syncedPart, syncFolder, writeSynced, type StepHook } from '../../vault/index.ts';
import type { FileWork } from '../../work/long-reads.ts';
import { copySynced, factsOfFile, isSameFile } from './copying.ts';
import type { CopiedFiles } from './copy.ts';
import { DATA_FILES, filesOf, readManifest } from './manifest.ts';

/**
 * Errors: `backup.place_missing`, `backup.place_is_archive_folder`, `backup.place_synced` {name},
 * `backup.place_full` {needed, free} in bytes, `backup.place_closed`.
 */
export function expectPlace(place: string, vaultPath: string, needed: number): void {
  naming(() => {
    if (!statSync(place, { throwIfNoEntry: false })?.isDirectory())
      throw new AppError('backup.place_missing');
    const real = realpathSync(place);
    if (real === realpathSync(dirname(vaultPath))) throw new AppError('backup.place_is_archive_folder');
    const synced = syncedPart(real);
    if (synced !== null) throw new AppError('backup.place_synced', { name: synced });
    expectRoom(place, needed);
  });
}

/** So many bytes have room beside a path. Errors: `backup.place_full` {needed, free}. */
export function expectRoom(path: string, needed: number): void {
  const folder = statSync(path, { throwIfNoEntry: false })?.isDirectory() ? path : dirname(path);
  const { bavail, bsize } = statfsSync(folder);
  if (bavail * bsize < needed) throw new AppError('backup.place_full', { needed, free: bavail * bsize });
}

/** True for a place on the drive of the vault, which dies with it. */
export function isSameDrive(place: string, vaultPath: string): boolean {
  const [one, other] = [place, vaultPath].map((path) => statSync(path, { throwIfNoEntry: false }));
  return one !== undefined && one.dev === other?.dev;
}

/** What the log and the windows call a place: the folder's own name, in a line. */
export function labelOf(place: string): string {
  return placeLabel(basename(place) || place);
}

export interface PlaceInput {
  /** Folder with the files of the backup. */
  readonly part: string;
  readonly place: string;
  /** Name of the backup's folder; one that is taken gets a number. */
  readonly name: string;
  readonly files: CopiedFiles;
  /** Text of the manifest. */
  readonly manifest: string;
}

export interface Placed {
  readonly folder: string;
  readonly sameDrive: boolean;
}

export const placing: FileWork<PlaceInput, Placed> = {
  name: 'backup.place',
  runOnFiles: ({ path, facts, progress }, input) =>
    placeBackup({ vaultPath: path, ...facts, progress }, input),
};

interface Placing {
  readonly vaultPath: string;
  readonly archiveId: string;
  readonly progress: (done: number, total: number) => void;
  readonly step?: StepHook;
}

/**
 * Copies a backup to its place under a temporary name, reads it back, and gives it its name in one step when all of it
 * is on the disk there: cut off anywhere, it is whole or it is none. What earlier ones left behind goes first.
 * Errors: those of `expectPlace`, `backup.place_unreliable` (it read back otherwise), `backup.place_failed` {reason}.
 */
export function placeBackup(
  { vaultPath, archiveId, progress, step = () => {} }: Placing,
  { part, place, name, files, manifest }: PlaceInput,
): Placed {
  const total = 2 * DATA_FILES.reduce((sum, file) => sum + files[file].bytes, 0);
  expectPlace(place, vaultPath, total / 2);
  return naming(() => {
    const mark = strayMark(archiveId);
    removeStrays(place, mark);
    const under = join(place, `${mark}${randomBytes(6).toString('hex')}.part`);
    mkdirSync(under, { mode: 0o700 });
    step('begun');
    try {
      let done = 0;
      for (const file of DATA_FILES) {
        const to = filesOf(under)[file];
        const told = (bytes: number) => progress(done + bytes, total);
        copySynced(filesOf(part)[file], to, told);
        done += files[file].bytes;
        step(`${file}-copied`);
        if (!isSameFile(factsOfFile(to, told), files[file])) throw new AppError('backup.place_unreliable');
        done += files[file].bytes;
        step(`${file}-compared`);
      }
      writeSynced(filesOf(under).manifest, manifest);
      syncFolder(filesOf(under).manifest);
      step('manifest-written');
      readManifest(under);
      const folder = takeName(under, place, name);
      step('named');
      syncFolder(folder);
      return { folder, sameDrive: isSameDrive(place, vaultPath) };
    } catch (error) {
      rmSync(under, { recursive: true, force: true });
      throw error;
    }
  });
}

/** Beginning of the names under which backups of a vault are made; of no other vault, whose may be under way. */
export const strayMark = (archiveId: string) => `.kedang-${archiveId.slice(0, 12)}-`;

export function removeStrays(place: string, mark: string): void {
  for (const name of readdirSync(place))
    if (name.startsWith(mark) && name.endsWith('.part'))
      rmSync(join(place, name), { recursive: true, force: true });
}

/** More backups of one second than anybody makes. */
const MOST_OF_A_NAME = 100;

function takeName(under: string, place: string, name: string): string {
  for (let number = 1; number <= MOST_OF_A_NAME; number += 1) {
    const folder = join(place, number === 1 ? name : `${name}-${number}`);
    if (statSync(folder, { throwIfNoEntry: false })) continue;
    renameSync(under, folder);
    return folder;
  }
  throw new AppError('backup.place_failed', { reason: 'EEXIST' });
}

/**
 * The newest whole backup in a folder, of one archive where that is named, or the folder itself.
 * Errors: `backup.manifest_missing`.
 */
export function findBackup(folder: string, archiveId?: string): string {
  return naming(() => {
    if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory())
      throw new AppError('backup.place_missing');
    if (statSync(filesOf(folder).manifest, { throwIfNoEntry: false })) return folder;
    const made = readdirSync(folder)
      .filter((name) => !name.startsWith('.'))
      .flatMap((name) => {
        const inside = join(folder, name);
        const at = madeAt(inside, archiveId);
        return at === null ? [] : [{ inside, at }];
      });
    const newest = made.toSorted((a, b) => b.at - a.at)[0];
    if (!newest) throw new AppError('backup.manifest_missing');
    return newest.inside;
  });
}

function madeAt(folder: string, archiveId?: string): number | null {
  try {
    const { archive, madeAt: at } = readManifest(folder);
    return archiveId === undefined || archive === archiveId ? at : null;
  } catch {
    return null;
  }
}

const FULL = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);
const CLOSED = new Set(['EACCES', 'EPERM', 'EROFS']);
const GONE = new Set([
  'ENOENT',
  'ENOTDIR',
  'ENODEV',
  'ENXIO',
  'EHOSTDOWN',
  'ENETUNREACH',
  'ENOTCONN',
  'ESTALE',
]);

/** What the system says of a place, as a refusal in words. */
export function naming<Result>(work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    const reason = error instanceof AppError ? String(error.data['reason'] ?? '') : errorCode(error);
    if (error instanceof AppError && error.code !== 'vault.cannot_write') throw error;
    if (FULL.has(reason)) throw new AppError('backup.place_full', { needed: null, free: null });
    if (CLOSED.has(reason)) throw new AppError('backup.place_closed');
    if (GONE.has(reason)) throw new AppError('backup.place_missing');
    if (reason === '') throw error;
    throw new AppError('backup.place_failed', { reason });
  }
}
