/** Makes a vault: whole under temporary names first, then named in an order that a crash cannot spoil. */
import { existsSync } from 'node:fs';
import type { Database } from 'better-sqlite3';
import type { Claim } from '../connection/claim.ts';
import { closingOnError, createDatabase, openDatabase, probeDatabase } from '../connection/open.ts';
import { AppError } from '../domain/errors.ts';
import {
  admit,
  readKeysSeq,
  type Vault,
  type Person,
  type StepHook,
  type Stoppable,
  type VaultClock,
} from './vault.ts';
import {
  databaseFiles,
  pathsOf,
  placeFile,
  removeFiles,
  syncFile,
  syncFolder,
  writeSynced,
} from './files.ts';
import { newHeaderSalt } from './header-salt.ts';
import type { DerivationCost } from './key-derivation.ts';
import {
  authenticate,
  encodeKeysFile,
  newKeysBody,
  readKeysFile,
  type KeysFile,
  type Slot,
} from './keys-file.ts';
import { claim, writeHolder } from './lock-info.ts';
import { checkLogin, checkPassword, lookOf, normaliseLogin } from './password.ts';
import { makeRecovery, type Share } from './recovery-sheets.ts';
import { secureKey, type SecureKey } from './secure-key.ts';
import {
  deriveSecret,
  makeSigner,
  makeSlot,
  sealTo,
  wipeHalves,
  type MadeSlot,
  type NewSecret,
  type Signer,
} from './slots.ts';
import { sameBytes, sodium } from './sodium.ts';

/** The public halves of what the sheets give. */
export interface RecoveryKeys {
  /** X25519; the data key is sealed to it. */
  readonly publicKey: Uint8Array;
  /** Ed25519; certifies recoveries. */
  readonly certifier: Uint8Array;
}

/** What the wizard prints before there is a vault. */
export interface PreparedVault {
  readonly archiveId: Uint8Array;
  readonly recovery: RecoveryKeys;
  readonly sheets: readonly Share[];
}

export interface NewAccount extends NewSecret {
  /** The account's number inside the database. */
  readonly id: number;
}

/** An account as the database has to know it. */
export interface AccountKeys {
  readonly id: number;
  readonly login: string;
  readonly signPublicKey: Uint8Array;
}

export interface Creation {
  /** To be stored as `archive_meta.keys_seq`. */
  readonly keysSeq: number;
  readonly archiveId: Uint8Array;
  readonly recovery: RecoveryKeys;
  readonly dataKey: SecureKey;
  readonly accounts: readonly AccountKeys[];
  /** Of the first account. */
  readonly signer: Signer;
}

export interface CreateOptions extends Stoppable {
  readonly path: string;
  readonly prepared: PreparedVault;
  /** At least one; the first is signed in afterwards. */
  readonly accounts: readonly NewAccount[];
  readonly cost?: DerivationCost;
  readonly clock: VaultClock;
  /** Called once the keys are derived, before anything is written: throws when the vault is not wanted any more. */
  readonly expectWanted?: () => void;
  /** Migrates and fills the empty database, storing `keysSeq`. Runs before the vault has its name. */
  readonly populate: (database: Database, creation: Creation) => void;
  readonly step?: StepHook;
}

export async function prepareVault(): Promise<PreparedVault> {
  const archiveId = sodium.randombytes_buf(16);
  const { publicKey, certifier, shares } = await makeRecovery(archiveId);
  return { archiveId, recovery: { publicKey, certifier }, sheets: shares };
}

/** Wipes the sheets, which alone could restore the recovery key; the words made of them are the caller's matter. */
export function wipeSheets({ sheets }: Pick<PreparedVault, 'sheets'>): void {
  for (const { share } of sheets) sodium.memzero(share);
}

export interface Created {
  readonly vault: Vault;
  /** The first account, signed in. */
  readonly person: Person;
}

/**
 * Creates `NAME.kda` and `NAME.kda.keys` and leaves the vault open.
 * Errors: `vault.file_exists`, `vault.cannot_write`, `vault.login_taken`, `vault.login_lookalike`, those of `checkLogin` and
 * `checkPassword`.
 */
export async function createVault(options: CreateOptions): Promise<Created> {
  expectSecrets(options.accounts);
  const claimed = claim(options.path);
  try {
    return await createClaimed(options, claimed);
  } catch (error) {
    claimed.release();
    throw error;
  }
}

async function createClaimed(options: CreateOptions, claimed: Claim): Promise<Created> {
  const { path, step = () => {} } = options;
  clearInterruptedCreation(path);
  step('cleared');
  const dataKey = secureKey(sodium.randombytes_buf(32));
  const made: MadeSlot[] = [];
  try {
    for (const account of options.accounts) made.push(await makeAccount(account, options, dataKey));
    options.signal?.throwIfAborted();
    options.expectWanted?.();
    return createWithKeys(options, claimed, dataKey, made);
  } catch (error) {
    dataKey.destroy();
    for (const { halves } of made) wipeHalves(halves);
    if (!existsSync(path)) clearInterruptedCreation(path);
    throw error;
  }
}

