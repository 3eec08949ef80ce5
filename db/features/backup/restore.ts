import { randomUUID } from 'node:crypto';
import { dirname } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { AppError } from '../../domain/errors.ts';
import { expectOwnPlace, type BackupSecret } from '../../vault/index.ts';
import type { CallContext } from '../../work/procedures.ts';
import type { Head } from '../audit/service.ts';
import { findNewerWitness, type Newer } from '../witnesses/service.ts';
import { proveBackup, type Proved } from './inspect.ts';
import { lookAtPresent, type Lost, type Present } from './present.ts';
import { replaceWith } from './replace.ts';

/** A backup that was proved on a connection, with its key, until it is restored or another thing is begun. */
class Restoration implements Disposable {
  readonly id = randomUUID();
  readonly proved: Proved;

  constructor(proved: Proved) {
    this.proved = proved;
  }

  [Symbol.dispose](): void {
    this.proved.dataKey.destroy();
  }
}

/** What a backup is, once its secret was right. */
export interface Inspected {
  readonly restoreId: string;
  readonly folder: string;
  readonly company: string;
  readonly head: Head;
  readonly archives: number;
  /** Milliseconds UTC, and the day whose passwords open it. */
  readonly madeAt: number;
  readonly day: string;
  readonly bytes: number;
  /** False for one in which checks failed when it was made: its content is as it was then. */
  readonly verified: boolean;
}

/** Proves a backup with a password of its day, or two recovery sheets. Errors: those of `proveBackup`. */
export async function inspectBackup(
  call: CallContext,
  folder: string,
  secret: BackupSecret,
): Promise<Inspected> {
  const restoration = new Restoration(await proveBackup(call, folder, secret));
  call.host.hold(call.origin.connection, restoration);
  const { id: restoreId, proved } = restoration;
  const { manifest, looked } = proved;
  const { madeAt, day, head, files } = manifest;
  return {
    restoreId,
    folder: proved.folder,
    company: looked.company,
    head,
    archives: looked.archives,
    madeAt,
    day,
    bytes: files.archive.bytes,
    verified: manifest.looked.failed.length === 0,
  };
}

function heldOf({ host, origin }: CallContext, restoreId: string): Proved {
  const held = host.held(origin.connection);
  if (!(held instanceof Restoration) || held.id !== restoreId) throw new AppError('backup.restore_gone');
  return held.proved;
}

/**
 * What would be lost of the vault at a path, and which witness saw more than the backup has: then the first opening takes
 * two people. Errors: `backup.restore_gone`, those of `lookAtPresent`.
 */
export async function previewRestore(
  call: CallContext,
  restoreId: string,
  target: string,
): Promise<Present & { readonly newer: Newer | null }> {
  const { manifest, folder: backup } = heldOf(call, restoreId);
  expectOwnPlace(target);
  const witnessed = {
    path: target,
    archiveId: manifest.archive,
    folder: call.host.ports.witnessFolder ?? null,
    backups: [dirname(backup)],
  };
  const newer = await findNewerWitness(witnessed, manifest.head.seq);
  return { ...lookAtPresent(target, heldOf(call, restoreId)), newer };
}

export interface RestoredVault {
  /** False where checks of the vault did not hold when the backup was made; the backup itself is proved. */
  readonly verified: boolean;
  readonly folder: string;
  readonly head: Head;
  readonly archives: number;
  /** What was lost of what stood there; null where nothing did, or where it could not be read. */
  readonly lost: Lost | null;
  /** Where what stood there is now. */
  readonly aside: string | null;
}

/** Restores it. What stands at the path is put aside. Errors: `backup.restore_gone`, those of `replaceWith`. */
export async function restoreBackup(
  call: CallContext,
  restoreId: string,
  target: string,
): Promise<RestoredVault> {
  const { host, origin } = call;
  const proved = heldOf(call, restoreId);
  expectOwnPlace(target);
  const { manifest, folder } = proved;
  const total = manifest.files.archive.bytes;
  // Lets what was asked before be answered: from here on the thread copies.
  await setImmediate();
  const { present, aside } = replaceWith(target, proved, {
    at: host.ports.clock.now(),
    onBytes(done) {
      if (host.ports.isCancelled(origin.seq)) throw new AppError('common.cancelled');
      host.ports.emit(origin.connection, { type: 'progress', job: 'backup.restore', done, total });
    },
  });
  host.hold(origin.connection, null);
  const { archives } = proved.looked;
  host.ports.noteVault?.({ path: target, archives, backup: { folder, at: manifest.madeAt } });
  return {
    verified: manifest.looked.failed.length === 0,
    folder,
    head: manifest.head,
    archives,
    lost: present.state === 'readable' ? present.lost : null,
    aside,
  };
}
