/** Changes who can open the vault: the keys file and the database move together or not at all. */
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
import { toAccountKeys, type AccountKeys } from './create.ts';
import { pathsOf, removeFiles, syncFolder, writeSynced } from './files.ts';
import { changedBody, generationOf, markOf } from './generations.ts';
import type { DerivationCost } from './key-derivation.ts';
import {
  authenticate,
  encodeKeysFile,
  placeNextKeys,
  readKeysFile,
  type KeysBody,
  type Slot,
} from './keys-file.ts';
import { checkLogin, checkPassword, lookOf, normaliseLogin, normalisePassword } from './password.ts';
import type { PreparedSlot } from './prepared-slot.ts';
import {
  deriveSecret,
  makeSigner,
  makeSlot,
  sealTo,
  wipeHalves,
  wrapSlot,
  type DerivedSecret,
  type MadeSlot,
  type OpenedSlot,
  type Signer,
} from './slots.ts';
import { presentSlot, trySecret, type Remarked } from './unlock.ts';

/** What the caller's transaction has to store. */
export interface KeysChange {
  /** The new `archive_meta.keys_seq`. */
  readonly keysSeq: number;
}

/** A change of one account's slot. */
export interface SlotChange extends KeysChange {
  readonly account: AccountKeys;
  /** The account has a new signing key, to be added to those it had. */
  readonly newPair: boolean;
}

export interface AccountChange extends SlotChange {
  /** Of the account, with its key as it is after the change. */
  readonly signer: Signer;
}

interface ChangeOptions<Change> {
  /** Runs the caller's own transaction, which must store `keysSeq`; an error undoes the whole change. */
  readonly commit: (change: Change) => void;
  readonly step?: StepHook | undefined;
}

type PasswordOptions = ChangeOptions<AccountChange> &
  Stoppable & {
    readonly oldPassword: string;
    readonly newPassword: string;
    readonly clock: VaultClock;
    readonly cost?: DerivationCost;
  };

/**
 * Replaces a password, or a one-time code together with the account's key pairs. The person is signed out and
 * signed in anew. Errors: `vault.too_many_tries`, `vault.sign_in_refused` (old password), those of `checkPassword`,
 * `vault.password_same`, `vault.cannot_write`, `vault.locked` when the person was signed out meanwhile.
 */
export async function changePassword(
  vault: Vault,
  person: Person,
  options: PasswordOptions,
): Promise<Person> {
  const { oldPassword, newPassword, clock, cost, signal } = options;
  const { login } = person;
  checkPassword(newPassword, login);
  if (normalisePassword(newPassword) === normalisePassword(oldPassword)) {
    throw new AppError('vault.password_same');
  }
  const old = await trySecret(vault, login, oldPassword, { clock, signal });
  try {
    using secret = await deriveSecret({ login, secret: newPassword, oneTime: false }, { cost, signal });
    return replaceSecret(vault, person, old, secret, options);
  } catch (error) {
    wipeHalves(old.halves);
    throw error;
  } finally {
    old.wrapping.destroy();
  }
}

/** What stood when the old secret was tried may have changed while the key of the new one was derived. */
function replaceSecret(
  vault: Vault,
  person: Person,
  old: OpenedSlot,
  secret: DerivedSecret,
  options: ChangeOptions<AccountChange>,
): Person {
  if (!vault.people.has(person)) throw new AppError('vault.locked');
  const { account, login, oneTime } = old.slot;
  const present = presentSlot(vault, old.slot);
  if (account !== person.accountId || !present) throw new AppError('vault.sign_in_refused');
  const how = { archive: vault.archiveId, generation: generationOf(vault.keys), secret };
  const next = oneTime
    ? makeSlot({ ...how, account, login }, vault.dataKey)
    : { slot: wrapSlot(present, old.halves, how, vault.dataKey), halves: old.halves };
  if (oneTime) wipeHalves(old.halves);
  try {
    commitSlot(vault, next, oneTime, options);
  } catch (error) {
    wipeHalves(next.halves);
    throw error;
  }
  person.signOut();
  return admit(vault.people, next.slot, next.halves);
}

