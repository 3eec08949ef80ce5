/** New accounts, and the people whose accounts they are. */
import type { WritableDb } from '../../connection/handles.ts';
import { setMeta } from '../../connection/meta.ts';
import { stopped } from '../../domain/dates.ts';
import { AppError } from '../../domain/errors.ts';
import type { Role } from '../../domain/roles.ts';
import { isSameName } from '../../domain/text/fold.ts';
import type { MutationContext, QueryContext } from '../../work/context.ts';
import type { VaultHost } from '../../work/host.ts';
import * as vault from '../../vault/index.ts';
import { recordCreated } from './facts.ts';
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
 * Adds an account that opens with a one-time code, told this once. Errors: `vault.login_taken`, those of `checkLogin`,
 * `accounts.person_exists` {people}, `accounts.person_unknown`, `accounts.roles_exclude_each_other`.
 */
export async function createAccount(
  host: VaultHost,
  ctx: MutationContext,
  { person, ...account }: NewAccount & { readonly person: Owner },
): Promise<{ id: number; code: string }> {
  vault.checkLogin(account.login);
  const { code, secret: derived } = await ctx.newCode();
  using secret = derived;
  const id = store.nextAccountId(ctx.reader);
  const personId = findPerson(ctx, account.name, person);
  if (personId !== null) expectCombined(ctx, { id, personId }, account.roles);
  const login = vault.normaliseLogin(account.login);
  vault.addAccount(
    host.requireVault().vault,
    { id, login, secret },
    {
      commit: (change) =>
        ctx.transaction((db) => {
          setMeta(db, 'keys_seq', String(change.keysSeq));
          const clock = stopped(ctx.clock);
          const made = { keys: change.account, oneTime: true, createdAt: clock.now() };
          insertAccount(db, { ...account, ...made, personId });
          recordCreated(db, { ...ctx, clock }, id, change.account.signPublicKey);
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

/** An account with the keys that the vault made for it. */
interface AccountRecord extends Omit<NewAccount, 'login'> {
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
  return store.insertSigningKey(db, keys.id, keys.signPublicKey, createdAt);
}

function insertPerson(db: WritableDb, { name, department }: AccountRecord): number {
  return store.insertPerson(db, name, department === null ? null : store.ensureDepartment(db, department));
}
