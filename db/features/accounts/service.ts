import { setMeta } from '../../connection/meta.ts';
import type { ReadableDb, WritableDb } from '../../connection/handles.ts';
import { AppError } from '../../domain/errors.ts';
import { rolesMayCombine, type Role } from '../../domain/roles.ts';
import { isSameName } from '../../domain/text/fold.ts';
import type { MutationContext, QueryContext } from '../../router/context.ts';
import type { ArchiveHost } from '../../router/host.ts';
import { DeniedError } from '../../router/trpc.ts';
import * as vault from '../../vault/index.ts';
import { namesItsKeys, recordAudit, recordBulk, type Recorder } from '../audit/service.ts';
import * as store from './store.ts';

/** Every account, for the system administrator. */
export function listAccounts(ctx: Pick<QueryContext, 'reader'>): store.AccountRow[] {
  return store.listAccounts(ctx.reader);
}

export function listPeople(ctx: QueryContext) {
  return store.listPeople(ctx.reader);
}

export function listDepartments(ctx: QueryContext) {
  return store.listDepartments(ctx.reader);
}

export interface NewAccount {
  readonly login: string;
  readonly name: string;
  readonly roles: readonly Role[];
  readonly department: string | null;
}

/**
 * Whose account: that of a person by `person.id`, of `another` person whose name somebody has already, or null for
 * somebody with a name of their own. People approve, not accounts, so nobody is entered twice by oversight.
 */
export type Owner = number | 'another' | null;

/**
 * Adds an account that opens with a one-time code, told this once. Errors: `vault.login_taken`,
 * `accounts.person_exists` {people}, `accounts.person_unknown`, `accounts.roles_exclude_each_other`.
 */
export function createAccount(
  host: ArchiveHost,
  ctx: MutationContext,
  { person, ...account }: NewAccount & { readonly person: Owner },
): { id: number; code: string } {
  const id = store.nextAccountId(ctx.reader);
  const personId = findPerson(ctx, account.name, person);
  if (personId !== null) expectCombined(ctx, { id, personId }, account.roles);
  const code = vault.newOneTimeCode();
  const login = vault.normaliseLogin(account.login);
  vault.addAccount(
    host.requireArchive().vault,
    { id, login, secret: code, oneTime: true },
    {
      commit: (change) =>
        ctx.transaction((db) => {
          setMeta(db, 'keys_seq', String(change.keysSeq));
          const made = { keys: change.account, oneTime: true, createdAt: ctx.clock.now() };
          insertAccount(db, { ...account, ...made, personId });
          recordCreated(db, ctx, id, change.account.signPublicKey);
        }),
    },
  );
  return { id, code };
}

/** The person who is meant; null for somebody new. */
function findPerson(ctx: QueryContext, name: string, person: Owner): number | null {
  const everybody = store.listEverybody(ctx.reader);
  if (typeof person === 'number') {
    const found = everybody.some(({ id, active }) => id === person && active === 1);
    if (!found) throw new AppError('accounts.person_unknown');
    return person;
  }
  const people = everybody.filter((known) => isSameName(known.name, name)).map(({ id }) => id);
  if (people.length > 0 && person === null) throw new AppError('accounts.person_exists', { people });
  return null;
}

/** 三员分立 holds for people: the roles of all their accounts together are such that one account might have them. */
function expectCombined(
  ctx: QueryContext,
  { id, personId }: { readonly id: number; readonly personId: number },
  roles: readonly Role[],
): void {
  if (!rolesMayCombine([...roles, ...store.listOtherRoles(ctx.reader, personId, id)]))
    throw new AppError('accounts.roles_exclude_each_other');
}

/** An account with the keys that the vault made for it. */
export interface AccountRecord extends Omit<NewAccount, 'login'> {
  readonly keys: vault.AccountKeys;
  /** Absent or null for somebody new. */
  readonly personId?: number | null;
  /** Opens with a one-time code until its first sign-in. */
  readonly oneTime: boolean;
  /** Milliseconds UTC. */
  readonly createdAt: number;
}

