/**
 * Where an archive may lie. Locks and the order of writes, on which SQLite relies, do not hold on network drives, and a
 * program that carries files to other computers takes the database and its log one by one.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync, realpathSync, statfsSync } from 'node:fs';
import { dirname } from 'node:path';
import SYNCED from '../../resources/lists/synced-folders.json' with { type: 'json' };
import { AppError } from '../domain/errors.ts';

/** Why a folder is none for an archive; `name` is the part of its path, or the kind of drive, that says so. */
export interface Misplaced {
  readonly kind: 'network' | 'synced';
  readonly name: string;
}

/** What is asked of the system; the tests bring others. */
export interface FolderSystem {
  readonly platform: NodeJS.Platform;
  /** The path without links and, on Windows, behind the letter of a mapped drive. */
  readonly realPath: (folder: string) => string;
  /** The number of the file system's kind, on Linux. */
  readonly typeOf: (folder: string) => number;
  /** What is mounted: `/proc/self/mountinfo` on Linux, what `mount` says on macOS. */
  readonly mounts: () => string;
}

const SYSTEM: FolderSystem = {
  platform: process.platform,
  realPath: realpathSync.native,
  typeOf: (folder) => statfsSync(folder).type,
  mounts: () =>
    process.platform === 'darwin'
      ? execFileSync('/sbin/mount', { encoding: 'utf8', timeout: 2_000 })
      : readFileSync('/proc/self/mountinfo', 'utf8'),
};

/** Kinds of file systems by `statfs`, from the headers of Linux. */
const NETWORK_TYPES: ReadonlyMap<number, string> = new Map([
  [0x6969, 'NFS'],
  [0x517b, 'SMB'],
  [0xfe534d42, 'SMB'],
  [0xff534d42, 'SMB'],
  [0x01021997, '9P'],
  [0x564c, 'NCP'],
  [0x5346414f, 'AFS'],
  [0x6b414653, 'AFS'],
  [0x73757245, 'Coda'],
  [0x00c36400, 'Ceph'],
  [0x786f4256, 'vboxsf'],
]);
/** File systems of programs: a stick with NTFS is one too, so it is asked which. */
const FUSE = 0x65735546;
const NETWORK_NAMES =
  /^(?:fuse\.)?(?:nfs4?|cifs|smb3?|smbfs|sshfs|rclone|davfs2?|webdavfs|webdav|afpfs|ftp|ftpfs|curlftpfs|gvfsd-fuse|glusterfs|s3fs|vmhgfs-fuse)$/i;

/** What speaks against a folder for an archive; null for nothing. One that cannot be looked at is none of its business. */
export function findMisplaced(folder: string, system: FolderSystem = SYSTEM): Misplaced | null {
  const real = realOr(folder, system);
  const name = syncedPart(real);
  if (name !== null) return { kind: 'synced', name };
  const network = networkOf(real, system);
  return network === null ? null : { kind: 'network', name: network };
}

/** Errors: `vault.place_network` {name}, `vault.place_synced` {name}. */
export function expectOwnPlace(vaultPath: string): void {
  const found = findMisplaced(dirname(vaultPath));
  if (found?.kind === 'network') throw new AppError('vault.place_network', { name: found.name });
  if (found?.kind === 'synced') throw new AppError('vault.place_synced', { name: found.name });
}

/** The part of a path that is the folder of a program which carries every file in it to other computers. */
export function syncedPart(real: string): string | null {
  return real.split(/[\\/]/).find(isSynced) ?? null;
}

function isSynced(folder: string): boolean {
  const name = folder.toLowerCase();
  return SYNCED.some((one) => name.startsWith(one) && !/^[a-z]/.test(name.slice(one.length)));
}

function realOr(folder: string, { realPath }: FolderSystem): string {
  try {
    return realPath(folder);
  } catch {
    return folder;
  }
}

function networkOf(real: string, system: FolderSystem): string | null {
  try {
    if (system.platform === 'win32') return networkOnWindows(real);
    if (system.platform === 'darwin') return networkName(mountedOnMac(real, system.mounts()));
    const type = system.typeOf(real) >>> 0;
    if (type === FUSE) return networkName(mountedOnLinux(real, system.mounts()));
    return NETWORK_TYPES.get(type) ?? null;
  } catch {
    return null;
  }
}

/** By Microsoft's description of names of files; not tried on a Windows computer. `\\?\C:\` is a drive, `\\?\UNC\` is not. */
function networkOnWindows(real: string): string | null {
  const share = /^\\\\(?:\?\\UNC\\)?([^\\?.][^\\]*)\\/i.exec(real);
  return share ? `\\\\${share[1]}` : null;
}

const networkName = (kind: string | null) => (kind !== null && NETWORK_NAMES.test(kind) ? kind : null);

/** Lines as `36 35 0:32 / /mnt/x rw,noatime shared:1 - fuse.sshfs user@host:/ rw`; a space in a path is `\040`. */
function mountedOnLinux(real: string, text: string): string | null {
  return kindAt(
    real,
    text.split('\n').flatMap((line) => {
      const [before = '', after = ''] = line.split(' - ');
      const point = before.split(' ')[4]?.replaceAll(/\\(\d{3})/g, octal);
      const [kind] = after.split(' ');
      return point === undefined || !kind ? [] : [{ point, kind }];
    }),
  );
}

const octal = (_: string, digits: string) => String.fromCodePoint(Number.parseInt(digits, 8));

/** Lines as `//user@server/share on /Volumes/share (smbfs, nodev)`; from Apple's manual, not tried on a Mac. */
function mountedOnMac(real: string, text: string): string | null {
  const lines = text.matchAll(/^.* on (?<point>\/.*) \((?<kind>[a-z0-9_.]+)[,)]/gm);
  return kindAt(
    real,
    [...lines].flatMap(({ groups }) =>
      groups?.['point'] !== undefined && groups['kind'] !== undefined
        ? [{ point: groups['point'], kind: groups['kind'] }]
        : [],
    ),
  );
}

/** The kind of the mount that is nearest to a path. */
function kindAt(
  real: string,
  mounts: ReadonlyArray<{ readonly point: string; readonly kind: string }>,
): string | null {
  const over = mounts.filter(({ point }) => point === '/' || real === point || real.startsWith(`${point}/`));
  return over.toSorted((a, b) => b.point.length - a.point.length)[0]?.kind ?? null;
}
