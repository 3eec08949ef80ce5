/** Opens a vault and signs people in. Whatever is refused, nothing is created or changed. */
import type { Claim } from '../connection/claim.ts';
import { closingOnError, expectFile } from '../connection/open.ts';
import { AppError } from '../domain/errors.ts';
import { admit, type Vault, type Person, type StepHook, type Stoppable, type VaultClock } from './vault.ts';
import { openFitting, readCandidates, settle, type Candidate } from './candidates.ts';
import { expectOwnKey, generationOf, markedFor } from './generations.ts';
import { expectAuthentic, type KeysFile, type Slot } from './keys-file.ts';
import { claim, writeHolder } from './lock-info.ts';
import { expectNotMoved } from './moved.ts';
import { normaliseLogin } from './password.ts';
import type { SecureKey } from './secure-key.ts';
import { markAnew, openSlot, unseal, wipeOpened, type OpenedSlot } from './slots.ts';
import { sameBytes } from './sodium.ts';
import { triesOf, TryLog, type FailedTries } from './tries.ts';

interface UnlockOptions extends Stoppable {
  readonly path: string;
  readonly login: string;
  /** The password, or the one-time code. */
  readonly password: string;
  readonly clock: VaultClock;
  /** The newest `user_version` that the program can read. */
  readonly knownVersion: number;
  readonly witnessFolder?: string | undefined;
  readonly step?: StepHook;
}

/** A slot as it is, and under the same secret with the mark of the newest data key. */
export interface Remarked {
  readonly from: Slot;
  readonly to: Slot;
}

export interface SignIn {
  readonly person: Person;
  /** Where the slot's mark is of a former data key: for `renewMark`. */
  readonly remarked: Remarked | undefined;
  /** Wrong tries, of any login, not yet in the audit log. Write them, then call `triesReported`. */
  readonly failedTries: readonly FailedTries[];
  triesReported(): void;
}

export interface Unlocked extends SignIn {
  readonly vault: Vault;
}

interface TryOptions extends Stoppable {
  readonly clock: VaultClock;
  readonly step?: StepHook;
}

interface Opened extends Candidate, OpenedSlot {
  readonly dataKey: SecureKey;
}

/**
 * Errors: `vault.moved` {place}, `vault.archive_missing`, `vault.not_archive`, `vault.in_use` {host, user, pid, since},
 * `vault.two_names` (a hard link),  * `vault.keys_missing`, `vault.keys_damaged`, `vault.keys_newer`, `vault.keys_other_archive`,
 * `vault.header_damaged`, `vault.too_many_tries` {seconds}, `vault.sign_in_refused` (login or password),
 * `vault.keys_tampered`, `vault.damaged`, `vault.newer_version`, `vault.keys_file_older`, `vault.archive_older`.
 */
export async function unlockVault(options: UnlockOptions): Promise<Unlocked> {
  expectNotMoved(options.path);
  expectFile(options.path);
  const claimed = claim(options.path);
  try {
    return await unlockClaimed(options, claimed);
  } catch (error) {
    claimed.release();
    throw error;
  }
}

async function unlockClaimed(options: UnlockOptions, claimed: Claim): Promise<Unlocked> {
  const { path, login, password, clock, signal, witnessFolder, step = () => {} } = options;
  const found = readCandidates(path);
  const slots = found.candidates.flatMap(({ keys }) => keys.slots);
  const attempt = new TryLog(path, found.archiveId, slots, { folder: witnessFolder }).count(
    login,
    clock.now(),
  );
  const opened: Opened[] = [];
  try {
    const mine = await tryCandidates(found.candidates, { login, password, step, signal }, opened);
    const fitting = openFitting(path, found, mine.dataKey, options.knownVersion);
    const { keys, database } = fitting;
    const right = opened.find((candidate) => candidate.keys === keys);
    closingOnError(database, () => {
      // Right for the keys file of a change that was cut off, but not for the one that counts.
      if (!right) throw new AppError('vault.sign_in_refused');
      settle(path, fitting, step);
      writeHolder(path, clock.now());
    });
    const own = right ?? mine;
    for (const other of opened) if (other !== own) wipe(other);
    attempt.forgive();
    const { dataKey } = own;
    const people = new Set<Person>();
    const entered = enter(people, own, keys, dataKey);
    const vault: Vault = {
      path,
      archiveId: keys.archive,
      database,
      claim: claimed,
      dataKey,
      keys,
      people,
      witnessFolder,
    };
    return { vault, ...toSignIn(vault, entered) };
  } catch (error) {
    for (const each of opened) wipe(each);
    if (!isRefusal(error)) attempt.withdraw();
    throw error;
  }
}

