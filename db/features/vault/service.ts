import { randomInt, randomUUID } from 'node:crypto';
import type { Handles } from '../../connection/handles.ts';
import { AppError } from '../../domain/errors.ts';
import type { Role } from '../../domain/roles.ts';
import { KNOWN_VERSION, migrate } from '../../migrations/index.ts';
import type { ArchiveHost, CallOrigin, OpenArchive, Session } from '../../router/host.ts';
import * as vault from '../../vault/index.ts';
import * as accounts from '../accounts/service.ts';
import { anchorDaily, recordAudit } from '../audit/service.ts';
import { readSettings } from '../workspace/service.ts';
import { populate, type FirstAccount, type NewArchive } from './create.ts';
import { attachable, sessionFor } from './open.ts';

/** What a call needs before anybody is signed in. */
export interface VaultCall {
  readonly host: ArchiveHost;
  readonly origin: CallOrigin;
}

/** Who is signed in, as the windows show it. */
export interface Account {
  readonly id: number;
  readonly personId: number;
  readonly login: string;
  readonly name: string;
  readonly roles: readonly Role[];
}

/** What the window should show: the welcome page, the sign-in, or the archive. */
export function readStatus({ host, origin }: VaultCall) {
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

/** An archive in the making: its recovery sheets are printed and typed back before it exists. */
interface PendingCreation {
  readonly prepared: vault.PreparedArchive;
  readonly company: string;
  readonly fonds: string;
  readonly quiz: ReadonlyArray<{ sheet: number; line: number }>;
}
const pending = new WeakMap<ArchiveHost, Map<string, PendingCreation>>();

/** Makes the recovery sheets of an archive to be, and says which two lines must be typed back. */
export async function draftCreation({ host }: VaultCall, input: { company: string; fonds: string }) {
  const prepared = await vault.prepareArchive();
  const sheets = prepared.sheets.map((share) => ({ number: share.sheet, lines: vault.sheetLines(share) }));
  const skipped = randomInt(sheets.length);
  const quiz = sheets
    .filter((_, index) => index !== skipped)
    .map(({ number, lines }) => ({ sheet: number, line: randomInt(lines.length) + 1 }));
  const draftId = randomUUID();
  const drafts = pending.get(host) ?? new Map<string, PendingCreation>();
  pending.set(host, drafts.set(draftId, { prepared, ...input, quiz }));
  return { draftId, label: vault.archiveLabel(prepared.archiveId), sheets, quiz };
}

export interface CreateInput {
  readonly draftId: string;
  readonly token: string;
  readonly admin: { readonly login: string; readonly name: string; readonly password: string };
  readonly accounts: ReadonlyArray<{ login: string; name: string; roles: Role[]; department: string | null }>;
  readonly answers: ReadonlyArray<{ sheet: number; line: number; text: string }>;
}

/**
 * Makes the archive once the sheets are proven to be on paper, and signs its administrator in. The others get
 * one-time codes, told this once. Errors: `vault.draft_gone`, `vault.sheet_not_typed` {sheet, line}, those of
 * `createArchive`.
 */
export function createArchive(call: VaultCall, input: CreateInput) {
  const draft = pending.get(call.host)?.get(input.draftId);
  if (!draft) throw new AppError('vault.draft_gone');
  expectAnswers(draft, input.answers);
  const others = input.accounts.map((account) => ({
    ...account,
    secret: vault.newOneTimeCode(),
    oneTime: true,
  }));
  const admin: FirstAccount = {
    ...input.admin,
    roles: ['system_admin'],
    department: null,
    secret: input.admin.password,
    oneTime: false,
  };
  const path = call.host.grantedPath(call.origin.connection, input.token, 'write');
  const { company, fonds } = draft;
  makeArchive(call, path, draft.prepared, { company, fonds, trial: false, accounts: [admin, ...others] });
  pending.get(call.host)?.delete(input.draftId);
  return { codes: others.map(({ login, name, secret }) => ({ login, name, code: secret })) };
}

function expectAnswers(draft: PendingCreation, answers: CreateInput['answers']): void {
  for (const { sheet, line } of draft.quiz) {
    const share = draft.prepared.sheets.find((candidate) => candidate.sheet === sheet);
    const answer = answers.find((candidate) => candidate.sheet === sheet && candidate.line === line);
    if (!share || !answer || !vault.isSheetLine(share, line, answer.text))
      throw new AppError('vault.sheet_not_typed', { sheet, line });
  }
}

/** Makes an archive at a path and signs its first account in on this connection. */
export function makeArchive(
  { host, origin }: VaultCall,
  path: string,
  prepared: vault.PreparedArchive,
  archive: NewArchive,
  cost: vault.DerivationCost = vault.DEFAULT_COST,
): Session {
  if (host.archive) throw new AppError('vault.already_open');
  const clock = host.ports.clock;
  const made = vault.createArchive({
    path,
    prepared,
    clock,
    cost,
    accounts: archive.accounts.map((account, index) => ({ id: index + 1, ...account })),
    populate: (database, creation) => populate(database, creation, archive, clock),
  });
  const open = attachable(made.archive);
  host.attach(open);
  const session = sessionFor(open, made.person);
  host.signIn(origin.connection, session);
  host.rememberFile(origin.connection, path);
  return session;
}

/**
 * Opens an archive, or joins one that is open, and signs in. Someone who still has a one-time code is told
 * `vault.must_activate`. Other errors: those of the vault's `unlockArchive`.
 */
export function unlock(call: VaultCall, path: string, login: string, password: string): Account {
  const { archive, signIn } = enter(call, path, login, password);
  if (signIn.person.mustReplaceSecret) {
    signIn.person.signOut();
    call.host.closeIfUnused();
    throw new AppError('vault.must_activate');
  }
  return startSession(call, archive, signIn);
}

/** First sign-in: trades the one-time code for a password of the person's own, with new keys. */
export function activate(
  call: VaultCall,
  path: string,
  input: { login: string; code: string; password: string },
): Account {
  const { archive, signIn } = enter(call, path, input.login, input.code);
  try {
    if (!signIn.person.mustReplaceSecret) throw new AppError('vault.sign_in_refused');
    const person = replaceSecret(call.host, archive, signIn.person, input.code, input.password);
    return startSession(call, archive, { ...signIn, person });
  } catch (error) {
    signIn.person.signOut();
    call.host.closeIfUnused();
    throw error;
  }
}

function enter(
  { host, origin }: VaultCall,
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
  migrate(unlocked.archive.database);
  host.attach(attachable(unlocked.archive));
  return { archive: host.requireArchive(), signIn: unlocked };
}

function startSession({ host, origin }: VaultCall, archive: OpenArchive, signIn: vault.SignIn): Account {
  const session = startSessionOf(host, archive, signIn.person);
  const { actor } = session;
  const recorder = { actor, clock: host.ports.clock, hash: archive.hash };
  archive.handles.transaction((db) => {
    for (const { account, count, first, last } of signIn.failedTries)
      recordAudit(db, recorder, {
        action: 'vault.sign_in',
        object: account === null ? 'account:unknown' : `account:${account}`,
        decision: 'deny',
        reason: `${count}× ${new Date(first).toISOString()} – ${new Date(last).toISOString()}`,
      });
    recordAudit(db, recorder, { action: 'vault.sign_in', object: `account:${actor.accountId}` });
    accounts.noteSignIn(db, actor.accountId, host.ports.clock.now());
  });
  anchorDaily(archive, recorder);
  signIn.triesReported();
  host.signIn(origin.connection, session);
  return accountOf(session);
}

function startSessionOf(host: ArchiveHost, archive: OpenArchive, person: vault.Person): Session {
  try {
    return sessionFor(archive, person);
  } catch (error) {
    host.closeIfUnused();
    throw error;
  }
}

/** Ends the session on this connection; the archive closes with the last one. */
export function lock({ host, origin }: VaultCall): void {
  const session = host.sessionOf(origin.connection);
  if (!session || !host.archive) return;
  const { handles, hash } = host.archive;
  const recorder = { actor: session.actor, clock: host.ports.clock, hash };
  handles.transaction((db) =>
    recordAudit(db, recorder, { action: 'vault.sign_out', object: `account:${session.actor.accountId}` }),
  );
  host.signOut(origin.connection, 'asked');
}

/** Locks and goes back to the welcome page. */
export function close(call: VaultCall): void {
  lock(call);
  call.host.forgetFile(call.origin.connection);
}

/** Changes the password of whoever is signed in; their other sessions end. */
export function changePassword(call: VaultCall, input: { current: string; next: string }): void {
  const { host, origin } = call;
  const archive = host.requireArchive();
  const { actor, person } = host.requireSession(origin.connection);
  const next = replaceSecret(host, archive, person, input.current, input.next);
  host.signIn(origin.connection, sessionFor(archive, next));
  host.signOutAccount(actor.accountId, origin.connection);
}

/** Asks for the password again before a decision. Errors: `vault.sign_in_refused`, `vault.too_many_tries`. */
export function verifyPassword({ host, origin }: VaultCall, password: string): void {
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
    commit: (change) => storeAccountChange(archive.handles, archive, clock, change, 'vault.change_password'),
  });
}