/** Writes account, roles and key, and the person where it is somebody new, in the caller's transaction; returns the key's id. */
export function insertAccount(db: WritableDb, record: AccountRecord): number {
  const { keys, createdAt } = record;
  const personId = record.personId ?? insertPerson(db, record);
  const state = record.oneTime ? 'invited' : 'active';
  store.insertAccount(db, { id: keys.id, personId, login: keys.login, state, createdAt });
  store.replaceRoles(db, keys.id, record.roles);
  return store.insertAccountKey(db, keys.id, keys.signPublicKey, createdAt);
}

function insertPerson(db: WritableDb, { name, department }: AccountRecord): number {
  return store.insertPerson(db, name, department === null ? null : store.ensureDepartment(db, department));
}

export function findAccount(db: ReadableDb, id: number): store.AccountRow | undefined {
  return store.findAccount(db, id);
}

export function findAccountByLogin(db: ReadableDb, login: string): store.AccountRow | undefined {
  return store.findAccountByLogin(db, vault.normaliseLogin(login));
}

/** The id under which the log knows a signing key of the account. */
export function findSigningKey(db: ReadableDb, id: number, publicKey: Uint8Array): number | undefined {
  return store.findAccountKey(db, id, publicKey);
}

/** When the one-time code of an account was made that has not been traded yet. */
export function codeMadeAt(db: ReadableDb, id: number): number | undefined {
  return store.lastKeyAt(db, id);
}

export function noteSignIn(db: WritableDb, id: number, at: number): void {
  store.setLastSignIn(db, id, at);
}

/** The account has a password of its own now; returns the key that it signs with from now on. */
export function activateAccount(db: WritableDb, change: vault.AccountChange, at: number): number {
  const { account, newPair } = change;
  setMeta(db, 'keys_seq', String(change.keysSeq));
  store.setState(db, account.id, 'active');
  const keyId = newPair
    ? store.insertAccountKey(db, account.id, account.signPublicKey, at)
    : store.findAccountKey(db, account.id, account.signPublicKey);
  if (keyId === undefined) throw new Error('an account without its signing key');
  return keyId;
}

/** What the log says of an account: its roles in clear, so that what it may do can be followed from row to row. */
export function accountFacts({ login, name, personId, roles }: Facts) {
  const sorted = [...new Set(roles)].sort();
  return { reason: sorted.join('+'), after: { login, name, personId, roles: sorted } };
}
interface Facts extends Pick<store.AccountRow, 'login' | 'name' | 'personId'> {
  readonly roles: readonly Role[];
}

/** The row for an account that is there now; the first one's key stands in the row of the archive. */
export function recordCreated(db: WritableDb, recorder: Recorder, id: number, newKey?: Uint8Array): void {
  const account = store.findAccount(db, id);
  if (!account) throw new AppError('accounts.not_found');
  const object = `account:${id}`;
  recordAudit(db, recorder, { ...accountFacts(account), action: 'accounts.create', object, newKey });
}

/** Every signing key with the account that it is entered for. */
export function listSigningKeys(db: ReadableDb): store.AccountKeyRow[] {
  return store.listAccountKeys(db);
}

/**
 * In an archive from before the log named its keys: takes the accounts over as they are, the newest key of each with
 * its roles, once and under one signature. What stands before is believed as it was until then.
 */
export function certifyAccounts(db: WritableDb, recorder: Recorder): void {
  if (namesItsKeys(db)) return;
  const keys = new Map(store.listAccountKeys(db).map((key) => [key.accountId, key.signPublic]));
  const certify = (each: Recorder) => {
    for (const account of store.listAccounts(db))
      recordAudit(db, each, {
        ...accountFacts(account),
        action: 'accounts.certify',
        object: `account:${account.id}`,
        newKey: account.state === 'disabled' ? undefined : keys.get(account.id),
      });
  };
  recordBulk(db, recorder, certify, () => ({ action: 'accounts.certify', object: 'archive' }));
}

function storeKeys(
  ctx: MutationContext,
  db: WritableDb,
  { keysSeq, account, newPair }: vault.AccountChange,
): void {
  setMeta(db, 'keys_seq', String(keysSeq));
  if (newPair) store.insertAccountKey(db, account.id, account.signPublicKey, ctx.clock.now());
}

function requireAccount(ctx: QueryContext, id: number): store.AccountRow {
  const account = store.findAccount(ctx.reader, id);
  if (!account) throw new AppError('accounts.not_found');
  return account;
}

/**
 * Gives an account other roles. The last system administrator keeps the role (`accounts.last_admin`), and nobody gives
 * roles to themselves (`accounts.not_own_roles`).
 */
