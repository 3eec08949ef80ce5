/** Where a backup is made before it goes to its places, and what it is called there. */
import { lstatSync, mkdirSync, rmSync } from 'node:fs';
import { basename } from 'node:path';
import { errorCode } from '../../connection/failures.ts';
import { AppError } from '../../domain/errors.ts';
import { pathsOf } from '../../vault/index.ts';

/**
 * A folder beside the vault for its owner alone, which goes with all that is in it. Errors: `backup.under_way`,
 * `vault.cannot_write`.
 */
export function makePart(
  vaultPath: string,
  which: 'backupPart' | 'rehearsalPart' = 'backupPart',
): Disposable & { readonly folder: string } {
  const folder = pathsOf(vaultPath)[which];
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    const reason = errorCode(error);
    throw reason === 'EEXIST'
      ? new AppError('backup.under_way')
      : new AppError('vault.cannot_write', { reason });
  }
  return { folder, [Symbol.dispose]: () => removePart(folder) };
}

/**
 * Takes away what a backup or a move that was cut off left beside a vault, and word of where one went that is here again;
 * nobody else has that open.
 */
export function clearUnfinished(vaultPath: string): void {
  const { backupPart, rehearsalPart, moving, moved } = pathsOf(vaultPath);
  for (const path of [backupPart, rehearsalPart, moving, moved]) removePart(path);
  // Small files take the place of others in one step, from beside them.
  for (const path of Object.values(pathsOf(vaultPath))) {
    const next = `${path}.tmp`;
    if (lstatSync(next, { throwIfNoEntry: false })?.isFile()) removePart(next);
  }
}

function removePart(path: string): void {
  try {
    rmSync(path, { recursive: true, force: true, maxRetries: 3 });
  } catch {
    // A process that is being ended may still have a file open; the next opening finds it.
  }
}

/** `NAME-20261122-093005`, by the computer's clock; no letter that a file system elsewhere refuses. */
export function nameOf(vaultPath: string, at: number): string {
  const name = basename(vaultPath)
    .replace(/\.kda$/i, '')
    .replaceAll(/[<>:"|?*\p{Cc}]/gu, '_');
  return `${[...name].slice(0, 60).join('')}-${stampOf(at)}`;
}

/** `20261122-093005`, by the computer's clock. */
export function stampOf(at: number): string {
  const date = new Date(at);
  const two = (part: number) => String(part).padStart(2, '0');
  const day = `${date.getFullYear()}${two(date.getMonth() + 1)}${two(date.getDate())}`;
  return `${day}-${two(date.getHours())}${two(date.getMinutes())}${two(date.getSeconds())}`;
}