/**
 * Signs another person in to a vault that is open.
 * Errors: `vault.too_many_tries`, `vault.sign_in_refused`, `vault.locked` when it was closed meanwhile.
 */
export async function signIn(
  vault: Vault,
  login: string,
  password: string,
  options: TryOptions,
): Promise<SignIn> {
  const found = await trySecret(vault, login, password, options);
  return toSignIn(vault, enter(vault.people, found, vault.keys, vault.dataKey));
}

/**
 * Asks someone who is signed in for their password again.
 * Errors: `vault.too_many_tries`, `vault.sign_in_refused`, `vault.locked` when the vault was closed meanwhile.
 */
export async function verifyPassword(
  vault: Vault,
  person: Person,
  password: string,
  options: TryOptions,
): Promise<void> {
  wipeOpened(await trySecret(vault, person.login, password, options));
}

/**
 * Opens a slot of an open vault, as a try that counts. While the key is derived the vault may be closed and its
 * accounts changed: what counts is how they are then. Errors: those of `signIn`.
 */
export async function trySecret(
  vault: Vault,
  login: string,
  secret: string,
  { clock, signal, step = () => {} }: TryOptions,
): Promise<OpenedSlot> {
  const attempt = triesOf(vault).count(login, clock.now());
  let found: OpenedSlot | undefined;
  try {
    found = await openSlot(vault.keys, normaliseLogin(login), secret, signal);
    step('derived');
    if (vault.dataKey.destroyed) throw new AppError('vault.locked');
    const slot = found && presentSlot(vault, found.slot);
    if (!found || !slot) throw new AppError('vault.sign_in_refused');
    const present = { ...found, slot };
    expectOwnKey(present, vault.keys, vault.dataKey);
    attempt.forgive();
    return present;
  } catch (error) {
    if (found) wipeOpened(found);
    if (!isRefusal(error)) attempt.withdraw();
    throw error;
  }
}

/** The slot as it is now, if its secret and pair are still the same: the data key may have been sealed to it anew. */
export function presentSlot({ keys }: Pick<Vault, 'keys'>, { account, wrapped }: Slot): Slot | undefined {
  return keys.slots.find((slot) => slot.account === account && sameBytes(slot.wrapped, wrapped));
}

/** Lets a person in, with the mark that their slot is to carry; what it is wrapped with is wiped. */
function enter(
  people: Set<Person>,
  found: OpenedSlot,
  keys: KeysFile,
  dataKey: SecureKey,
): Pick<SignIn, 'person' | 'remarked'> {
  const { slot, halves, wrapping } = found;
  const generation = generationOf(keys);
  // A one-time code is replaced at once, and the slot with it.
  const isDue = markedFor(slot) !== generation && !slot.oneTime;
  const to = isDue ? markAnew(found, { archive: keys.archive, generation }, dataKey) : undefined;
  wrapping.destroy();
  return { person: admit(people, slot, halves), remarked: to && { from: slot, to } };
}

/** One derivation a candidate, whether the login is known or not; the first that the secret opens. */
async function tryCandidates(
  candidates: readonly Candidate[],
  {
    login,
    password,
    step,
    signal,
  }: Pick<UnlockOptions, 'login' | 'password' | 'signal'> & { readonly step: StepHook },
  opened: Opened[],
): Promise<Opened> {
  let problem = new AppError('vault.sign_in_refused');
  for (const candidate of candidates) {
    try {
      const found = await openCandidate(candidate, login, password, signal);
      if (found) opened.push(found);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      problem = error;
    }
    step('derived');
  }
  const [first] = opened;
  if (!first) throw problem;
  return first;
}

async function openCandidate(
  candidate: Candidate,
  login: string,
  password: string,
  signal: AbortSignal | undefined,
): Promise<Opened | undefined> {
  const found = await openSlot(candidate.keys, normaliseLogin(login), password, signal);
  if (!found) return undefined;
  const { slot, halves } = found;
  const dataKey = unseal(slot.sealedKey, slot.boxPublic, halves.box);
  try {
    if (!dataKey) throw new AppError('vault.keys_tampered');
    expectAuthentic(candidate.keys, dataKey);
    expectOwnKey(found, candidate.keys, dataKey);
  } catch (error) {
    dataKey?.destroy();
    wipeOpened(found);
    throw error;
  }
  return { ...candidate, ...found, dataKey };
}

function toSignIn(vault: Vault, entered: Pick<SignIn, 'person' | 'remarked'>): SignIn {
  const log = triesOf(vault);
  return { ...entered, failedTries: log.unreported(), triesReported: () => log.reported() };
}

function isRefusal(error: unknown): boolean {
  return error instanceof AppError && error.code === 'vault.sign_in_refused';
}

function wipe(opened: Opened): void {
  wipeOpened(opened);
  opened.dataKey.destroy();
}
