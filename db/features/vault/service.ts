import { AppError } from '../../domain/errors.ts';
import { mayEver } from '../../domain/permissions.ts';
import type { Role } from '../../domain/roles.ts';
import { KNOWN_VERSION, migrate } from '../../migrations/index.ts';
import type { VaultHost, OpenVault, Session } from '../../work/host.ts';
import type { Registries } from '../../work/registries.ts';
import type { CallContext } from '../../work/procedures.ts';
import * as vault from '../../vault/index.ts';
import * as accounts from '../accounts/service.ts';
import { runProgramActs } from '../../work/program-acts.ts';
import { recordAudit } from '../../work/log/recorder.ts';
import { readSettings, tidySettings } from '../workspace/service.ts';
import { attachable, sessionFor } from './open.ts';
import { PROGRAM_ACTS } from './program-acts.ts';

export { createVault, draftCreation, makeVault } from './wizard.ts';

/** Who is signed in, as the windows show it. */
export interface Account {
  readonly id: number;
  readonly personId: number;
  readonly login: string;
  readonly name: string;
  readonly roles: readonly Role[];
}

/** What the window should show: the welcome page, the sign-in, or the archive. */
export function readStatus({ host, origin }: CallContext) {
  const session = host.sessionOf(origin.connection);
  const path = host.fileOf(origin.connection);
  const file = path === undefined ? null : { name: fileNameOf(path) };
  if (!session || !host.archive) {
    const state: 'closed' | 'locked' = file ? 'locked' : 'closed';
    return { state, file, archive: null, account: null, lockAfterMinutes: null };
  }
  const { facts, handles } = host.archive;
  return {
    state: 'open' as const,
    file,
    archive: { company: facts.company, fonds: facts.fonds, trial: facts.trial },
    account: accountOf(session),
    lockAfterMinutes: readSettings(handles.reader).lockAfterMinutes,
  };
}

function accountOf({ actor }: Session): Account {
  const { accountId, personId, login, name, roles } = actor;
  return { id: accountId, personId, login, name, roles };
}

function fileNameOf(path: string): string {
  return path.split(/[\\/]/).at(-1) ?? path;
}

/**
 * Opens an archive, or joins one that is open, and signs in. Someone who still has a one-time code is told
 * `vault.must_activate`. Other errors: those of the vault's `unlockVault`.
 */
export function unlock(call: CallContext, path: string, login: string, password: string): Promise<Account> {
  return call.host.atTheGate(call.origin, (signal) => unlockNow({ ...call, signal }, path, login, password));
}

/** A call whose turn at the gate it is. */
interface GateCall extends CallContext {
  readonly signal: AbortSignal;
}

async function unlockNow(call: GateCall, path: string, login: string, password: string): Promise<Account> {
  const { archive, signIn } = await enter(call, path, login, password);
  return admitting(call, archive, signIn, () => {
    if (!signIn.person.mustReplaceSecret) return startSession(call, archive, signIn);
    throw new AppError(
      isExpired(call, archive, signIn.person) ? 'vault.code_expired' : 'vault.must_activate',
    );
  });
}

interface Activation {
  readonly login: string;
  readonly code: string;
  readonly password: string;
}

/** First sign-in: trades the one-time code for a password of the person's own, with new keys. */
export function activate(call: CallContext, path: string, input: Activation): Promise<Account> {
  return call.host.atTheGate(call.origin, (signal) => activateNow({ ...call, signal }, path, input));
}

async function activateNow(call: GateCall, path: string, input: Activation): Promise<Account> {
  const { archive, signIn } = await enter(call, path, input.login, input.code);
  return admitting(call, archive, signIn, async () => {
    if (!signIn.person.mustReplaceSecret) throw new AppError('vault.sign_in_refused');
    if (isExpired(call, archive, signIn.person)) throw new AppError('vault.code_expired');
    const person = await replaceSecret(call, archive, signIn.person, input.code, input.password);
    return admitting(call, archive, { person }, () => startSession(call, archive, { ...signIn, person }));
  });
}

