/** Files beside a vault, and what is told apart by their bytes. */
import {
  chmodSync,
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { hostname, userInfo } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  copyFile,
  databaseFiles,
  isVaultFile,
  pathsOf,
  placeFile,
  readSmallFile,
  removeFiles,
  replaceFile,
  rewriteFile,
  writeSynced,
} from '../../../db/vault/files.ts';
import { isHeaderSalt, newHeaderSalt } from '../../../db/vault/header-salt.ts';
import { claim, inUse, removeHolder, writeHolder } from '../../../db/vault/lock-info.ts';
import { aFolder, refusalOf } from './support.ts';

let place: ReturnType<typeof aFolder>;
const at = (name: string) => join(place.path, name);
const textOf = (name: string) => readFileSync(at(name), 'utf8');
const modeOf = (name: string) => statSync(at(name)).mode & 0o777;
beforeEach(() => {
  place = aFolder();
});
afterEach(() => place[Symbol.dispose]());

describe('a small file', () => {
  it('is read up to a length', () => {
    const read = [4, 5, 6].map((length) => {
      writeFileSync(at('a'), 'x'.repeat(length));
      return readSmallFile(at('a'), 5)?.length ?? null;
    });
    expect(read).toEqual([4, 5, null]);
  });

  it('is none where there is none, and nothing to read where there is a folder', () => {
    expect(readSmallFile(at('a'), 5)).toBeUndefined();
    mkdirSync(at('a'));
    expect(readSmallFile(at('a'), 50_000)).toBeNull();
  });

  it('is written anew for its owner, also in the place of a link, which leads nowhere then', () => {
    writeFileSync(at('victim'), 'precious');
    symlinkSync(at('victim'), at('a'));
    const long = '长'.repeat(100_000);
    writeSynced(at('a'), long);
    expect([textOf('a') === long, modeOf('a'), textOf('victim')]).toEqual([true, 0o600, 'precious']);
    expect(lstatSync(at('a')).isSymbolicLink()).toBe(false);
  });

  it('keeps the mode of the one whose place it takes, not that of what a link leads to', () => {
    writeFileSync(at('old'), 'old');
    chmodSync(at('old'), 0o640);
    writeSynced(at('new'), 'new');
    replaceFile(at('new'), at('old'));
    expect([textOf('old'), modeOf('old'), existsSync(at('new'))]).toEqual(['new', 0o640, false]);
    symlinkSync(at('old'), at('link'));
    writeSynced(at('new'), 'newer');
    replaceFile(at('new'), at('link'));
    expect([textOf('link'), modeOf('link'), textOf('old')]).toEqual(['newer', 0o600, 'new']);
    writeSynced(at('new'), 'x');
    replaceFile(at('new'), at('fresh'));
    expect([textOf('fresh'), modeOf('fresh')]).toEqual(['x', 0o600]);
  });

  it('is rewritten whole, over what was left of an earlier time, and leaves nothing beside it', () => {
    writeFileSync(at('a.tmp'), 'left over');
    rewriteFile(at('a'), 'one');
    rewriteFile(at('a'), 'two');
    expect([textOf('a'), readdirSync(place.path)]).toEqual(['two', ['a']]);
  });

  it('is copied with its mode, over what was left of an earlier time, and leaves nothing beside it', () => {
    writeFileSync(at('a'), 'one');
    chmodSync(at('a'), 0o640);
    writeFileSync(at('b.tmp'), 'left over');
    writeFileSync(at('b'), 'before');
    copyFile(at('a'), at('b'));
    expect([textOf('b'), modeOf('b'), readdirSync(place.path)]).toEqual(['one', 0o640, ['a', 'b']]);
  });

  it('is given a name, but never that of another', () => {
    writeFileSync(at('part'), 'mine');
    placeFile(at('part'), at('a'));
    expect([textOf('a'), textOf('part')]).toEqual(['mine', 'mine']);
    writeFileSync(at('other'), 'precious');
    expect(refusalOf(() => placeFile(at('part'), at('other'))).code).toBe('vault.file_exists');
    expect(textOf('other')).toBe('precious');
  });

  it.each<[string, () => void, string]>([
    ['a folder that is not there', () => writeSynced(at('gone/a'), 'x'), 'ENOENT'],
    [
      'a folder in its place',
      () => (mkdirSync(at('a/b'), { recursive: true }), writeSynced(at('a'), 'x')),
      'ERR_FS_EISDIR',
    ],
    ['a file for a folder', () => (writeFileSync(at('f'), ''), writeSynced(at('f/a'), 'x')), 'ENOTDIR'],
    ['nothing to copy', () => copyFile(at('none'), at('a')), 'ENOENT'],
    ['nothing to replace by', () => replaceFile(at('none'), at('a')), 'ENOENT'],
    ['nothing to place', () => placeFile(at('none'), at('a')), 'ENOENT'],
  ])('cannot be written for %s, which is said with its reason', (_why, write, reason) => {
    expect(refusalOf(write)).toEqual({ code: 'vault.cannot_write', data: { reason } });
  });

  it('is not said to be unwritable for a fault of the program', () => {
    expect(() => rewriteFile(at('a\0'), 'x')).toThrow('null bytes');
  });

  it('is removed, and one that is not there is no matter', () => {
    writeFileSync(at('a'), '');
    removeFiles(at('none'), at('a'));
    removeFiles();
    expect(readdirSync(place.path)).toEqual([]);
  });
});

