/** The vault goes to another folder, verified, when it lies where none should. */
import { lstatSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import type { ReadableDb } from '../../connection/handles.ts';
import { AppError } from '../../domain/errors.ts';
import { expectOwnPlace, secureKey, type SecureKey } from '../../vault/index.ts';
import type { MutationContext } from '../../work/context.ts';
import type { CallContext } from '../../work/procedures.ts';
import { recordAudit } from '../../work/log/recorder.ts';
import type { Head } from '../audit/service.ts';
import {
  backupPlaces,
  expectFreeTarget,
  expectRoom,
  labelOf,
  moveFiles,
  naming,
  presentFiles,
  sizeOf,
} from '../backup/service.ts';

const MOVE = 'vault.move';

export interface MovedVault {
  /** Paths of the vault's file. */
  readonly from: string;
  readonly to: string;
  /** Folder and name of the new one. */
  readonly folder: string;
  readonly name: string;
  /** What was left at the old place, under another name; null where that could not be renamed: nobody may go on in it. */
  readonly aside: string | null;
  readonly head: Head;
}

/**
 * Signs everybody out, moves the open vault to a folder, and leaves it closed there. What is refused before that leaves it
 * open; what fails after leaves it closed where it was, with the row that says what was asked.
 * Errors: `vault.move_link`, `vault.move_folder_missing`, `vault.move_folder_closed`, `vault.move_full` {needed, free},
 * `vault.move_backup_place`, `vault.file_exists`, `vault.move_busy`, `vault.move_failed` {reason}, those of
 * `expectOwnPlace`, `common.cancelled`.
 */
export async function moveVault(
  { host, origin }: CallContext,
  ctx: MutationContext,
  folder: string,
): Promise<MovedVault> {
  const { vault } = host.requireVault();
  const from = vault.path;
  const to = join(folder, basename(from));
  worded(() => expectMovable(ctx.reader, from, to));
  const key = copyOf(vault.dataKey);
  try {
    ctx.transaction((db) =>
      recordAudit(db, ctx, {
        action: MOVE,
        object: 'archive',
        reason: `${labelOf(dirname(from))}/${labelOf(folder)}`,
      }),
    );
    host.signOutAll('moved');
    await host.keyRenewed();
    // Lets what was asked before be answered: from here on the thread copies.
    await setImmediate();
    const { clock, isCancelled, emit, noteVault } = host.ports;
    const { head, aside } = worded(() =>
      moveFiles(from, to, key, {
        at: clock.now(),
        onBytes(done, total) {
          if (isCancelled(origin.seq)) throw new AppError('common.cancelled');
          emit(origin.connection, { type: 'progress', job: MOVE, done, total });
        },
      }),
    );
    noteVault?.({ path: from, movedTo: to });
    return { from, to, folder, name: basename(to), aside, head };
  } finally {
    key.destroy();
  }
}

/** That of the vault is wiped when everybody is signed out. */
function copyOf(dataKey: SecureKey): SecureKey {
  return secureKey(dataKey.use((bytes) => Uint8Array.from(bytes)));
}

function expectMovable(db: ReadableDb, from: string, to: string): void {
  const folder = dirname(to);
  // What lies beside a link is not what lies beside the file.
  if (lstatSync(from).isSymbolicLink()) throw new AppError('vault.move_link');
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory())
    throw new AppError('vault.move_folder_missing');
  expectOwnPlace(to);
  if (backupPlaces(db).some((place) => isSameFolder(place, folder)))
    throw new AppError('vault.move_backup_place');
  expectFreeTarget(to);
  expectRoom(folder, sizeOf(presentFiles(from)));
}

function isSameFolder(one: string, other: string): boolean {
  try {
    return realpathSync(one) === realpathSync(other);
  } catch {
    return false;
  }
}

/** What is said of the places of backups, of a folder to move to. */
const OF_FOLDERS: Readonly<Record<string, string>> = {
  'backup.place_full': 'vault.move_full',
  'backup.place_missing': 'vault.move_folder_missing',
  'backup.place_closed': 'vault.move_folder_closed',
  'backup.place_failed': 'vault.move_failed',
  'vault.in_use': 'vault.move_busy',
};

function worded<Result>(work: () => Result): Result {
  try {
    return naming(work);
  } catch (error) {
    const code = error instanceof AppError ? OF_FOLDERS[error.code] : undefined;
    throw code !== undefined && error instanceof AppError ? new AppError(code, error.data) : error;
  }
}