/** Does what follows on a right secret; where that fails nobody is in, and an archive that nobody uses closes. */
async function admitting<Result>(
  { host, origin, signal }: GateCall,
  archive: OpenVault,
  { person }: Pick<vault.SignIn, 'person'>,
  work: () => Result | Promise<Result>,
): Promise<Result> {
  try {
    signal.throwIfAborted();
    host.expectUnlocked(origin);
    // Somebody else's lock may have closed it since.
    if (host.archive !== archive) throw new AppError('vault.locked');
    return await work();
  } catch (error) {
    person.signOut();
    host.closeIfUnused();
    throw error;
  }
}

/**
 * A slip of paper with a code lies about until somebody finds it: after 30 days, a long leave, it is traded no more.
 * Only who has typed the right code is told, and to them it is worth nothing now.
 */
const CODE_LASTS_MS = 30 * 86_400_000;

function isExpired({ host }: CallContext, { handles }: OpenVault, { accountId }: vault.Person): boolean {
  // A code is made together with the keys that it opens.
  const madeAt = accounts.lastKeyAt(handles.reader, accountId) ?? 0;
  return host.ports.clock.now() - madeAt > CODE_LASTS_MS;
}

interface Entered {
  readonly archive: OpenVault;
  readonly signIn: vault.SignIn;
}

async function enter(call: GateCall, path: string, login: string, password: string): Promise<Entered> {
  const { host, origin, signal } = call;
  const clock = host.ports.clock;
  host.rememberFile(origin.connection, path);
  const archive = host.archive;
  if (!archive) {
    const knownVersion = KNOWN_VERSION;
    const unlocked = await vault.unlockVault({ path, login, password, clock, knownVersion, signal });
    const opened = ready(unlocked.archive, host.registries);
    host.attach(opened);
    return { archive: opened, signIn: unlocked };
  }
  if (archive.vault.path !== path) throw new AppError('vault.already_open');
  try {
    return { archive, signIn: await vault.signIn(archive.vault, login, password, { clock, signal }) };
  } catch (error) {
    // The last other window was locked while the password was checked: then this one opens the archive.
    if (!(error instanceof AppError && error.code === 'vault.locked') || host.archive === archive)
      throw error;
    signal.throwIfAborted();
    host.expectUnlocked(origin);
    return enter(call, path, login, password);
  }
}

/** Brings an opened archive up to date; one that cannot be does not stay open with its keys in memory. */
function ready(opened: vault.Vault, registries: Registries): OpenVault {
  try {
    migrate(opened.database);
    return attachable(opened, registries);
  } catch (error) {
    vault.closeVault(opened);
    throw error;
  }
}

/** Signs a person in, with a row in the log; where that cannot be written, nobody is in. */
function startSession({ host, origin }: CallContext, archive: OpenVault, signIn: vault.SignIn): Account {
  const session = sessionFor(archive, signIn.person);
  const { actor } = session;
  const recorder = { actor, clock: host.ports.clock, hash: archive.hash };
  archive.handles.transaction((db) => {
    accounts.certifyAccounts(db, recorder);
    for (const { account, count, first, last } of signIn.failedTries)
      recordAudit(db, recorder, {
        action: 'vault.sign_in',
        object: account === null ? 'account:unknown' : `account:${account}`,
        decision: 'deny',
        reason: `${count}× ${new Date(first).toISOString()} – ${new Date(last).toISOString()}`,
      });
    recordAudit(db, recorder, { action: 'vault.sign_in', object: `account:${actor.accountId}` });
    accounts.setLastSignIn(db, actor.accountId, host.ports.clock.now());
    if (mayEver(actor.roles, 'settings.edit')) tidySettings(db, recorder);
  });
  runProgramActs(PROGRAM_ACTS, archive, recorder, (error) => host.ports.reportDefect?.(error));
  signIn.triesReported();
  host.signIn(origin.connection, session);
  return accountOf(session);
}

/** Ends the session on this connection; the archive closes with the last one. */
export function lock({ host, origin }: CallContext): void {
  host.signOut(origin.connection, 'asked');
}

/** Locks and goes back to the welcome page. */
export function close(call: CallContext): void {
  lock(call);
  call.host.forgetFile(call.origin.connection);
  call.host.hold(call.origin.connection, null);
}

