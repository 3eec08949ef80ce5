/** A backup that somebody wants to restore: proved with its own files and a secret of its day, before anything is done. */
import { AppError } from '../../domain/errors.ts';
import {
  expectKeysFit,
  openBackupKeys,
  readKeysFacts,
  type BackupSecret,
  type SecureKey,
} from '../../vault/index.ts';
import type { FileWork } from '../../work/long-reads.ts';
import type { CallContext } from '../../work/procedures.ts';
import type { VaultFacts } from '../../wire.ts';
import { checking, type Looked } from './check.ts';
import { factsOfFile, isSameFile } from './copying.ts';
import { DATA_FILES, filesOf, isSigned, readManifest, type Manifest } from './manifest.ts';
import { findBackup } from './places.ts';

/** A backup that is proved, with its key; whoever holds it wipes that. */
export interface Proved {
  readonly folder: string;
  readonly manifest: Manifest;
  readonly looked: Looked;
  readonly dataKey: SecureKey;
}

interface CompareInput {
  readonly folder: string;
  readonly manifest: Manifest;
}

/** The bytes are those that the manifest names. Errors: `backup.file_changed` {file}. */
export const comparing: FileWork<CompareInput, null> = {
  name: 'backup.compare',
  runOnFiles({ progress }, { folder, manifest }) {
    const total = DATA_FILES.reduce((sum, file) => sum + manifest.files[file].bytes, 0);
    let before = 0;
    for (const file of DATA_FILES) {
      expectFile(filesOf(folder)[file], manifest, file, (bytes) => progress(before + bytes, total));
      before += manifest.files[file].bytes;
    }
    return null;
  },
};

function expectFile(
  path: string,
  { files }: Manifest,
  file: (typeof DATA_FILES)[number],
  onBytes: (bytes: number) => void,
): void {
  let found;
  try {
    found = factsOfFile(path, onBytes);
  } catch {
    throw new AppError('backup.file_missing', { file });
  }
  if (!isSameFile(found, files[file])) throw new AppError('backup.file_changed', { file });
}

/** As its progress is told. */
export const INSPECTING = 'backup.inspect';

/**
 * Errors: those of `readManifest`, `findBackup` and `openBackupKeys`, `backup.other_archive` (the manifest is of other
 * files), `backup.file_changed` {file}, `backup.file_missing` {file}, `backup.manifest_tampered`, `vault.damaged`,
 * `vault.newer_version`, `common.cancelled`.
 */
export async function proveBackup(
  { host, origin }: CallContext,
  chosen: string,
  secret: BackupSecret,
): Promise<Proved> {
  const folder = findBackup(chosen);
  const manifest = readManifest(folder);
  const { archive, anchors } = filesOf(folder);
  const keys = readKeysFacts(archive);
  const isOfThese =
    keys.archive === manifest.archive &&
    keys.salt === manifest.keys.salt &&
    keys.seq === manifest.keys.seq &&
    keys.recovery === manifest.recovery;
  if (!isOfThese) throw new AppError('backup.other_archive');
  const dataKey = await host.atTheGate(origin, (signal) => openBackupKeys(archive, secret, signal));
  try {
    const { bytes } = manifest.files.archive;
    const tell = (before: number) => (done: number, total: number) =>
      host.ports.emit(origin.connection, {
        type: 'progress',
        job: INSPECTING,
        done: Math.floor(bytes * (before + done / Math.max(1, total))),
        total: 2 * bytes,
      });
    const lent = <Result>(work: (key: Uint8Array) => Promise<Result>) => lending(dataKey, work);
    const facts = factsOf(manifest, anchors);
    await lent((key) =>
      host.readApart(origin, comparing, { path: archive, facts, key, input: { folder, manifest } }, tell(0)),
    );
    const input = { full: false, since: null };
    const looked = await lent((key) =>
      host.readApart(origin, checking, { path: archive, facts, key, input }, tell(1)),
    );
    expectKeysFit(archive, dataKey, looked.keysSeq);
    expectAsSaid(manifest, looked);
    return { folder, manifest, looked, dataKey };
  } catch (error) {
    dataKey.destroy();
    throw error;
  }
}

/** Lends a copy of the key to a process and wipes it when that is over. */
async function lending<Result>(
  dataKey: SecureKey,
  work: (key: Uint8Array) => Promise<Result>,
): Promise<Result> {
  const key = dataKey.use((bytes) => bytes.slice());
  try {
    return await work(key);
  } finally {
    key.fill(0);
  }
}

/** Of a vault that is not open; what a look at it does not need is empty. */
function factsOf({ archive }: Manifest, anchorFile: string): VaultFacts {
  const none = { company: '', fonds: '', archiveNoPattern: '', trial: false };
  return { archiveId: archive, fileName: 'archive.kda', anchorFile, ...none };
}

/** What the manifest says is what is there, and somebody who the copy itself knows has signed it. */
function expectAsSaid(manifest: Manifest, { head, rows, tables, schema, signers, failed }: Looked): void {
  const signer = signers[manifest.accountKeyId];
  const isAsSaid =
    signer !== undefined &&
    isSigned(manifest, Buffer.from(signer, 'hex')) &&
    head.seq === manifest.head.seq &&
    head.hash === manifest.head.hash &&
    rows === manifest.rows &&
    schema === manifest.schema &&
    isSameCount(tables, manifest.tables) &&
    failed.every((name) => manifest.looked.failed.includes(name));
  if (!isAsSaid) throw new AppError('backup.manifest_tampered');
}

function isSameCount(
  one: Readonly<Record<string, number>>,
  other: Readonly<Record<string, number>>,
): boolean {
  const names = Object.keys(one);
  return names.length === Object.keys(other).length && names.every((name) => one[name] === other[name]);
}