describe('a file of the vault', () => {
  const own = (vaultPath: string) => [
    ...Object.values(pathsOf(vaultPath)),
    ...databaseFiles(vaultPath),
    `${vaultPath}.anchors`,
  ];

  it('is each that may lie beside it, in any case, through any folder, there or not', () => {
    symlinkSync(place.path, at('link'));
    const path = at('客户.kda');
    for (const isThere of [false, true])
      for (const file of own(path)) {
        if (isThere) writeFileSync(file, '');
        const name = file.slice(place.path.length + 1);
        for (const called of [file, at(name.toUpperCase()), at(`link/${name}`), at(`link/../${name}`)])
          expect([called, isVaultFile(path, called)]).toEqual([called, true]);
      }
    expect(own(path)).toHaveLength(19);
  });

  it('is one by another name that is the same file, and no other', () => {
    const path = at('a.kda');
    writeFileSync(path, 'one');
    linkSync(path, at('hard'));
    symlinkSync(path, at('soft'));
    writeFileSync(at('other.kda'), 'one');
    mkdirSync(at('sub'));
    writeFileSync(at('sub/a.kda'), '');
    const found = ['hard', 'soft', 'other.kda', 'sub/a.kda', 'none', 'gone/a.kda'].map((name) =>
      isVaultFile(path, at(name)),
    );
    expect(found).toEqual([true, true, false, false, false, false]);
  });
});

describe('the first bytes of a vault', () => {
  it('differ, and say that they are those of a vault', () => {
    const [one, other] = [newHeaderSalt(), newHeaderSalt()];
    expect(one).toHaveLength(16);
    expect(Buffer.from(one).equals(other)).toBe(false);
    expect([one, other].map(isHeaderSalt)).toEqual([true, true]);
  });

  it('are no longer those of a vault with any bit changed, one missing or one more', () => {
    const salt = newHeaderSalt();
    for (let bit = 0; bit < 128; bit += 1) {
      const flipped = salt.slice();
      flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect([bit, isHeaderSalt(flipped)]).toEqual([bit, false]);
    }
    expect(isHeaderSalt(Uint8Array.of(...salt, 0))).toBe(false);
    expect(isHeaderSalt(salt.slice(0, 15))).toBe(false);
  });
});

describe('who has a vault', () => {
  const unknown = { host: '?', user: '?', pid: null, since: null };
  const told = (content: string) => {
    writeFileSync(at('a.kda.lock'), content);
    return inUse(at('a.kda')).data;
  };

  it('is written beside it and told to others', () => {
    expect(inUse(at('a.kda'))).toMatchObject({ code: 'vault.in_use', data: unknown });
    writeHolder(at('a.kda'), 5);
    const holder = { host: hostname(), user: userInfo().username, pid: process.pid, since: 5 };
    expect(inUse(at('a.kda')).data).toEqual(holder);
    removeHolder(at('a.kda'));
    expect(readdirSync(place.path)).toEqual([]);
  });

  const holder = { host: 'h'.repeat(255), user: 'u'.repeat(255), pid: 1, since: 2 };
  it.each([
    [{}, true],
    [{ host: 'h'.repeat(256) }, false],
    [{ user: 'u'.repeat(256) }, false],
    [{ pid: 1.5 }, false],
    [{ since: 'now' }, false],
    [{ other: 1 }, false],
  ])('is told only as it was written: %j', (change, isTold) => {
    expect(told(JSON.stringify({ ...holder, ...change }))).toEqual(isTold ? holder : unknown);
  });

  it('is not read out of a file that is too long', () => {
    const text = JSON.stringify(holder);
    expect(told(text.padEnd(4096))).toEqual(holder);
    expect(told(text.padEnd(4097))).toEqual(unknown);
  });

  it('is one at a time, and by one name', () => {
    writeFileSync(at('a.kda'), '');
    const first = claim(at('a.kda'));
    expect(refusalOf(() => claim(at('a.kda')))).toEqual({ code: 'vault.in_use', data: unknown });
    writeHolder(at('a.kda'), 5);
    expect(refusalOf(() => claim(at('a.kda'))).data).toMatchObject({ pid: process.pid, since: 5 });
    first.release();
    // What a creation that was cut off left is the same file under its own second name.
    linkSync(at('a.kda'), at('a.kda.part'));
    claim(at('a.kda')).release();
    linkSync(at('a.kda'), at('b.kda'));
    expect(refusalOf(() => claim(at('a.kda'))).code).toBe('vault.two_names');
    rmSync(at('a.kda.part'));
    writeFileSync(at('a.kda.part'), '');
    expect(refusalOf(() => claim(at('a.kda'))).code).toBe('vault.two_names');
    rmSync(at('b.kda'));
    claim(at('a.kda')).release();
  });

  it('can be said of a vault that is still to be made, and not in a folder that is not there', () => {
    claim(at('new.kda')).release();
    expect(refusalOf(() => claim(at('gone/new.kda'))).code).toBe('vault.cannot_write');
  });
});
