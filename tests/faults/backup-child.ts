/**
 * Puts a backup in its place, restores one, or moves a vault, in a process of its own that kills itself at a step, as a power cut would.
 * Arguments: what to do, the step (none: every step is printed, a line each), and what the task takes.
 */
import { readFileSync, writeSync } from 'node:fs';
import { basename } from 'node:path';
import { filesOf, readManifest } from '../../db/features/backup/manifest.ts';
import { moveFiles } from '../../db/features/backup/move-files.ts';
import { placeBackup } from '../../db/features/backup/places.ts';
import { proveBackup } from '../../db/features/backup/inspect.ts';
import { replaceWith } from '../../db/features/backup/replace.ts';
import { rotatePlace } from '../../db/features/backup/rotate.ts';
import { openBackupKeys } from '../../db/vault/index.ts';
import { newHost } from '../../db/router/host.ts';
import { TestClock } from '../support/clock.ts';
import { readLongHere, readTableHere } from '../support/here.ts';

const [task = '', fatal = '', from = '', to = '', secret = ''] = process.argv.slice(2);

function step(name: string): void {
  if (fatal === '') writeSync(1, `${name}\n`);
  else if (name === fatal) process.kill(process.pid, 'SIGKILL');
}

/** `from` is a whole backup, whose files are those of the part. */
function place(): void {
  const { archive, files } = readManifest(from);
  const manifest = readFileSync(filesOf(from).manifest, 'utf8');
  const input = { part: from, place: to, name: 'placed', files, manifest };
  placeBackup({ vaultPath: from, archiveId: archive, progress: () => {}, step }, input);
}

async function restore(): Promise<void> {
  const clock = new TestClock();
  const host = newHost({
    clock,
    readTable: readTableHere,
    readLong: readLongHere,
    emit: () => {},
    isCancelled: () => false,
  });
  const call = { host, origin: { connection: 'child', seq: 0 } };
  const proved = await proveBackup(call, from, { login: 'archivist', password: secret });
  replaceWith(to, proved, { at: clock.now(), step });
}

/** Moves a vault to another path; the secret is its archivist's. */
async function move(): Promise<void> {
  const dataKey = await openBackupKeys(from, { login: 'archivist', password: secret });
  moveFiles(from, to, dataKey, { at: new TestClock().now(), step });
}

/** Clears up a place with two automatic backups of one day; `from` is the newer. */
function rotate(): void {
  const { archive, day, ...manifest } = readManifest(from);
  if (manifest.version !== 2) throw new Error('no automatic backup');
  const { series } = manifest;
  const signers = JSON.parse(secret) as Record<number, string>;
  const input = { place: to, made: basename(from), today: day, series, isReleased: false, signers };
  // All of them are of the one vault.
  rotatePlace(archive, input, () => true, step);
}

if (task === 'place') place();
else if (task === 'rotate') rotate();
else if (task === 'move') await move();
else await restore();