export function setRoles(
  host: ArchiveHost,
  ctx: MutationContext,
  { id, roles }: { id: number; roles: readonly Role[] },
): void {
  const account = requireAccount(ctx, id);
  if (!roles.includes('system_admin')) expectAnotherAdmin(ctx, account);
  if (account.personId === ctx.actor.personId)
    throw new DeniedError('accounts.not_own_roles', {
      action: 'accounts.set_roles',
      object: `account:${id}`,
    });
  expectCombined(ctx, account, roles);
  ctx.transaction((db) => {
    store.replaceRoles(db, id, roles);
    recordAudit(db, ctx, {
      action: 'accounts.set_roles',
      object: `account:${id}`,
      before: accountFacts(account).after,
      ...accountFacts({ ...account, roles }),
    });
  });
  host.changeRoles(id, roles);
}

/**
 * Changes an account's keys and ends its sessions: also where the change counts already, but the new keys file could
 * not be put in its place.
 */
function endingSessions(
  host: ArchiveHost,
  ctx: MutationContext,
  id: number,
  change: (commit: MutationContext['transaction']) => void,
): void {
  let isStored = false;
  const commit: MutationContext['transaction'] = (work) => {
    const result = ctx.transaction(work);
    isStored = true;
    return result;
  };
  try {
    change(commit);
  } finally {
    if (isStored) host.signOutAccount(id, ctx.actor);
  }
}

/** A new one-time code in place of a forgotten password. Sessions of the account end. */
export function resetPassword(host: ArchiveHost, ctx: MutationContext, id: number): { code: string } {
  const account = requireAccount(ctx, id);
  if (account.state === 'disabled') throw new AppError('accounts.disabled');
  if (id === ctx.actor.accountId) throw new AppError('accounts.not_own_password');
  const code = vault.newOneTimeCode();
  endingSessions(host, ctx, id, (commit) =>
    vault.resetAccount(
      host.requireArchive().vault,
      { id, login: account.login, code },
      {
        commit: (change) =>
          commit((db) => {
            storeKeys(ctx, db, change);
            store.setState(db, id, 'invited');
            recordAudit(db, ctx, {
              action: 'accounts.reset_password',
              object: `account:${id}`,
              newKey: change.account.signPublicKey,
            });
          }),
      },
    ),
  );
  return { code };
}

/** The account can open the archive no longer; its name stays on everything it did. */
export function disableAccount(host: ArchiveHost, ctx: MutationContext, id: number): void {
  const account = requireAccount(ctx, id);
  if (id === ctx.actor.accountId) throw new AppError('accounts.not_oneself');
  expectAnotherAdmin(ctx, account);
  if (account.state === 'disabled') return;
  endingSessions(host, ctx, id, (commit) =>
    vault.removeAccount(host.requireArchive().vault, id, {
      commit: ({ keysSeq }) =>
        commit((db) => {
          setMeta(db, 'keys_seq', String(keysSeq));
          store.setState(db, id, 'disabled');
          recordAudit(db, ctx, { action: 'accounts.disable', object: `account:${id}` });
        }),
    }),
  );
}

/** Lets a disabled account in again, with a one-time code. */
export function enableAccount(host: ArchiveHost, ctx: MutationContext, id: number): { code: string } {
  const account = requireAccount(ctx, id);
  if (account.state !== 'disabled') throw new AppError('accounts.not_disabled');
  expectCombined(ctx, account, account.roles);
  const code = vault.newOneTimeCode();
  vault.addAccount(
    host.requireArchive().vault,
    { id, login: account.login, secret: code, oneTime: true },
    {
      commit: (change) =>
        ctx.transaction((db) => {
          storeKeys(ctx, db, change);
          store.setState(db, id, 'invited');
          recordAudit(db, ctx, {
            action: 'accounts.enable',
            object: `account:${id}`,
            newKey: change.account.signPublicKey,
          });
        }),
    },
  );
  return { code };
}

function expectAnotherAdmin(ctx: QueryContext, account: store.AccountRow): void {
  if (!account.roles.includes('system_admin') || account.state === 'disabled') return;
  if (store.countActiveWithRole(ctx.reader, 'system_admin') <= 1) throw new AppError('accounts.last_admin');
}
