import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { expectOwnPlace, findMisplaced, type FolderSystem } from '../../../db/vault/where.ts';

function aSystem(over: Partial<FolderSystem>): FolderSystem {
  return { platform: 'linux', realPath: (path) => path, typeOf: () => 0xef53, mounts: () => '', ...over };
}

const network = (name: string) => ({ kind: 'network', name });

describe('on Linux', () => {
  test.each([
    [0xef53, null],
    [0x01021994, null],
    [0x9123683e, null],
    [0x6969, 'NFS'],
    [0x517b, 'SMB'],
    [0xfe534d42, 'SMB'],
    [0xff534d42, 'SMB'],
    // As a number with a sign.
    [0xff534d42 | 0, 'SMB'],
    [0x01021997, '9P'],
  ])('a file system of the kind %s', (type, name) => {
    const found = findMisplaced('/srv/x', aSystem({ typeOf: () => type }));
    expect(found).toEqual(name === null ? null : network(name));
  });

  const mounts = [
    '21 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw',
    '36 21 0:32 / /mnt/server rw shared:2 - fuse.sshfs user@host:/ rw',
    '37 21 0:33 / /media/my\\040stick rw shared:3 - fuseblk /dev/sdb1 rw',
  ].join('\n');
  test.each([
    ['/mnt/server/a', 'fuse.sshfs'],
    ['/mnt/server', 'fuse.sshfs'],
    ['/mnt/server2', null],
    ['/media/my stick/a', null],
  ])('of a program of the user: %s', (folder, name) => {
    const found = findMisplaced(folder, aSystem({ typeOf: () => 0x65735546, mounts: () => mounts }));
    expect(found).toEqual(name === null ? null : network(name));
  });
});

test.each([
  ['C:\\客户档案', null],
  ['\\\\?\\C:\\客户档案', null],
  ['\\\\server\\share\\客户档案', '\\\\server'],
  ['\\\\?\\UNC\\server\\share\\x', '\\\\server'],
])('on Windows, as documented: %s', (folder, name) => {
  const found = findMisplaced(folder, aSystem({ platform: 'win32' }));
  expect(found).toEqual(name === null ? null : network(name));
});

test('on Windows a mapped drive is what it stands for', () => {
  const system = aSystem({ platform: 'win32', realPath: () => '\\\\nas\\office\\archive' });
  expect(findMisplaced('Z:\\archive', system)).toEqual(network('\\\\nas'));
});

test.each([
  ['/Documents', null],
  ['/Volumes/office/x', 'smbfs'],
  ['/Volumes/Stick', null],
])('on a Mac, as documented: %s', (folder, name) => {
  const mounts = () =>
    [
      '/dev/disk1s1 on / (apfs, local, journaled)',
      '//user@server/office on /Volumes/office (smbfs, nodev, nosuid)',
      '/dev/disk2s1 on /Volumes/Stick (msdos, local)',
    ].join('\n');
  const found = findMisplaced(folder, aSystem({ platform: 'darwin', mounts }));
  expect(found).toEqual(name === null ? null : network(name));
});

test.each([
  ['/data/OneDrive - Firma/x', 'OneDrive - Firma'],
  ['/data/我的坚果云/x', '我的坚果云'],
  ['C:\\Users\\a\\WPS云盘', 'WPS云盘'],
  ['/data/OneDriver', null],
])('a synced folder, whatever it lies on: %s', (folder, name) => {
  expect(findMisplaced(folder, aSystem({}))).toEqual(name === null ? null : { kind: 'synced', name });
});

test('a folder of this computer is fine, one that is not there is somebody else’s matter, a synced one is refused', () => {
  const folder = mkdtempSync(join(tmpdir(), 'kedang-where-'));
  expect(() => expectOwnPlace(join(folder, 'a.kda'))).not.toThrow();
  expect(() => expectOwnPlace(join(folder, 'nowhere', 'a.kda'))).not.toThrow();
  mkdirSync(join(folder, 'Dropbox'));
  expect(() => expectOwnPlace(join(folder, 'Dropbox', 'a.kda'))).toThrow('vault.place_synced');
  rmSync(folder, { recursive: true });
});
