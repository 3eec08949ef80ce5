/** New accounts, and the people whose accounts they are. */
import type { ReadableDb, WritableDb } from '../../connection/handles.ts';
import { AppError } from '../../domain/errors.ts';
import type { Role } from '../../domain/roles.ts';
import { isSameName } from '../../domain/text/fold.ts';
import type { MutationContext } from '../../work/context.ts';
import type { VaultHost } from '../../work/host.ts';
import * as vault from '../../vault/index.ts';
import { listAsked, nextAccountId, nextPersonId, putRequest, type Waits } from './requests.ts';
import { expectCombined } from './roles.ts';
import * as store from './store.ts';

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
type Owner = number | 'another' | null;

/**
 * Asks for an account that opens with a one-time code, told this once; it is there when somebody has confirmed it.
 * Errors: `vault.login_taken`, `vault.login_lookalike` {login}, those of `checkLogin`, `accounts.person_exists`
 * {people}, `accounts.person_awaited`, `accounts.person_unknown`, `accounts.roles_exclude_each_other`, those of
 * `putRequest`.
 */
export async function askForAccount(
  host: VaultHost,
  ctx: MutationContext,
  { person, ...account }: NewAccount & { readonly person: Owner },
): Promise<Waits & { readonly id: number; readonly code: string }> {
  vault.checkLogin(account.login);
  const { code, secret: derived } = await ctx.newCode();
  using secret = derived;
  const db = ctx.reader;
  const id = nextAccountId(db);
  const owner = findOwner(db, account, person);
  if (!owner.isNewPerson) expectCombined(db, { id, personId: owner.personId }, account.roles);
  const logins = [...store.listAccounts(db), ...listAsked(db).flatMap(({ request }) => request ?? [])];
  const login = vault.expectFreeLogin(
    logins.map((known) => known.login),
    account.login,
  );
  const slot = vault.prepareSlot(host.requireVault().vault, { id, login, secret });
  const roles = [...new Set(account.roles)].sort();
  const request = { what: 'create' as const, login, roles, slot: vault.preparedToText(slot), ...owner };
  return { id, code, ...putRequest(ctx, id, request) };
}

/** The person who is meant, as the account will have them. */
function findOwner(
  db: ReadableDb,
  { name, department }: Pick<NewAccount, 'name' | 'department'>,
  person: Owner,
) {
  if (typeof person === 'number') {
    const known = store.findPerson(db, person);
    if (!known) throw new AppError('accounts.person_unknown');
    return { ...known, isNewPerson: false, isAnother: false };
  }
  const isAnother = person === 'another';
  if (!isAnother) {
    const people = listNamesakes(db, name);
    if (people.length > 0) throw new AppError('accounts.person_exists', { people });
    const awaited = listAsked(db).flatMap(({ request }) => (request?.isNewPerson ? request : []));
    if (awaited.some((other) => isSameName(other.name, name))) throw new AppError('accounts.person_awaited');
  }
  return { personId: nextPersonId(db), name, department, isNewPerson: true, isAnother };
}

/** Everybody of a name, by number. */
export function listNamesakes(db: ReadableDb, name: string): number[] {
  return store
    .listEverybody(db)
    .filter((known) => isSameName(known.name, name))
    .map(({ id }) => id);
}

/** An account with the keys that the vault made for it. */
interface AccountRecord extends Omit<NewAccount, 'login'> {
  readonly keys: vault.AccountKeys;
  /** Who is there already; absent for somebody new. */
  readonly personId?: number;
  /** The number under which somebody new was asked for; absent: the next. */
  readonly newPersonId?: number;
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
  return store.insertSigningKey(db, keys.id, keys.signPublicKey, createdAt);
}

function insertPerson(db: WritableDb, { name, department, newPersonId }: AccountRecord): number {
  const departmentId = department === null ? null : store.ensureDepartment(db, department);
  return store.insertPerson(db, name, departmentId, newPersonId);
}
