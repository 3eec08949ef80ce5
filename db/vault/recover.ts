/** Opens an archive with two recovery sheets when nobody's password does. */
import { AppError } from '../domain/errors.ts';
import type { OpenArchive, VaultClock } from './archive.ts';
import { expectAuthentic } from './keys-file.ts';
import { writeHolder } from './lock-info.ts';
import { combineSheets, parseSheet } from './recovery.ts';
import { secureKey } from './secure-key.ts';
import { unseal } from './slots.ts';
import { openFitting, readCandidates, settle } from './unlock.ts';

export interface RecoverOptions {
  readonly path: string;
  /** As typed. */
  readonly sheets: readonly [string, string];
  readonly clock: VaultClock;
  readonly knownVersion: number;
}

/**
 * The open archive with nobody signed in: the caller resets an administrator's account, whose new signer signs
 * the audit row. Errors: those of `parseSheet`, `combineSheets` and `unlockArchive` (sign-in apart).
 */
export async function unlockWithRecovery(options: RecoverOptions): Promise<OpenArchive> {
  const { path, clock, knownVersion } = options;
  const shares = [parseSheet(options.sheets[0], 1), parseSheet(options.sheets[1], 2)] as const;
  const candidates = readCandidates(path);
  const [{ keys: first }] = candidates;
  const archiveOf = { id: first.archive, recoveryPublic: first.recovery.publicKey };
  const pair = await combineSheets(...shares, archiveOf);
  const privateKey = secureKey(pair.privateKey);
  const dataKey = unseal(first.recovery.sealedKey, pair.publicKey, privateKey);
  privateKey.destroy();
  if (!dataKey) throw new AppError('vault.keys_tampered');
  try {
    expectAuthentic(first, dataKey);
    const fitting = openFitting(path, candidates, dataKey, knownVersion);
    if (fitting.keys !== first) expectAuthentic(fitting.keys, dataKey);
    settle(path, fitting.path);
    writeHolder(path, clock.now());
    const { database, keys } = fitting;
    return { path, archiveId: keys.archive, database, dataKey, keys, people: new Set() };
  } catch (error) {
    dataKey.destroy();
    throw error;
  }
}