/** An account with what `deriveSecret` made of its password or code. */
export interface AccountSecret {
  /** The account's number inside the database. */
  readonly id: number;
  readonly login: string;
  readonly secret: DerivedSecret;
}

/**
 * That an account may come to the vault under a login, which is returned as it is kept. Errors: `vault.login_taken`,
 * `vault.login_lookalike` {login}, those of `checkLogin`.
 */
export function expectFreeLogin(logins: readonly string[], wanted: string): string {
  const login = checkLogin(wanted);
  if (logins.includes(login)) throw new AppError('vault.login_taken');
  const alike = logins.find((known) => lookOf(known) === lookOf(login));
  if (alike !== undefined) throw new AppError('vault.login_lookalike', { login: alike });
  return login;
}

/** Makes the slot of an account under its secret, which opens nothing until it is put into the keys file. */
export function prepareSlot(vault: Vault, { id, login, secret }: AccountSecret): PreparedSlot {
  const { archiveId: archive, keys, dataKey } = vault;
  const generation = generationOf(keys);
  const { slot, halves } = makeSlot({ archive, generation, account: id, login, secret }, dataKey);
  wipeHalves(halves);
  const { oneTime, boxPublic, signPublic, wrapped, derivationSalt, cost } = slot;
  return { oneTime, generation, mark: markOf(dataKey), boxPublic, signPublic, wrapped, derivationSalt, cost };
}

/**
 * Puts a prepared slot into the keys file: the account opens the vault with its secret from now on, and with nothing
 * else. One that was prepared for an earlier data key opens the present one. Errors: `vault.login_taken` where the
 * login is another account's or the account has another, `vault.login_lookalike` {login}.
 */
export function putPrepared(
  vault: Vault,
  { id: account, login: wanted }: { readonly id: number; readonly login: string },
  { mark, ...prepared }: PreparedSlot,
  options: ChangeOptions<SlotChange>,
): void {
  const { slots } = vault.keys;
  const others = slots.filter((slot) => slot.account !== account);
  const login = expectFreeLogin(
    others.map((slot) => slot.login),
    wanted,
  );
  const own = slots.find((slot) => slot.account === account);
  if (own && own.login !== login) throw new AppError('vault.login_taken');
  const slot = {
    ...prepared,
    account,
    login,
    sealedKey: sealTo(prepared.boxPublic, vault.dataKey),
  };
  const change = { account: toAccountKeys(slot), newPair: true };
  const marks = new Map([[prepared.generation, mark]]);
  changeKeys(
    vault,
    { slots: slotsWith(vault, slot) },
    { commit: ({ keysSeq }) => options.commit({ keysSeq, ...change }), step: options.step },
    marks,
  );
  for (const person of vault.people) if (person.accountId === account) person.signOut();
}

/**
 * Gives an account a new pair under a one-time code: its password is forgotten, or the keys file was lost and
 * the vault opened with recovery sheets (then its `login` is needed). Errors: `vault.account_unknown`.
 */
export function resetAccount(
  vault: Vault,
  { id, secret, login }: Omit<AccountSecret, 'login'> & { readonly login?: string },
  options: ChangeOptions<AccountChange>,
): void {
  const known = vault.keys.slots.find((slot) => slot.account === id)?.login ?? login;
  if (known === undefined) throw new AppError('vault.account_unknown');
  putAccount(vault, { id, login: normaliseLogin(known), secret }, options);
}

/** The account can open the vault no longer. Errors: `vault.account_unknown`, `vault.last_account`. */
export function removeAccount(vault: Vault, id: number, options: ChangeOptions<KeysChange>): void {
  const slots = vault.keys.slots.filter((slot) => slot.account !== id);
  if (slots.length === vault.keys.slots.length) throw new AppError('vault.account_unknown');
  if (slots.length === 0) throw new AppError('vault.last_account');
  changeKeys(vault, { slots }, options);
  for (const person of vault.people) if (person.accountId === id) person.signOut();
}

