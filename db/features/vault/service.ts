import { dirname } from 'node:path';
import { setMeta } from '../../connection/meta.ts';
import { stopped } from '../../domain/dates.ts';
import { AppError } from '../../domain/errors.ts';
import { mayEver } from '../../domain/permissions.ts';
import { triesReason } from '../../domain/refused-tries.ts';
import type { Role } from '../../domain/roles.ts';
import type { OpenVault, Session } from '../../work/host.ts';
import type { CallContext } from '../../work/procedures.ts';
import * as vault from '../../vault/index.ts';
import * as accounts from '../accounts/service.ts';
import { isNewKeyDue } from '../../work/key-renewal.ts';
import { runProgramActs } from '../../work/program-acts.ts';
import type { Acceptance } from '../../work/log/acceptance.ts';
import { recordAudit } from '../../work/log/recorder.ts';
import { readSettings, tidySettings } from '../workspace/service.ts';
import { recordAcceptance, type SecondInput } from './differing.ts';
import { enter, type Accepting, type GateCall } from './enter.ts';
import { sessionFor } from './open.ts';
import { PROGRAM_ACTS } from './program-acts.ts';
import { resetWithSheets, type RecoverInput } from './recovery.ts';

export { createVault, draftCreation, makeVault } from './wizard.ts';
export { expectOwnPlace as checkPlace } from '../../vault/index.ts';

/** Who is signed in, as the windows show it. */
export interface Account {
  readonly id: number;
  readonly personId: number;
  readonly login: string;
  readonly name: string;
  readonly roles: readonly Role[];
}

/** What the window should show: the welcome page, the sign-in, or the vault. */
export function readStatus({ host, origin }: CallContext) {
  const session = host.sessionOf(origin.connection);
  const path = host.fileOf(origin.connection);
  const file =
    path === undefined ? null : { name: fileNameOf(path), trial: dirname(path) === host.ports.trialFolder };
  if (!session || !host.opened) {
    const state: 'closed' | 'locked' = file ? 'locked' : 'closed';
    return { state, file, vault: null, account: null, lockAfterMinutes: null, isNewKeyDue: false };
  }
  const { facts, handles } = host.opened;
  return {
    state: 'open' as const,
    file,
    vault: { company: facts.company, fonds: facts.fonds, trial: facts.trial },
    account: accountOf(session),
    lockAfterMinutes: readSettings(handles.reader).lockAfterMinutes,
    /** An account was taken away, and what is written since opens with a key that it knew. */
    isNewKeyDue: isNewKeyDue(handles.reader),
  };
}

/** The path of the vault that a window had last. Errors: `common.file_not_granted`. */
export function lastFile({ host, origin }: CallContext): string {
  const path = host.fileOf(origin.connection);
  if (path === undefined) throw new AppError('common.file_not_granted');
  return path;
}

function accountOf({ actor }: Session): Account {
  const { accountId, personId, login, name, roles } = actor;
  return { id: accountId, personId, login, name, roles };
}

function fileNameOf(path: string): string {
  return path.split(/[\\/]/).at(-1) ?? path;
}

/**
 * Opens a vault, or joins one that is open, and signs in. Someone who still has a one-time code is told
 * `vault.must_activate`. Other errors: those of the vault's `unlockVault`.
 */
export function unlock(call: CallContext, path: string, login: string, password: string): Promise<Account> {
  return call.host.atTheGate(call.origin, (signal) => unlockNow({ ...call, signal }, path, login, password));
}

/**
 * The same with somebody who stands for it that the vault is not what was last seen of it; where nothing differs nobody is
 * asked for. Errors: those of `accept` besides.
 */
export function unlockWithSecond(
  call: CallContext,
  path: string,
  { login, password, second }: { login: string; password: string; second: SecondInput },
): Promise<Account> {
  return call.host.atTheGate(call.origin, (signal) =>
    unlockNow({ ...call, signal }, path, login, password, { second }),
  );
}