async function makeAccount(
  account: NewAccount,
  { prepared, cost, signal }: CreateOptions,
  dataKey: SecureKey,
): Promise<MadeSlot> {
  using secret = await deriveSecret(account, { cost, signal });
  const { id, login } = account;
  return makeSlot(
    { archive: prepared.archiveId, generation: 1, account: id, login: normaliseLogin(login), secret },
    dataKey,
  );
}

function createWithKeys(
  options: CreateOptions,
  claimed: Claim,
  dataKey: SecureKey,
  made: readonly MadeSlot[],
): Created {
  const { path, prepared, clock, step = () => {} } = options;
  const [first, ...others] = made;
  if (!first) throw new RangeError('a vault needs an account');
  const keys = authenticate(
    newKeysBody({
      archive: prepared.archiveId,
      salt: newHeaderSalt(),
      seq: 1,
      slots: made.map(({ slot }) => slot),
      recovery: {
        publicKey: prepared.recovery.publicKey,
        sealedKey: sealTo(prepared.recovery.publicKey, dataKey),
      },
    }),
    dataKey,
  );
  step('keys-made');
  makeFiles(options, keys, dataKey, makeSigner(first.slot.signPublic, first.halves.signSeed));
  const database = dataKey.use((bytes) => openDatabase(path, bytes));
  closingOnError(database, () => writeHolder(path, clock.now()));
  for (const { halves } of others) wipeHalves(halves);
  const people = new Set<Person>();
  const person = admit(people, first.slot, first.halves);
  return {
    vault: { path, archiveId: prepared.archiveId, database, claim: claimed, dataKey, keys, people },
    person,
  };
}

/** Both files, whole, before either has its name. */
function makeFiles(
  { path, prepared, populate, step = () => {} }: CreateOptions,
  keys: KeysFile,
  dataKey: SecureKey,
  signer: Signer,
): void {
  const paths = pathsOf(path);
  const accounts = keys.slots.map(toAccountKeys);
  const { recovery } = prepared;
  const creation = { keysSeq: keys.seq, archiveId: keys.archive, recovery, dataKey, accounts, signer };
  dataKey.use((bytes) =>
    fillDatabase(paths.databasePart, bytes, keys.salt, (db) => populate(db, creation), step),
  );
  writeSynced(paths.keysPart, encodeKeysFile(keys));
  syncFolder(path);
  step('keys-written');
  // Keys without a database are no vault; a database without keys could never be opened.
  placeFile(paths.keysPart, paths.keys);
  step('keys-placed');
  placeFile(paths.databasePart, paths.database);
  step('database-placed');
  removeFiles(paths.keysPart, paths.databasePart);
  step('parts-removed');
}

export function toAccountKeys({ account, login, signPublic }: Slot): AccountKeys {
  return { id: account, login, signPublicKey: signPublic };
}

function expectSecrets(accounts: readonly NewAccount[]): void {
  const logins = new Set(accounts.map(({ login }) => checkLogin(login)));
  if (logins.size !== accounts.length) throw new AppError('vault.login_taken');
  const looks = new Map<string, string>();
  for (const login of logins) {
    const alike = looks.get(lookOf(login));
    if (alike !== undefined) throw new AppError('vault.login_lookalike', { login: alike });
    looks.set(lookOf(login), login);
  }
  for (const { secret, login, oneTime } of accounts) if (!oneTime) checkPassword(secret, login);
}

function fillDatabase(
  path: string,
  dataKey: Uint8Array,
  salt: Uint8Array,
  populate: (database: Database) => void,
  step: StepHook,
): void {
  const database = createDatabase(path, dataKey, salt);
  try {
    step('database-made');
    populate(database);
    step('database-filled');
    if (readKeysSeq(database) !== 1) throw new Error('populate did not store keys_seq');
    database.pragma('wal_checkpoint(TRUNCATE)');
  } finally {
    database.close();
  }
  syncFile(path);
}

/**
 * Removes what a creation that was cut off left behind. The keys file goes only when it belongs to the unfinished
 * database beside it; any other file in the way stays. Errors: `vault.file_exists`.
 */
function clearInterruptedCreation(path: string): void {
  const paths = pathsOf(path);
  if (existsSync(paths.database)) throw new AppError('vault.file_exists');
  const keys = readKeysFile(paths.keys);
  if (keys) {
    const belongs =
      !(keys instanceof AppError) &&
      existsSync(paths.databasePart) &&
      sameBytes(probeDatabase(paths.databasePart).salt, keys.salt);
    if (!belongs) throw new AppError('vault.file_exists');
    removeFiles(paths.keys);
  }
  if (existsSync(paths.nextKeys)) throw new AppError('vault.file_exists');
  const { databasePart } = paths;
  removeFiles(paths.keysPart, ...databaseFiles(databasePart));
}
