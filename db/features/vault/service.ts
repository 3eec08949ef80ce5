import { AppError } from '../../domain/errors.ts';
import { mayEver } from '../../domain/permissions.ts';
import type { Role } from '../../domain/roles.ts';
import { KNOWN_VERSION, migrate } from '../../migrations/index.ts';
import type { ArchiveHost, OpenArchive, Session } from '../../work/host.ts';
import type { Registries } from '../../work/registries.ts';
import type { CallContext } from '../../work/procedures.ts';
import * as vault from '../../vault/index.ts';
import * as accounts from '../accounts/service.ts';
import { runProgramActs } from '../../work/program-acts.ts';
import { recordAudit } from '../../work/log/recorder.ts';
import { readSettings, tidySettings } from '../workspace/service.ts';
import { attachable, sessionFor } from './open.ts';
import { PROGRAM_ACTS } from './program-acts.ts';

export { createArchive, draftCreation, makeArchive } from './wizard.ts';

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
 * `vault.must_activate`. Other errors: those of the vault's `unlockArchive`.
 */
export function unlock(call: CallContext, path: string, login: string, password: string): Account {
  const { archive, signIn } = enter(call, path, login, password);
  if (signIn.person.mustReplaceSecret) {
    const problem = isExpired(call, archive, signIn.person) ? 'vault.code_expired' : 'vault.must_activate';
    signIn.person.signOut();
    call.host.closeIfUnused();
    throw new AppError(problem);
  }
  return startSession(call, archive, signIn);
}

/** First sign-in: trades the one-time code for a password of the person's own, with new keys. */
export function activate(
  call: CallContext,
  path: string,
  input: { login: string; code: string; password: string },
): Account {
  const { archive, signIn } = enter(call, path, input.login, input.code);
  try {
    if (!signIn.person.mustReplaceSecret) throw new AppError('vault.sign_in_refused');
    if (isExpired(call, archive, signIn.person)) throw new AppError('vault.code_expired');
    const person = replaceSecret(call.host, archive, signIn.person, input.code, input.password);
    return startSession(call, archive, { ...signIn, person });
  } catch (error) {
    signIn.person.signOut();
    call.host.closeIfUnused();
    throw error;
  }
}

/**
 * A slip of paper with a code lies about until somebody finds it: after 30 days, a long leave, it is traded no more.
 * Only who has typed the right code is told, and to them it is worth nothing now.
 */
const CODE_LASTS_MS = 30 * 86_400_000;

function isExpired({ host }: CallContext, { handles }: OpenArchive, { accountId }: vault.Person): boolean {
  // A code is made together with the keys that it opens.
  const madeAt = accounts.lastKeyAt(handles.reader, accountId) ?? 0;
  return host.ports.clock.now() - madeAt > CODE_LASTS_MS;
}

function enter(
  { host, origin }: CallContext,
  path: string,
  login: string,
  password: string,
): { archive: OpenArchive; signIn: vault.SignIn } {
  const clock = host.ports.clock;
  host.rememberFile(origin.connection, path);
  if (host.archive) {
    if (host.archive.vault.path !== path) throw new AppError('vault.already_open');
    return { archive: host.archive, signIn: vault.signIn(host.archive.vault, login, password, clock) };
  }
  const unlocked = vault.unlockArchive({ path, login, password, clock, knownVersion: KNOWN_VERSION });
  const archive = ready(unlocked.archive, host.registries);
  host.attach(archive);
  return { archive, signIn: unlocked };
}

/** Brings an opened archive up to date; one that cannot be does not stay open with its keys in memory. */
function ready(opened: vault.OpenArchive, registries: Registries): OpenArchive {
  try {
    migrate(opened.database);
    return attachable(opened, registries);
  } catch (error) {
    vault.closeArchive(opened);
    throw error;
  }
}

/** Signs a person in, with a row in the log; where that cannot be written, nobody is in and the archive closes. */
function startSession(call: CallContext, archive: OpenArchive, signIn: vault.SignIn): Account {
  try {
    call.host.expectUnlocked(call.origin);
    return logSession(call, archive, signIn);
  } catch (error) {
    signIn.person.signOut();
    call.host.closeIfUnused();
    throw error;
  }
}

function logSession({ host, origin }: CallContext, archive: OpenArchive, signIn: vault.SignIn): Account {
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
export function changePassword(call: CallContext, input: { current: string; next: string }): void {
  const { host, origin } = call;
  const archive = host.requireArchive();
  const { actor, person } = host.requireSession(origin.connection);
  const next = replaceSecret(host, archive, person, input.current, input.next);
  const session = sessionFor(archive, next);
  host.renew(origin.connection, session);
  host.signOutAccount(actor.accountId, session.actor, origin.connection);
}

/** Asks for the password again before a decision. Errors: `vault.sign_in_refused`, `vault.too_many_tries`. */
export function verifyPassword({ host, origin }: CallContext, password: string): void {
  const { person } = host.requireSession(origin.connection);
  vault.verifyPassword(host.requireArchive().vault, person, password, host.ports.clock);
}

function replaceSecret(
  host: ArchiveHost,
  archive: OpenArchive,
  person: vault.Person,
  oldPassword: string,
  newPassword: string,
): vault.Person {
  const clock = host.ports.clock;
  return vault.changePassword(archive.vault, person, {
    oldPassword,
    newPassword,
    clock,
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
  archive: OpenArchive,
  clock: ArchiveHost['ports']['clock'],
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
export async function recover(call: CallContext, path: string, input: RecoverInput): Promise<Account> {
  const { host } = call;
  if (host.archive) throw new AppError('vault.already_open');
  const { login, sheets, password } = input;
  vault.checkPassword(password, login);
  const clock = host.ports.clock;
  const opened = await vault.unlockWithRecovery({ path, sheets, clock, knownVersion: KNOWN_VERSION });
  const archive = ready(opened, host.registries);
  const code = vault.newOneTimeCode();
  try {
    const account = accounts.findAccountByLogin(archive.handles.reader, login);
    if (!account?.roles.includes('system_admin')) throw new AppError('vault.not_an_administrator');
    vault.resetAccount(
      opened,
      { id: account.id, login: account.login, code },
      {
        commit: (change) => storeRecovery(archive, clock, change),
      },
    );
  } finally {
    archive.close();
  }
  return activate(call, path, { login, code, password });
}