async function unlockNow(
  call: GateCall,
  path: string,
  login: string,
  password: string,
  accepting?: Accepting,
): Promise<Account> {
  const { opened, signIn, acceptance } = await enter(call, path, { login, password, accepting });
  return admitting(call, opened, signIn, () => {
    if (!signIn.person.mustReplaceSecret) return startSession(call, opened, signIn, acceptance);
    throw new AppError(isExpired(call, opened, signIn.person) ? 'vault.code_expired' : 'vault.must_activate');
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
  const { opened, signIn } = await enter(call, path, { login: input.login, password: input.code });
  return admitting(call, opened, signIn, async () => {
    if (!signIn.person.mustReplaceSecret) throw new AppError('vault.sign_in_refused');
    if (isExpired(call, opened, signIn.person)) throw new AppError('vault.code_expired');
    const person = await replaceSecret(call, opened, signIn.person, input.code, input.password);
    return admitting(call, opened, { person }, () => startSession(call, opened, { ...signIn, person }));
  });
}

/** Does what follows on a right secret; where that fails nobody is in, and a vault that nobody uses closes. */
async function admitting<Result>(
  { host, origin, signal }: GateCall,
  opened: OpenVault,
  { person }: Pick<vault.SignIn, 'person'>,
  work: () => Result | Promise<Result>,
): Promise<Result> {
  try {
    signal.throwIfAborted();
    host.expectUnlocked(origin);
    // Somebody else's lock may have closed it since.
    if (host.opened !== opened) throw new AppError('vault.locked');
    return await work();
  } catch (error) {
    person.signOut();
    host.closeIfUnused();
    throw error;
  }
}

/** Only who has typed the right code is told that it is over, and to them it is worth nothing now. */
function isExpired({ host }: CallContext, { handles }: OpenVault, { accountId }: vault.Person): boolean {
  return accounts.isCodeOver(accounts.codeMadeAt(handles.reader, accountId), host.ports.clock.now());
}

/** Signs a person in, with a row in the log; where that cannot be written, nobody is in. */
function startSession(
  { host, origin }: CallContext,
  opened: OpenVault,
  signIn: vault.SignIn,
  acceptance: Acceptance | null = null,
): Account {
  const session = sessionFor(opened, signIn.person);
  const { actor } = session;
  const recorder = { actor, clock: stopped(opened.clock), hash: opened.hash };
  opened.handles.transaction((db) => {
    accounts.certifyAccounts(db, recorder);
    recordAcceptance(db, recorder, acceptance);
    for (const { account, ...tries } of signIn.failedTries)
      recordAudit(db, recorder, {
        action: 'vault.sign_in',
        object: account === null ? 'account:unknown' : `account:${account}`,
        decision: 'deny',
        reason: triesReason(tries),
      });
    recordAudit(db, recorder, { action: 'vault.sign_in', object: `account:${actor.accountId}` });
    accounts.setLastSignIn(db, actor.accountId, recorder.clock.now());
    if (mayEver(actor.roles, 'settings.edit')) tidySettings(db, recorder);
  });
  runProgramActs(PROGRAM_ACTS, opened, recorder, (error) => host.ports.reportDefect?.(error));
  signIn.triesReported();
  takeMark({ host, origin }, opened, signIn);
  host.signIn(origin.connection, session);
  host.renewKey();
  return accountOf(session);
}

/** The slot takes the mark of the newest data key. Where that fails nobody is kept out: the next sign-in does it. */
function takeMark(
  { host }: CallContext,
  { vault: open, handles }: OpenVault,
  { remarked }: vault.SignIn,
): void {
  if (!remarked) return;
  try {
    vault.renewMark(open, remarked, {
      commit: ({ keysSeq }) => handles.transaction((db) => setMeta(db, 'keys_seq', String(keysSeq))),
    });
  } catch (error) {
    host.ports.reportDefect?.(error);
  }
}

/** Ends the session on this connection; the vault closes with the last one. */
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
    const opened = host.requireVault();
    const { actor, person } = host.requireSession(origin.connection);
    const next = await replaceSecret({ host, origin, signal }, opened, person, input.current, input.next);
    const session = sessionFor(opened, next);
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
  opened: OpenVault,
  person: vault.Person,
  oldPassword: string,
  newPassword: string,
): Promise<vault.Person> {
  const { clock, cost } = host.ports;
  return vault.changePassword(opened.vault, person, {
    oldPassword,
    newPassword,
    clock,
    cost,
    signal,
    commit: (change) =>
      opened.handles.transaction((db) => {
        // Signed with the key before, which is how a new one comes to count.
        const { actor } = sessionFor(opened, person);
        const recorder = { actor, clock: stopped(clock), hash: opened.hash };
        accounts.certifyAccounts(db, recorder);
        accounts.activateAccount(db, change, recorder.clock.now());
        recordAudit(db, recorder, {
          action: 'vault.change_password',
          object: `account:${change.account.id}`,
          newKey: change.newPair ? change.account.signPublicKey : undefined,
        });
      }),
  });
}

/**
 * Opens the vault with two recovery sheets and gives a system administrator a new password.
 * Errors: those of the vault's `unlockWithRecovery`, `vault.not_an_administrator`.
 */
export function recover(call: CallContext, path: string, input: RecoverInput): Promise<Account> {
  return call.host.atTheGate(call.origin, async (signal) => {
    if (call.host.opened) throw new AppError('vault.already_open');
    await resetWithSheets({ ...call, signal }, path, input);
    return unlockNow({ ...call, signal }, path, input.login, input.password);
  });
}
