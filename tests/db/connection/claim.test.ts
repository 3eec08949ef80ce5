import { execFile } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { claimVault } from '../../../db/connection/claim.ts';
import { aFolder, refusalOf } from '../vault/support.ts';

const CLAIMER = join(import.meta.dirname, 'claimer.ts');

interface Told {
  readonly claimed: number;
  readonly refusals: readonly string[];
}

/** How another program fares that claims the vault so often. */
async function askElsewhere(path: string, times = 1): Promise<Told> {
  const { stdout } = await promisify(execFile)(process.execPath, [CLAIMER, path, String(times)]);
  return JSON.parse(stdout) as Told;
}

const inUse = (path: string) => refusalOf(() => claimVault(path)).code;

describe('the claim of a vault', () => {
  it('keeps others out, here and in another program, until it is released and leaves nothing behind', async () => {
    using place = aFolder();
    const path = join(place.path, 'a.kda');
    const claim = claimVault(path);
    expect(inUse(path)).toBe('vault.in_use');
    // Being refused must not have taken the lock from who has it.
    expect(await askElsewhere(path)).toEqual({ claimed: 0, refusals: ['vault.in_use'] });
    expect(inUse(path)).toBe('vault.in_use');
    expect(statSync(`${path}.claim`)).toMatchObject({ size: 0 });
    claim.release();
    expect(existsSync(`${path}.claim`)).toBe(false);
    expect(await askElsewhere(path)).toEqual({ claimed: 1, refusals: [] });
    claimVault(path).release();
  });

  it('is one for the vault and a link to it', () => {
    using place = aFolder();
    mkdirSync(join(place.path, 'real'));
    const path = join(place.path, 'real', 'a.kda');
    writeFileSync(path, 'an archive');
    symlinkSync(path, join(place.path, 'link.kda'));
    symlinkSync(join(place.path, 'real'), join(place.path, 'folder'));
    const claim = claimVault(join(place.path, 'link.kda'));
    expect(inUse(path)).toBe('vault.in_use');
    expect(inUse(join(place.path, 'folder', 'a.kda'))).toBe('vault.in_use');
    claim.release();
  });

  it('takes over the empty file that a crash left, also one that its owner alone made', () => {
    using place = aFolder();
    const path = join(place.path, 'a.kda');
    writeFileSync(`${path}.claim`, '');
    const claim = claimVault(path);
    expect(inUse(path)).toBe('vault.in_use');
    claim.release();
    expect(existsSync(`${path}.claim`)).toBe(false);
  });

  it('is open to those to whom the vault is', () => {
    using place = aFolder();
    const path = join(place.path, 'a.kda');
    const modeOf = () => {
      const claim = claimVault(path);
      const { mode } = statSync(`${path}.claim`);
      claim.release();
      return mode & 0o777;
    };
    expect(modeOf()).toBe(0o600);
    writeFileSync(path, 'an archive');
    chmodSync(path, 0o660);
    expect(modeOf()).toBe(0o660);
  });

  it('follows no link that somebody laid in its place, and locks no folder', () => {
    using place = aFolder();
    const path = join(place.path, 'a.kda');
    const victim = join(place.path, 'victim.txt');
    for (const target of [victim, join(place.path, 'nowhere')]) {
      writeFileSync(victim, 'not yours');
      symlinkSync(target, `${path}.claim`);
      expect(refusalOf(() => claimVault(path))).toMatchObject({
        code: 'vault.cannot_write',
        data: { reason: 'EEXIST' },
      });
      expect(lstatSync(`${path}.claim`).isSymbolicLink()).toBe(true);
      rmSync(`${path}.claim`);
    }
    expect(readFileSync(victim, 'utf8')).toBe('not yours');
    expect(existsSync(join(place.path, 'nowhere'))).toBe(false);
    mkdirSync(`${path}.claim`);
    expect(inUse(path)).toBe('vault.cannot_write');
  });

  it('is refused in words where nothing can be written', () => {
    using place = aFolder();
    const missing = join(place.path, 'gone', 'a.kda');
    expect(refusalOf(() => claimVault(missing))).toEqual({
      code: 'vault.cannot_write',
      data: { reason: 'ENOENT' },
    });
    const file = join(place.path, 'file');
    writeFileSync(file, '');
    expect(refusalOf(() => claimVault(join(file, 'a.kda'))).data).toEqual({ reason: 'ENOTDIR' });
  });

  it('is held by one of many at a time, though each takes the file away', async () => {
    using place = aFolder();
    const path = join(place.path, 'a.kda');
    const told = await Promise.all([1, 2, 3].map(() => askElsewhere(path, 1_500)));
    for (const { refusals } of told) expect(refusals.filter((code) => code !== 'vault.in_use')).toEqual([]);
    // Whose turn it is nobody promises: one may be refused for as long as another that has it is given no time.
    expect(Math.max(...told.map(({ claimed }) => claimed))).toBeGreaterThan(1);
  });
});
