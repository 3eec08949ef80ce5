/** The keys of a backup: proved by its own files, and opened with a password of its day or two recovery sheets. */
import { readFileSync } from 'node:fs';
import { probeDatabase } from '../connection/open.ts';
import { AppError } from '../domain/errors.ts';
import { pathsOf, removeFiles } from './files.ts';
import { expectOwnKey } from './generations.ts';
import {
  authenticate,
  decodeKeysFile,
  encodeKeysFile,
  expectAuthentic,
  placeNextKeys,
  readKeysFile,
  type KeysFile,
} from './keys-file.ts';
import { normaliseLogin } from './password.ts';
import { combineSheets, parseSheet } from './recovery-sheets.ts';
import { secureKey, type SecureKey } from './secure-key.ts';
import { openSlot, unseal, wipeOpened } from './slots.ts';
import { sameBytes } from './sodium.ts';

/** What a keys file says of itself, in hexadecimal. */
export interface KeysFacts {
  readonly archive: string;
  readonly salt: string;
  readonly seq: number;
  /** Which set of recovery sheets opens it. */
  readonly recovery: string;
}

/** What opens a backup. */
export type BackupSecret =
  | { readonly login: string; readonly password: string }
  | { readonly sheets: readonly [string, string] };

function factsOf({ archive, salt, seq, recovery }: KeysFile): KeysFacts {
  const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
  return { archive: hex(archive), salt: hex(salt), seq, recovery: hex(recovery.publicKey) };
}

/**
 * Text of the keys file that holds a number, of the files that stand beside a vault now; undefined where there is
 * none. While accounts are changed the next one waits under a name of its own.
 */
export function findKeysText(vaultPath: string, seq: number): string | undefined {
  const { keys, nextKeys } = pathsOf(vaultPath);
  return [keys, nextKeys].map(readText).find((text) => text !== undefined && seqOf(text) === seq);
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

function seqOf(text: string): number | undefined {
  try {
    return decodeKeysFile(Buffer.from(text, 'utf8')).seq;
  } catch {
    return undefined;
  }
}

/** The keys file beside a copy. Errors: `vault.keys_missing`, `vault.keys_damaged`, `vault.keys_newer`. */
function requireKeys(copy: string): KeysFile {
  const keys = readKeysFile(pathsOf(copy).keys);
  if (!keys) throw new AppError('vault.keys_missing');
  if (keys instanceof AppError) throw keys;
  return keys;
}

/** What the keys file beside a copy says. Errors: those of `requireKeys`. */
export function readKeysFacts(copy: string): KeysFacts {
  return factsOf(requireKeys(copy));
}

/**
 * Proves the keys file beside a copy against it: written by somebody with the data key, made for the generation that
 * the copy begins with, and of the number `seq` that stands in it. Errors: those of `requireKeys`,
 * `vault.keys_tampered`, `vault.keys_other_archive`, `vault.archive_older`.
 */
export function expectKeysFit(copy: string, dataKey: SecureKey, seq: number): KeysFacts {
  const keys = requireKeys(copy);
  expectAuthentic(keys, dataKey);
  if (!sameBytes(keys.salt, probeDatabase(copy).salt)) throw new AppError('vault.keys_other_archive');
  if (keys.seq !== seq) throw new AppError('vault.archive_older');
  return factsOf(keys);
}

/**
 * The data key of a backup; the caller wipes it. Wrong tries are not counted: whoever has the files can copy them, and
 * what each try costs is all that stands in the way. Errors: those of `requireKeys`, `parseSheet` and `combineSheets`,
 * `vault.sign_in_refused`, `vault.keys_tampered`.
 */
export async function openBackupKeys(
  copy: string,
  secret: BackupSecret,
  signal?: AbortSignal,
): Promise<SecureKey> {
  const keys = requireKeys(copy);
  const dataKey =
    'sheets' in secret ? await openWithSheets(keys, secret.sheets) : await openSlotKey(keys, secret, signal);
  try {
    expectAuthentic(keys, dataKey);
    return dataKey;
  } catch (error) {
    dataKey.destroy();
    throw error;
  }
}

async function openSlotKey(
  keys: KeysFile,
  { login, password }: { readonly login: string; readonly password: string },
  signal: AbortSignal | undefined,
): Promise<SecureKey> {
  const found = await openSlot(keys, normaliseLogin(login), password, signal);
  // A one-time code is no password: who finds one on a slip of paper gets no copy of the vault for it.
  if (!found) throw new AppError('vault.sign_in_refused');
  const { slot, halves } = found;
  try {
    if (slot.oneTime) throw new AppError('vault.sign_in_refused');
    const dataKey = unseal(slot.sealedKey, slot.boxPublic, halves.box);
    if (!dataKey) throw new AppError('vault.keys_tampered');
    try {
      expectOwnKey(found, keys, dataKey);
    } catch (error) {
      dataKey.destroy();
      throw error;
    }
    return dataKey;
  } finally {
    wipeOpened(found);
  }
}

async function openWithSheets(keys: KeysFile, sheets: readonly [string, string]): Promise<SecureKey> {
  const pair = await combineSheets(parseSheet(sheets[0], 1), parseSheet(sheets[1], 2), {
    id: keys.archive,
    recoveryPublic: keys.recovery.publicKey,
  });
  const privateKey = secureKey(pair.privateKey);
  const dataKey = unseal(keys.recovery.sealedKey, pair.publicKey, privateKey);
  privateKey.destroy();
  pair.wipe();
  if (!dataKey) throw new AppError('vault.keys_tampered');
  return dataKey;
}

/**
 * The text of a copy's keys file under another number: a vault that is restored has one that no file which lay there
 * before has, so that after a cut it is plain which belongs to it.
 */
export function renumberedKeys(copy: string, dataKey: SecureKey, seq: number): string {
  const { mac: _, ...body } = requireKeys(copy);
  return encodeKeysFile(authenticate({ ...body, seq }, dataKey));
}

/** The numbers, and the vault, of whatever keys files lie beside a path; those that cannot be read are left out. */
export function keysBeside(vaultPath: string): KeysFacts[] {
  const { keys, nextKeys, oldKeys } = pathsOf(vaultPath);
  return [keys, nextKeys, oldKeys].flatMap((path) => {
    const file = readKeysFile(path);
    return file && !(file instanceof AppError) ? [factsOf(file)] : [];
  });
}

/** The keys file that waits as the next one takes its place; what an opening does too, after a cut. */
export function placeRestoredKeys(vaultPath: string): void {
  placeNextKeys(vaultPath);
  removeFiles(pathsOf(vaultPath).nextKeys);
}
