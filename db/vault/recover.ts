/** Opens a vault with two recovery sheets when nobody's password does. */
import type { Claim } from '../connection/claim.ts';
import { closingOnError, expectFile } from '../connection/open.ts';
import { AppError } from '../domain/errors.ts';
import type { Person, Vault, VaultClock } from './vault.ts';
import { openWithRightKey, readCandidates, readSeq, settle } from './candidates.ts';
import { changedBody } from './generations.ts';
import { authenticate, expectAuthentic, type KeysFile } from './keys-file.ts';
import { claim, writeHolder } from './lock-info.ts';
import { expectNotMoved } from './moved.ts';
import { combineSheets, parseSheet, type RecoveryPair, type Share } from './recovery-sheets.ts';
import { secureKey, type SecureKey } from './secure-key.ts';
import { unseal } from './slots.ts';

interface RecoverOptions {
  readonly path: string;
  /** As typed. */
  readonly sheets: readonly [string, string];
  readonly clock: VaultClock;
  readonly knownVersion: number;
}

/** An open vault that can say that its sheets were there. */
export interface RecoveredVault extends Vault {
  /** Signs with the key that only the sheets give; not after `forget`. */
  certify(message: Uint8Array): Uint8Array;
  forget(): void;
}

/**
 * The open vault with nobody signed in: the caller resets an administrator's account, whose new signer signs
 * the audit row. The spare keys file will do, an older one too; then no account can open the vault (`keys.slots` is
 * empty) until it is reset. Errors: those of `parseSheet`, `combineSheets` and `unlockVault`, sign-in apart.
 */
export async function unlockWithRecovery(options: RecoverOptions): Promise<RecoveredVault> {
  const shares = [parseSheet(options.sheets[0], 1), parseSheet(options.sheets[1], 2)] as const;
  expectNotMoved(options.path);
  expectFile(options.path);
  const claimed = claim(options.path);
  try {
    return await recoverClaimed(options, shares, claimed);
  } catch (error) {
    claimed.release();
    throw error;
  }
}

async function recoverClaimed(
  { path, clock, knownVersion }: RecoverOptions,
  shares: readonly [Share, Share],
  claimed: Claim,
): Promise<RecoveredVault> {
  const { candidates, archiveId } = readCandidates(path, { withSpare: true });
  const [first] = candidates;
  if (!first) throw new AppError('vault.keys_missing');
  const pair = await combineSheets(...shares, {
    id: archiveId,
    recoveryPublic: first.keys.recovery.publicKey,
  });
  const dataKey = openRecovery(first.keys, pair);
  const { certify, wipe: forget } = pair;
  try {
    const database = openWithRightKey(path, dataKey, knownVersion);
    let { keys } = first;
    closingOnError(database, () => {
      const seq = readSeq(database);
      const fitting = candidates.find((candidate) => candidate.keys.seq === seq);
      if (fitting) {
        expectAuthentic(fitting.keys, dataKey);
        settle(path, fitting);
        keys = fitting.keys;
      } else {
        // Who could open the vault at this point is not known, so nobody can.
        const { mac: _, ...body } = first.keys;
        keys = authenticate(changedBody(body, { seq, slots: [] }, dataKey), dataKey);
      }
      writeHolder(path, clock.now());
    });
    const people = new Set<Person>();
    return { path, archiveId, database, claim: claimed, dataKey, keys, people, certify, forget };
  } catch (error) {
    dataKey.destroy();
    forget();
    throw error;
  }
}

function openRecovery(keys: KeysFile, pair: RecoveryPair): SecureKey {
  const privateKey = secureKey(pair.privateKey);
  const dataKey = unseal(keys.recovery.sealedKey, pair.publicKey, privateKey);
  privateKey.destroy();
  if (!dataKey) throw new AppError('vault.keys_tampered');
  expectAuthentic(keys, dataKey);
  return dataKey;
}

/**
 * What only two recovery sheets sign, for a vault that is open: they stand for another person where somebody is alone.
 * Errors: those of `parseSheet` and `combineSheets`.
 */
export async function certifyWithSheets(
  { archiveId, keys }: Pick<Vault, 'archiveId' | 'keys'>,
  sheets: readonly [string, string],
): Promise<Pick<RecoveryPair, 'certify'> & Disposable> {
  const vault = { id: archiveId, recoveryPublic: keys.recovery.publicKey };
  const { certify, wipe } = await combineSheets(parseSheet(sheets[0], 1), parseSheet(sheets[1], 2), vault);
  return { certify, [Symbol.dispose]: wipe };
}
