/** Who has the vault open: the claim keeps others out, and `NAME.kda.lock` tells them in words who that is. */
import { statSync } from 'node:fs';
import { hostname, userInfo } from 'node:os';
import { z } from 'zod';
import { claimVault, type Claim } from '../connection/claim.ts';
import { canonicalJson } from '../domain/canonical.ts';
import { AppError } from '../domain/errors.ts';
import { pathsOf, readSmallFile, removeFiles, rewriteFile } from './files.ts';

const LARGEST_FILE = 4096;

const holderSchema = z.strictObject({
  host: z.string().max(255),
  user: z.string().max(255),
  pid: z.int(),
  /** Milliseconds since 1970. */
  since: z.int(),
});

export function writeHolder(vaultPath: string, since: number): void {
  const holder: z.output<typeof holderSchema> = { host: hostname(), user: osUser(), pid: process.pid, since };
  rewriteFile(pathsOf(vaultPath).lock, canonicalJson(holder));
}

export function removeHolder(vaultPath: string): void {
  removeFiles(pathsOf(vaultPath).lock);
}

/**
 * Takes the vault for this program, before it is touched. Errors: `vault.in_use` {host, user, pid, since},
 * `vault.two_names`, `vault.cannot_write`.
 */
export function claim(vaultPath: string): Claim {
  const claimed = claimByName(vaultPath);
  try {
    expectOneName(vaultPath);
    return claimed;
  } catch (error) {
    claimed.release();
    throw error;
  }
}

function claimByName(vaultPath: string): Claim {
  try {
    return claimVault(vaultPath);
  } catch (error) {
    throw error instanceof AppError && error.code === 'vault.in_use' ? inUse(vaultPath) : error;
  }
}

/**
 * A file with a second name (a hard link) could be claimed under that as well, and each program would write a log of
 * its own to one file. What a creation that was cut off left is no such name: it goes when the vault is opened.
 */
function expectOneName(vaultPath: string): void {
  const { database, databasePart } = pathsOf(vaultPath);
  const [file, part] = [database, databasePart].map((path) =>
    statSync(path, { bigint: true, throwIfNoEntry: false }),
  );
  const isOwnPart = part !== undefined && part.ino === file?.ino && part.dev === file.dev;
  if (file && file.isFile() && file.nlink > (isOwnPart ? 2n : 1n)) throw new AppError('vault.two_names');
}

/** `vault.in_use` with who has it, as far as the file beside the vault tells. */
export function inUse(vaultPath: string): AppError {
  const content = readSmallFile(pathsOf(vaultPath).lock, LARGEST_FILE);
  try {
    const { host, user, pid, since } = holderSchema.parse(JSON.parse(Buffer.from(content ?? []).toString()));
    return new AppError('vault.in_use', { host, user, pid, since });
  } catch {
    return new AppError('vault.in_use', { host: '?', user: '?', pid: null, since: null });
  }
}

function osUser(): string {
  try {
    return userInfo().username;
  } catch {
    return '';
  }
}