/** Makes the sheets of `makeRecovery` the valid ones; older ones open nothing any more. */
export function replaceRecovery(
  vault: Vault,
  publicKey: Uint8Array,
  options: ChangeOptions<KeysChange>,
): void {
  changeKeys(vault, { recovery: { publicKey, sealedKey: sealTo(publicKey, vault.dataKey) } }, options);
}

/**
 * Gives the slot of who has just signed in the mark of the newest data key; nothing when it was changed since, for the
 * next sign-in does it as well.
 */
export function renewMark(vault: Vault, { from, to }: Remarked, options: ChangeOptions<KeysChange>): void {
  if (!vault.keys.slots.includes(from) || to.generation !== generationOf(vault.keys)) return;
  changeKeys(vault, { slots: slotsWith(vault, to) }, options);
}

function slotsWith({ keys }: Vault, slot: Slot): Slot[] {
  const others = keys.slots.filter((other) => other.account !== slot.account);
  return [...others, slot].toSorted((a, b) => a.account - b.account);
}

function putAccount(
  vault: Vault,
  { id, login, secret }: AccountSecret,
  options: ChangeOptions<AccountChange>,
): void {
  const { archiveId: archive, keys, dataKey } = vault;
  const made = makeSlot({ archive, generation: generationOf(keys), account: id, login, secret }, dataKey);
  try {
    commitSlot(vault, made, true, options);
  } finally {
    wipeHalves(made.halves);
  }
  for (const person of vault.people) if (person.accountId === id) person.signOut();
}

function commitSlot(
  vault: Vault,
  { slot, halves }: MadeSlot,
  newPair: boolean,
  { commit, step }: ChangeOptions<AccountChange>,
): void {
  const change = {
    account: toAccountKeys(slot),
    newPair,
    signer: makeSigner(slot.signPublic, halves.signSeed),
  };
  const slots = slotsWith(vault, slot);
  changeKeys(vault, { slots }, { commit: ({ keysSeq }) => commit({ keysSeq, ...change }), step });
}

/**
 * Writes the new file under another name, lets the database commit its number, then gives it its place. Opening
 * believes the database, so a crash at any point leaves the state before or the state after.
 */
function changeKeys(
  vault: Vault,
  part: Partial<Pick<KeysBody, 'slots' | 'recovery'>>,
  { commit, step = () => {} }: ChangeOptions<KeysChange>,
  marks?: ReadonlyMap<number, Uint8Array>,
): void {
  const paths = pathsOf(vault.path);
  const { database } = vault;
  if (database.inTransaction) throw new Error('a change of keys brings its own transaction');
  finishEarlierChange(vault);
  const { mac: _, ...body } = vault.keys;
  const changed = { ...part, seq: body.seq + 1 };
  const next = authenticate(changedBody(body, changed, vault.dataKey, marks), vault.dataKey);
  writeSynced(paths.nextKeys, encodeKeysFile(next));
  syncFolder(paths.nextKeys);
  step('next-written');
  try {
    commit({ keysSeq: next.seq });
    if (database.inTransaction || readKeysSeq(database) !== next.seq)
      throw new Error('keys_seq was not committed');
  } catch (error) {
    if (readKeysSeq(database) !== next.seq) removeFiles(paths.nextKeys);
    else vault.keys = next;
    throw error;
  }
  vault.keys = next;
  step('committed');
  placeNextKeys(vault.path, step);
}

/** A change that was committed, but whose file could not be put in its place (a full disk, say). */
export function finishEarlierChange(vault: Vault): void {
  const paths = pathsOf(vault.path);
  const waiting = readKeysFile(paths.nextKeys);
  if (waiting === undefined) return;
  if (!(waiting instanceof AppError) && waiting.seq === vault.keys.seq) placeNextKeys(vault.path);
  else removeFiles(paths.nextKeys);
}
