/** The roles of accounts: who may have which, and giving an account others. */
import type { ReadableDb, WritableDb } from '../../connection/handles.ts';
import { addsBusinessRole } from '../../domain/account-request.ts';
import { AppError } from '../../domain/errors.ts';
import { rolesMayCombine, type Role } from '../../domain/roles.ts';
import type { MutationContext, QueryContext } from '../../work/context.ts';
import type { VaultHost } from '../../work/host.ts';
import { DeniedError } from '../../work/errors.ts';
import { listAwaited } from '../../work/flow/waiting.ts';
import { recordAudit } from '../../work/log/recorder.ts';
import { dropDrafts } from '../workspace/service.ts';
import { requireAccount } from './directory.ts';
import { accountFacts } from './facts.ts';
import { expectNoRequest, putRequest, tellOfAccounts, type Waits } from './requests.ts';
import * as store from './store.ts';

/**
 * Gives an account other roles: at once where none is a business role that it had not, else when somebody has confirmed.
 * The last system administrator keeps the role (`accounts.last_admin`), so does the last one whom steps wait for
 * (`accounts.role_awaited`), and nobody gives roles to themselves (`accounts.not_own_roles`). Other errors: those of
 * `putRequest`.
 */
export function setRoles(
  host: VaultHost,
  ctx: MutationContext,
  { id, roles: given }: { id: number; roles: readonly Role[] },
): Waits {
  const account = requireAccount(ctx.reader, id);
  const roles = [...new Set(given)].sort();
  expectRolesFree(ctx, account, roles);
  if (addsBusinessRole(account.roles, roles)) {
    const { login, name, personId, department } = account;
    const person = { name, personId, department, isNewPerson: false, isAnother: false };
    return putRequest(ctx, id, { what: 'set_roles', login, roles, slot: null, ...person });
  }
  ctx.transaction((db) => {
    expectNoRequest(db, id);
    giveRoles(db, ctx, account, roles, accountFacts({ ...account, roles }).reason);
  });
  host.changeRoles(id, roles);
  return { request: null, confirmers: [] };
}

/** That an account may have these roles instead of its own, as things stand. */
export function expectRolesFree(
  ctx: Pick<QueryContext, 'reader' | 'actor'>,
  account: store.AccountRow,
  roles: readonly Role[],
): void {
  const db = ctx.reader;
  if (!roles.includes('system_admin')) expectAnotherAdmin(db, account);
  if (account.personId === ctx.actor.personId)
    throw new DeniedError('accounts.not_own_roles', {
      action: 'accounts.set_roles',
      object: `account:${account.id}`,
    });
  expectCombined(db, account, roles);
  expectNoneAwaited(db, account, roles);
}

/** Writes the roles with their row, whose reason begins with them, in the caller's transaction. */
export function giveRoles(
  db: WritableDb,
  ctx: MutationContext,
  account: store.AccountRow,
  roles: readonly Role[],
  reason: string,
): void {
  const { id, personId } = account;
  store.replaceRoles(db, id, roles);
  dropDrafts(db, ctx, { accountId: id, personId, roles });
  recordAudit(db, ctx, {
    action: 'accounts.set_roles',
    object: `account:${id}`,
    before: accountFacts(account).after,
    after: accountFacts({ ...account, roles }).after,
    reason,
  });
  tellOfAccounts(ctx);
}

/** 三员分立 holds for people: the roles of all their accounts together are such that one account might have them. */
export function expectCombined(
  db: ReadableDb,
  { id, personId }: { readonly id: number; readonly personId: number },
  roles: readonly Role[],
): void {
  if (!rolesMayCombine([...roles, ...store.listOtherRoles(db, personId, id)]))
    throw new AppError('accounts.roles_exclude_each_other');
}

/** Refuses what would take the last system administrator away: `accounts.last_admin`. */
export function expectAnotherAdmin(db: ReadableDb, account: store.AccountRow): void {
  if (!account.roles.includes('system_admin') || account.state === 'disabled') return;
  const admins = store.listActiveWithRole(db, ['system_admin']);
  if (admins.length <= 1) throw new AppError('accounts.last_admin');
}

/**
 * Refuses to leave steps that wait without anybody who may take them: the account keeps `roles` only.
 * Error: `accounts.role_awaited` {role, flow, step, count}, the first of them.
 */
export function expectNoneAwaited(db: ReadableDb, account: store.AccountRow, roles: readonly Role[]): void {
  if (account.state === 'disabled') return;
  for (const { flow, step, count, roles: awaited } of listAwaited(db)) {
    const role = account.roles.find((held) => awaited.includes(held));
    if (role === undefined || roles.some((kept) => awaited.includes(kept))) continue;
    const others = store.listActiveWithRole(db, awaited).filter((id) => id !== account.id);
    if (others.length === 0) throw new AppError('accounts.role_awaited', { role, flow, step, count });
  }
}