/** Stores what a change of one account's keys means for the database, signed by the account itself. */
function storeAccountChange(
  handles: Handles,
  archive: OpenArchive,
  clock: ArchiveHost['ports']['clock'],
  change: vault.AccountChange,
  action: string,
): void {
  const { account, signer } = change;
  handles.transaction((db) => {
    const accountKeyId = accounts.activateAccount(db, change, clock.now());
    const row = accounts.findAccount(db, account.id);
    if (!row) throw new AppError('accounts.not_found');
    const actor = { ...row, accountId: row.id, accountKeyId, signer };
    recordAudit(db, { actor, clock, hash: archive.hash }, { action, object: `account:${account.id}` });
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
export async function recover(call: VaultCall, path: string, input: RecoverInput): Promise<Account> {
  const { host } = call;
  if (host.archive) throw new AppError('vault.already_open');
  const { login, sheets, password } = input;
  vault.checkPassword(password, login);
  const clock = host.ports.clock;
  const opened = await vault.unlockWithRecovery({ path, sheets, clock, knownVersion: KNOWN_VERSION });
  migrate(opened.database);
  const archive = attachable(opened);
  const code = vault.newOneTimeCode();
  try {
    const account = accounts.findAccountByLogin(archive.handles.reader, login);
    if (!account?.roles.includes('system_admin')) throw new AppError('vault.not_an_administrator');
    vault.resetAccount(
      opened,
      { id: account.id, login: account.login, code },
      {
        commit: (change) => storeAccountChange(archive.handles, archive, clock, change, 'vault.recover'),
      },
    );
  } finally {
    archive.close();
  }
  return activate(call, path, { login, code, password });
}