/** Changes the password of whoever is signed in; their other sessions end. */
export function changePassword(
  { host, origin }: CallContext,
  input: { current: string; next: string },
): Promise<void> {
  return host.atTheGate(origin, async (signal) => {
    const archive = host.requireVault();
    const { actor, person } = host.requireSession(origin.connection);
    const next = await replaceSecret({ host, origin, signal }, archive, person, input.current, input.next);
    const session = sessionFor(archive, next);
    host.renew(origin.connection, person, session);
    host.signOutAccount(actor.accountId, session.actor, origin.connection);
  });
}

/** Asks for the password again before a decision. Errors: `vault.sign_in_refused`, `vault.too_many_tries`. */
export function verifyPassword({ host, origin }: CallContext, password: string): Promise<void> {
  return host.atTheGate(origin, (signal) => {
    const { person } = host.requireSession(origin.connection);
    const clock = host.ports.clock;
    return vault.verifyPassword(host.requireVault().vault, person, password, { clock, signal });
  });
}

function replaceSecret(
  { host, signal }: GateCall,
  archive: OpenVault,
  person: vault.Person,
  oldPassword: string,
  newPassword: string,
): Promise<vault.Person> {
  const clock = host.ports.clock;
  return vault.changePassword(archive.vault, person, {
    oldPassword,
    newPassword,
    clock,
    signal,
    commit: (change) =>
      archive.handles.transaction((db) => {
        // Signed with the key before, which is how a new one comes to count.
        const { actor } = sessionFor(archive, person);
        const recorder = { actor, clock, hash: archive.hash };
        accounts.certifyAccounts(db, recorder);
        accounts.activateAccount(db, change, clock.now());
        recordAudit(db, recorder, {
          action: 'vault.change_password',
          object: `account:${change.account.id}`,
          newKey: change.newPair ? change.account.signPublicKey : undefined,
        });
      }),
  });
}

/** Stores the new pair of a recovered account, which nobody but itself vouches for: the sheets sign nothing. */
function storeRecovery(
  archive: OpenVault,
  clock: VaultHost['ports']['clock'],
  change: vault.AccountChange,
): void {
  const { account, signer } = change;
  archive.handles.transaction((db) => {
    const accountKeyId = accounts.activateAccount(db, change, clock.now());
    const row = accounts.requireAccount(db, account.id);
    const actor = { ...row, accountId: row.id, accountKeyId, signer };
    const recorder = { actor, clock, hash: archive.hash };
    accounts.certifyAccounts(db, recorder);
    recordAudit(db, recorder, {
      action: 'vault.recover',
      object: `account:${account.id}`,
      newKey: account.signPublicKey,
    });
  });
}

export interface RecoverInput {
  readonly sheets: readonly [string, string];
  readonly login: string;
  readonly password: string;
}

/**
 * Opens the archive with two recovery sheets and gives a system administrator a new password.
 * Errors: those of the vault's `unlockWithRecovery`, `vault.not_an_administrator`.
 */
export function recover(call: CallContext, path: string, input: RecoverInput): Promise<Account> {
  return call.host.atTheGate(call.origin, async (signal) => {
    if (call.host.archive) throw new AppError('vault.already_open');
    await resetWithSheets({ ...call, signal }, path, input);
    return unlockNow({ ...call, signal }, path, input.login, input.password);
  });
}

async function resetWithSheets(
  { host, signal }: GateCall,
  path: string,
  { sheets, login, password }: RecoverInput,
): Promise<void> {
  const clock = host.ports.clock;
  using secret = await vault.deriveSecret({ login, secret: password, oneTime: false }, { signal });
  const opened = await vault.unlockWithRecovery({ path, sheets, clock, knownVersion: KNOWN_VERSION });
  const archive = ready(opened, host.registries);
  try {
    const account = accounts.findAccountByLogin(archive.handles.reader, login);
    if (!account?.roles.includes('system_admin')) throw new AppError('vault.not_an_administrator');
    const { id } = account;
    vault.resetAccount(
      opened,
      { id, login: account.login, secret },
      { commit: (change) => storeRecovery(archive, clock, change) },
    );
  } finally {
    archive.close();
  }
}
